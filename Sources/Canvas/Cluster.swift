/// One place of a text, in UTF-8 offsets, and how it is drawn.
struct Cluster {
  enum Form: Equatable {
    case text
    /// Marks without a letter: ◌ carries them.
    case bare
    /// `^[`: C0 controls and DEL.
    case control(UInt8)
    case codePoint(Unicode.Scalar)
    /// LF or CRLF: `↵` in a single line.
    case lineEnd
    case tab
    /// Beyond ASCII, on a terminal that shows only ASCII.
    case substitute(Unicode.Scalar)
  }

  var form: Form
  var columns: Int
  var textEnd: Int
  var end: Int
  /// Marks that did not fit in the cell: `<+12>` after the text.
  var excess = 0

  var excessColumns: Int { excess == 0 ? 0 : excess > 9 ? 5 : 4 }
  var totalColumns: Int { columns + excessColumns }

  init(_ form: Form, columns: Int, end: Int) {
    self.form = form
    self.columns = columns
    self.textEnd = end
    self.end = end
  }
}

struct GrowingCluster {
  /// The last scalar with a column of its own; without a letter the first of all.
  private(set) var base: Unicode.Scalar
  private(set) var last: Unicode.Scalar
  private(set) var attached: Int
  private(set) var columns: Int
  private(set) var scalars: Int
  private(set) var end: Int

  init(_ scalar: Unicode.Scalar, columns: Int, end: Int, isBare: Bool) {
    base = scalar
    last = scalar
    attached = isBare && columns == 0 ? 1 : 0
    scalars = isBare ? 2 : 1
    self.columns = columns
    self.end = end
  }

  /// 🏴 followed by the tags of a region.
  var isTagged: Bool { last.value == 0xE007F }

  mutating func append(_ scalar: Unicode.Scalar, columns added: Int, end next: Int) {
    if added == 0 {
      attached += 1
    } else {
      attached = 0
      base = scalar
    }
    last = scalar
    columns += added
    scalars += 1
    end = next
  }
}

/// What replaces a character on a terminal without UTF-8: one column each, `?` for every letter.
enum AsciiForm {
  static let unknown = "?"

  static func of(_ scalar: Unicode.Scalar) -> String {
    switch scalar.value {
    case 0x00A0, 0x2000...0x200A, 0x202F, 0x205F, 0x3000: " "
    case 0x2010...0x2015, 0x2212, 0x2500, 0x2501, 0x2550: "-"
    case 0x2018...0x201B, 0x2032: "'"
    case 0x201C...0x201F, 0x2033: "\""
    case 0x2022, 0x25CF, 0x2605, 0x25C6: "*"
    case 0x25CB, 0x25E6: "o"
    case 0x00B7, 0x2027, 0x2591: "."
    case 0x2026: "~"
    case 0x2190, 0x2039, 0x25C0: "<"
    case 0x2192, 0x203A, 0x25B6, 0x25B8, 0x276F: ">"
    case 0x2191, 0x25B2, 0x25B4: "^"
    case 0x2193, 0x25BC, 0x25BE: "v"
    case 0x2502, 0x2503, 0x2551, 0x258C...0x258F, 0x2595: "|"
    case 0x250C...0x254B, 0x2552...0x256C, 0x256D...0x2570: "+"
    case 0x2581...0x2584: "_"
    case 0x2580, 0x2585...0x258B, 0x2588, 0x2592, 0x2593, 0x25A0: "#"
    case 0x2713, 0x2714: "+"
    case 0x2715...0x2718, 0x00D7: "x"
    default: unknown
    }
  }
}

extension Span where Element == UInt8 {
  /// The bytes are those of a `String`, so they are valid.
  func scalar(at offset: Int) -> (scalar: Unicode.Scalar, next: Int) {
    let first = self[offset]
    if first < 0x80 { return (Unicode.Scalar(first), offset + 1) }
    let length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    guard offset + length <= count else { return ("\u{FFFD}", count) }
    var value = UInt32(first) & (length == 2 ? 0x1F : length == 3 ? 0x0F : 0x07)
    for index in offset + 1..<offset + length { value = value << 6 | UInt32(self[index] & 0x3F) }
    return (Unicode.Scalar(value) ?? "\u{FFFD}", offset + length)
  }

  func string(from start: Int, to end: Int) -> String {
    var scalars = String.UnicodeScalarView()
    var offset = start
    while offset < end {
      let (scalar, next) = scalar(at: offset)
      scalars.append(scalar)
      offset = next
    }
    return String(scalars)
  }
}

extension Cluster {
  /// Of text that is drawn as it is: `é`, `漢`, `…`.
  func onlyScalar(at offset: Int, of bytes: Span<UInt8>) -> Unicode.Scalar? {
    guard form == .text, excess == 0 else { return nil }
    let (scalar, next) = bytes.scalar(at: offset)
    return next == textEnd ? scalar : nil
  }

  func text(at offset: Int, of bytes: Span<UInt8>, width: CellWidth) -> String {
    switch form {
    case .text: bytes.string(from: offset, to: textEnd)
    case .bare: "\u{25CC}" + bytes.string(from: offset, to: textEnd)
    case .control(let byte): "^" + String(Character(Unicode.Scalar(byte ^ 0x40)))
    case .codePoint(let scalar): Self.name(scalar)
    case .lineEnd: width.ascii ? "^J" : "\u{21B5}"
    case .tab: width.ascii ? "^I" : "\u{21E5}"
    case .substitute(let scalar): AsciiForm.of(scalar)
    }
  }

  var excessText: String? { excess == 0 ? nil : "<+\(excess)>" }

  var isMark: Bool {
    switch form {
    case .text, .bare: false
    case .substitute(let scalar): AsciiForm.of(scalar) == AsciiForm.unknown
    case .control, .codePoint, .lineEnd, .tab: true
    }
  }

  /// `<U+202E>`: at least four digits.
  private static func name(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return "<U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits + ">"
  }
}
