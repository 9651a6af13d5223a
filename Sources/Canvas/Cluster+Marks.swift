extension Cluster {
  /// The text without the mark of ``excess``: the cluster at `offset`, or what stands for it.
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

  /// `<+12>`, or nil.
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
