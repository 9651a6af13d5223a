/// What happens to a question while it is under way. A retry is a call of its own.
public enum CallReport: Sendable, Hashable {
  /// A request was sent: it costs quota.
  case sent
  /// Headers and body are here, good or not. Milliseconds since the request was sent.
  case answered(milliseconds: Int)
  /// The call failed and is tried again after the given seconds; `attempt` counts retries from 1 to `of`.
  case retrying(ServiceError, seconds: Double, attempt: Int, of: Int)
}
