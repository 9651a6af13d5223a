import Foundation

/// What bytes for a terminal hold that memtui never sends on purpose: the test of all text from outside.
enum TerminalHarm {
  enum Drawing {
    /// What curses sends to an xterm, besides text.
    case screen
    /// Lines of text. The progress of an export is drawn with `\r` and `ESC [ K`.
    case lines
    /// An export, which keeps the text: invisible characters stay, and nothing that a terminal acts on.
    case file
  }

  static func problems(in bytes: [UInt8], drawnAs drawing: Drawing) -> [String] {
    var bytes = bytes
    if drawing == .screen { for own in afterOthers { bytes.replace(own, with: []) } }
    let stream = TerminalStream(bytes)
    var problems = Set(stream.sequences).filter { !isOwn($0, drawing) }.map(\.description)
    if drawing == .screen {
      problems += stream.renditions.subtracting(CursesSequences.renditions).map { "ESC [ \($0) m" }
    }
    if stream.isCut { problems.append("a sequence without an end") }
    if String(validating: bytes, as: UTF8.self) == nil { problems.append("invalid UTF-8") }
    let allowed: Set<Unicode.Scalar> =
      drawing == .screen ? ["\n", "\r", "\t", "\u{08}"] : ["\n", "\r", "\t"]
    let harmful = Set(stream.text.unicodeScalars.filter { isHarmful($0, drawing) && !allowed.contains($0) })
    problems += harmful.map { "U+" + String($0.value, radix: 16) }
    return problems.sorted()
  }

  /// When the terminal comes back from the pager or the editor: modes that they may have left on, and curses' own palette.
  private static let afterOthers = [
    "\u{1B}[?1000l\u{1B}[?1002l\u{1B}[?1003l\u{1B}[?1006l\u{1B}[?1004l\u{1B}[?6l\u{1B}[r\u{1B}(B\u{0F}\u{1B}[m",
    "\u{1B}[39;49m\u{1B}]104\u{07}",
  ].map { Array($0.utf8) }

  private static func isOwn(_ sequence: TerminalStream.Sequence, _ drawing: Drawing) -> Bool {
    switch drawing {
    case .screen: CursesSequences.contain(sequence)
    case .lines: sequence.description == "ESC [K"
    case .file: false
    }
  }

  /// Backspace moves the cursor of curses. Joiners, selectors and tags are allowed within emoji, but hostile texts hold no emoji.
  private static func isHarmful(_ scalar: Unicode.Scalar, _ drawing: Drawing) -> Bool {
    if drawing == .file { return scalar.properties.generalCategory == .control || isBidiControl(scalar) }
    return switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .unassigned: true
    default: scalar.properties.isDefaultIgnorableCodePoint
    }
  }

  /// And line ends that not every program knows.
  private static func isBidiControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x61C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: true
    default: false
    }
  }
}
