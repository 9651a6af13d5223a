import FoundationEssentials

/// What the demo serves and how it misbehaves.
public struct DemoOptions: Sendable {
  /// The key that `Authorization: Token …` must carry; nil takes any call.
  public var key: String?
  /// Facts of `memos_user_123` instead of 1,287; its preferences and tools keep their share.
  public var memories: Int?
  /// The end of the fourteen months that the memories span, in milliseconds since 1970.
  public var anchor: Int64
  public var faults: [DemoFault]

  /// - Parameter anchor: nil is the beginning of the current day, in UTC.
  public init(key: String? = nil, memories: Int? = nil, anchor: Int64? = nil, faults: [DemoFault] = []) {
    self.key = key
    self.memories = memories.map { max(0, $0) }
    self.anchor = anchor ?? Int64(Date().timeIntervalSince1970) / 86_400 * 86_400_000
    self.faults = faults
  }
}
