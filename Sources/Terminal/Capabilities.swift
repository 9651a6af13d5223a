import CNcurses
import Glibc

/// Strings from terminfo, for the moments when curses itself cannot be asked.
enum Capabilities {
  /// Nil if the terminal has none of that name.
  static func string(_ name: String) -> [UInt8]? {
    curses_capability(name).map { withoutPadding(Array(String(cString: $0).utf8)) }
  }

  static let pasteModeOn = Array("\u{1B}[?2004h".utf8)
  static let pasteModeOff = Array("\u{1B}[?2004l".utf8)

  /// Presses and the wheel (1000), reported in decimal (1006). Movements are not asked for: each would wake us up.
  static let mouseModeOn = Array("\u{1B}[?1000h\u{1B}[?1006h".utf8)
  static let mouseModeOff = Array("\u{1B}[?1006l\u{1B}[?1000l".utf8)

  /// Terminals of xterm's kind, whose reports begin with ESC [.
  static var reportsMouse: Bool { string("kmous")?.starts(with: "\u{1B}[".utf8) ?? false }

  /// Past curses, whose `putp` goes through stdio and stays in its buffer.
  static func send(_ sequence: [UInt8]) {
    var rest = sequence[...]
    while !rest.isEmpty {
      let written = rest.withUnsafeBytes { write(STDOUT_FILENO, $0.baseAddress, $0.count) }
      guard written > 0 || errno == EINTR else { return }
      rest = rest.dropFirst(max(0, written))
    }
  }

  /// Modes that a child may have left on and that curses does not set: mouse, focus reports, origin mode, a scrolled
  /// part of the screen, line drawing.
  static let afterOthers = Array(
    "\u{1B}[?1000l\u{1B}[?1002l\u{1B}[?1003l\u{1B}[?1006l\u{1B}[?1004l\u{1B}[?6l\u{1B}[r\u{1B}(B\u{0F}\u{1B}[m"
      .utf8)

  /// No attributes, colours or modes, the cursor visible, the screen that was there before.
  static func restoring() -> [UInt8] {
    let mouse = Array("\u{1B}[?1006l\u{1B}[?1003l\u{1B}[?1002l\u{1B}[?1000l".utf8)
    return ["sgr0", "op", "rmacs", "smam"].flatMap { string($0) ?? [] } + mouse + pasteModeOff
      + ["rmkx", "cnorm"].flatMap { string($0) ?? [] } + (string("rmcup") ?? Array("\r\n".utf8))
  }

  /// `ESC [ m $<2/>` asks for a pause that only real serial terminals needed.
  static func withoutPadding(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var rest = bytes[...]
    while let byte = rest.first {
      if byte == UInt8(ascii: "$"), rest.dropFirst().first == UInt8(ascii: "<"),
        let end = rest.firstIndex(of: UInt8(ascii: ">"))
      {
        rest = rest[(end + 1)...]
      } else {
        result.append(byte)
        rest.removeFirst()
      }
    }
    return result
  }
}
