import BrowserCore
import Canvas
import MemoryModel

/// Both texts of a field that changed, for `memtui diff`, the comparison and a changed memory: `Travel → Work`. Where they
/// would look alike, both are JSON: `true → "true"`, `["a","b"] → ["a, b"]`, `"Tea" → "Tea "`.
struct ChangedTexts {
  /// nil for a field that one side does not have.
  let was: String?
  let now: String?
  let areJSON: Bool

  /// - Parameter absent: what is shown in place of nil.
  init(
    _ field: FieldDifference, absent: String, relativeTimes: Bool = false, _ context: DrawingContext
  ) {
    func text(_ value: JSONValue) -> String? {
      guard value != .null else { return nil }
      let text = MemoryField(name: field.name, value: value).text(context, relativeTimes: relativeTimes)
      return text.allSatisfy(\.isWhitespace) ? value.encoded(escaping: .unprintable) : text
    }
    let (was, now) = (text(field.a), text(field.b))
    areJSON = Self.lookAlike(was ?? absent, now ?? absent, context)
    guard areJSON else {
      (self.was, self.now) = (was, now)
      return
    }
    let (one, other) = (field.a.encoded(escaping: .unprintable), field.b.encoded(escaping: .unprintable))
    // An accented letter as one scalar and as two, two kinds of spaces.
    let differVisibly = Self.withPlainSpaces(one) != Self.withPlainSpaces(other)
    self.was = differVisibly ? one : field.a.encoded(escaping: .nonASCII)
    self.now = differVisibly ? other : field.b.encoded(escaping: .nonASCII)
  }

  /// As a reader compares two texts: how many spaces there are, and what is drawn without a mark, is not seen.
  private static func lookAlike(_ one: String, _ other: String, _ context: DrawingContext) -> Bool {
    if ByteString.isSame(one, other) { return true }
    if differInASCII(one, other) { return false }
    func words(_ text: String) -> [Substring] {
      var seen = String.UnicodeScalarView()
      for scalar in VisibleText.printable(text, width: context.cellWidth).unicodeScalars
      where !scalar.properties.isDefaultIgnorableCodePoint {
        seen.append(scalar)
      }
      return String(seen).split(whereSeparator: \.isWhitespace)
    }
    // `==`, to which the two spellings of é are one.
    return words(one) == words(other)
  }

  /// Whether the first letters that are not the same are ASCII: so most texts are told apart without being drawn.
  private static func differInASCII(_ one: String, _ other: String) -> Bool {
    func letters(_ text: String) -> some IteratorProtocol<UInt8> {
      text.utf8.lazy.filter { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }.makeIterator()
    }
    var (letters, others) = (letters(one), letters(other))
    let printed: ClosedRange<UInt8> = 0x21...0x7E
    while let letter = letters.next(), let other = others.next() {
      // Others may be drawn as a mark: `^[` for ESC.
      guard printed.contains(letter), printed.contains(other) else { return false }
      if letter != other { return true }
    }
    return false
  }

  private static func withPlainSpaces(_ text: String) -> String {
    String(text.map { $0.isWhitespace ? " " : $0 })
  }
}
