import CNcurses
import Canvas
import Glibc
import SystemPackage

enum Capabilities {
  static func string(_ name: String) -> [UInt8]? {
    curses_capability(name).map { withoutPadding(Array(String(cString: $0).utf8)) }
  }

  static let pasteModeOn = Array("\u{1B}[?2004h".utf8)
  static let pasteModeOff = Array("\u{1B}[?2004l".utf8)

  /// Presses and the wheel (1000), reported in decimal (1006). Movements would wake memtui up each time.
  static let mouseModeOn = Array("\u{1B}[?1000h\u{1B}[?1006h".utf8)
  static let mouseModeOff = Array("\u{1B}[?1006l\u{1B}[?1000l".utf8)

  static var reportsMouse: Bool { string("kmous")?.starts(with: "\u{1B}[".utf8) ?? false }

  /// Past curses: its `putp` writes into the buffer of stdio.
  static func send(_ sequence: [UInt8]) { _ = try? FileDescriptor.standardOutput.writeAll(sequence) }

  /// A child may have left these modes on, and curses does not reset them.
  static let afterOthers = Array(
    "\u{1B}[?1000l\u{1B}[?1002l\u{1B}[?1003l\u{1B}[?1006l\u{1B}[?1004l\u{1B}[?6l\u{1B}[r\u{1B}(B\u{0F}\u{1B}[m"
      .utf8)

  /// Without another screen to return to, the prompt appears in the last line, which is cleared for it.
  static var promptLine: [UInt8] { string("rmcup") == nil ? string("el") ?? [] : [] }

  static func restoring() -> [UInt8] {
    let mouse = Array("\u{1B}[?1006l\u{1B}[?1003l\u{1B}[?1002l\u{1B}[?1000l".utf8)
    return ["sgr0", "op", "rmacs", "smam"].flatMap { string($0) ?? [] } + mouse + pasteModeOff
      + ["rmkx", "cnorm"].flatMap { string($0) ?? [] } + (string("rmcup") ?? Array("\r\n".utf8) + promptLine)
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

enum CharacterEncoding {
  case utf8, ascii

  /// With `LC_ALL=C`, known UTF-8 terminals get UTF-8. With another encoding the terminal gets ASCII.
  static func adopt(terminalType: String) -> CharacterEncoding {
    setlocale(LC_CTYPE, "")
    switch codeset() {
    case "UTF-8": return .utf8
    case "ANSI_X3.4-1968" where isLikelyUTF8(terminalType):
      return setlocale(LC_CTYPE, "C.UTF-8") != nil && codeset() == "UTF-8" ? .utf8 : .ascii
    default: return .ascii
    }
  }

  var cellWidth: CellWidth {
    switch self {
    case .utf8: CellWidth { Int(curses_column_width($0.value)) }
    case .ascii: .asciiOnly
    }
  }

  static func isLikelyUTF8(_ terminalType: String) -> Bool {
    [
      "xterm", "tmux", "screen", "alacritty", "kitty", "foot", "rxvt-unicode", "wezterm", "ghostty",
      "contour", "st-", "gnome", "konsole", "vte", "iterm", "mintty", "putty", "nsterm",
    ].contains(where: terminalType.lowercased().hasPrefix)
  }

  private static func codeset() -> String { nl_langinfo(Int32(CODESET)).map { String(cString: $0) } ?? "" }
}

public enum TerminalError: Error, Sendable, Hashable {
  public enum Stream: Sendable, Hashable {
    case input, output
  }

  case notATerminal(Stream)
  case typeMissing
  /// It cannot place its cursor, such as `dumb`.
  case typeTooSimple(String)
  case typeUnknown(String)
  case signalsUnavailable(errno: Int32)
  case inBackground
}

public enum TerminalNotice: Sendable, Hashable {
  case unknownType(String, replacedBy: String)
}

public enum TerminalEvent: Sendable, Hashable {
  case keys([Key])
  case resized
  /// The caller suspends after SIGTSTP. After SIGCONT the screen is painted already.
  case signal(Int32)
  case inputEnded
}
