/// Text that is the same only where its UTF-8 bytes are: `"\u{E9}"` and `"e\u{301}"` are two.
///
/// Swift's `String` calls these equal, by canonical equivalence. A service does not: to it ids, names and values are
/// bytes. So whatever came from a service or goes to it and is looked up, counted or told apart is held in this, and the
/// types made of such text (``JSONValue``, ``Facet``, ``FilterField``, ``Subject``) compare by it.
public struct ByteString: Sendable, Hashable, Comparable {
  public let text: String

  public init(_ text: String) {
    self.text = text
  }

  public static func == (one: ByteString, other: ByteString) -> Bool {
    isSame(one.text, other.text)
  }

  public static func < (one: ByteString, other: ByteString) -> Bool {
    one.text.utf8.lexicographicallyPrecedes(other.text.utf8)
  }

  public func hash(into hasher: inout Hasher) {
    Self.hash(text, into: &hasher)
  }

  /// For types that hold text as `String`.
  public static func isSame(_ one: String, _ other: String) -> Bool {
    one.utf8.count == other.utf8.count && one.utf8.elementsEqual(other.utf8)
  }

  /// The same for text that may be absent.
  public static func isSame(_ one: String?, _ other: String?) -> Bool {
    switch (one, other) {
    case (nil, nil): true
    case (let one?, let other?): isSame(one, other)
    default: false
    }
  }

  public static func hash(_ text: String, into hasher: inout Hasher) {
    let isHashed: Void? = text.utf8.withContiguousStorageIfAvailable { bytes in
      hasher.combine(bytes.count)
      hasher.combine(bytes: UnsafeRawBufferPointer(bytes))
    }
    if isHashed == nil { hasher.combine(Array(text.utf8)) }
  }
}

extension ByteString: ExpressibleByStringLiteral, CustomStringConvertible {
  public init(stringLiteral text: String) {
    self.init(text)
  }

  public var description: String { text }
}
