/// Whose memories are read. A request carries exactly one of `user_id` and `agent_id`.
public enum Subject: Sendable, Hashable {
  case user(String)
  case agent(String)

  public var id: String {
    switch self {
    case .user(let id), .agent(let id): id
    }
  }

  /// The service's limit on `user_id`, in characters (its error code 40010).
  public static let longestID = 100
}
