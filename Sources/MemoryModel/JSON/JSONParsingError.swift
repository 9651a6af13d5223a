/// Why bytes are not JSON, and where: `{"a":}` is ``Reason/unexpectedByte(_:)`` at 5.
public struct JSONParsingError: Error, Sendable, Hashable {
  public enum Reason: Sendable, Hashable {
    case unexpectedByte(UInt8)
    /// The text stops in the middle of a value: an answer that was cut short looks like this.
    case unexpectedEnd
    case badNumber
    case badEscape
    /// A line break, a tab or another C0 byte inside a string, where JSON wants an escape.
    case controlCharacterInString(UInt8)
    case bytesAfterValue
    /// Nobody waits for it any more.
    case cancelled
  }

  public var reason: Reason
  /// Offset of the offending byte from the start of what was parsed, 0 or more.
  public var position: Int

  public init(_ reason: Reason, at position: Int) {
    self.reason = reason
    self.position = position
  }
}
