/// Text that is compared by its UTF-8 bytes, as a service does: `String` calls `"\u{E9}"` and `"e\u{301}"` equal.
/// `@ByteString var name: String` makes the synthesized `==` and `hash` of a type compare bytes.
@propertyWrapper
public struct ByteString: Sendable, Hashable, Comparable, ExpressibleByStringLiteral, CustomStringConvertible
{
  public var wrappedValue: String

  public init(wrappedValue: String) { self.wrappedValue = wrappedValue }
  public init(_ text: String) { wrappedValue = text }
  public init(stringLiteral text: String) { wrappedValue = text }

  public var text: String { wrappedValue }
  public var description: String { wrappedValue }

  public static func == (one: ByteString, other: ByteString) -> Bool { isSame(one.text, other.text) }

  public static func < (one: ByteString, other: ByteString) -> Bool {
    one.text.utf8.lexicographicallyPrecedes(other.text.utf8)
  }

  public func hash(into hasher: inout Hasher) { Self.hash(text, into: &hasher) }

  public static func isSame(_ one: String, _ other: String) -> Bool {
    one.utf8.count == other.utf8.count && one.utf8.elementsEqual(other.utf8)
  }

  public static func isSame(_ one: String?, _ other: String?) -> Bool {
    guard let one, let other else { return one == nil && other == nil }
    return isSame(one, other)
  }

  public static func hash(_ text: String, into hasher: inout Hasher) {
    let isHashed: Void? = text.utf8.withContiguousStorageIfAvailable { bytes in
      hasher.combine(bytes.count)
      hasher.combine(bytes: UnsafeRawBufferPointer(bytes))
    }
    if isHashed == nil { hasher.combine(Array(text.utf8)) }
  }
}
