import MemoryModel

/// Which failures are tried again by themselves, and after how long.
public struct RetryPolicy: Sendable {
  /// Seconds before the first, second and third retry.
  public var delays: [Double] = [0.5, 1, 2]
  /// Each delay is stretched or shortened by up to this part of itself, so that many clients do not come back together.
  public var spread = 0.25
  /// A `Retry-After` beyond these seconds is left to the user.
  public var longestRetryAfter = 60.0
  /// 0 up to 1.
  public var random: @Sendable () -> Double = { Double.random(in: 0..<1) }
  /// Waits the seconds; throws when the task is cancelled.
  public var pause: @Sendable (Double) async throws -> Void = { try await Task.sleep(for: .seconds($0)) }

  public init() {}

  /// Seconds to wait, or nil when the failure is final. `retries` counts those that were made.
  public func delay(after error: ServiceError, retries: Int) -> Double? {
    guard retries < delays.count, Self.isTransient(error.reason) else { return nil }
    if let wanted = error.retryAfter { return wanted <= longestRetryAfter ? max(0, wanted) : nil }
    return delays[retries] * (1 + spread * (2 * random() - 1))
  }

  /// A code of the contract that names the caller's fault (40304: the quota is used up) stands above the HTTP status;
  /// a code that nobody documents (a gateway's 42900) does not.
  static func isTransient(_ reason: ServiceError.Reason) -> Bool {
    switch reason {
    case .connectionLost: true
    case .status(let status, _), .notJSON(let status, _): transientStatuses.contains(status)
    case .service(let code, _, let status):
      transientCodes.contains(code) || (transientStatuses.contains(status) && !finalCodes.contains(code))
    case .refused, .unknownHost, .timedOut, .tls, .proxy, .redirected, .unexpectedAnswer, .unsuccessful,
      .namedFailure, .noMemory, .notUnderstood, .tooLarge, .other:
      false
    }
  }

  static let transientStatuses: Set = [429, 502, 503, 504]
  /// The others of api.md section 2.
  static let finalCodes: Set = [
    40_000, 40_001, 40_002, 40_003, 40_006, 40_010, 40_011, 40_020, 40_100, 40_130, 40_132, 40_304, 40_305,
  ]
  static let transientCodes: Set = [40_300, 50_000, 50_002, 50_004, 50_005]
}
