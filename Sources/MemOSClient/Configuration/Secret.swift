/// A text that must not be seen: printing, dumping and interpolating it give `•••`.
public struct Secret: Sendable, Hashable {
  private let text: String

  public init(_ text: String) {
    self.text = text
  }

  /// For the places that send it or compare with it.
  public func reveal() -> String { text }

  public var isEmpty: Bool { text.isEmpty }

  static let mask = "•••"
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  public var description: String { Self.mask }
  public var debugDescription: String { Self.mask }
  public var customMirror: Mirror { Mirror(Self.mask, children: []) }
}
