import CNcurses
import Canvas
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

/// Which characters the terminal can be sent, and how curses comes to know.
enum CharacterEncoding {
  case utf8, ascii

  /// Sets the process's locale. `LC_ALL=C` is usual on a bare SSH session, and makes every character beyond ASCII
  /// vanish; terminals that are known to be UTF-8 then get it all the same. A locale with another encoding,
  /// ISO-8859-1 for example, is believed: the terminal gets ASCII.
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
      "contour", "st-",
      "gnome", "konsole", "vte", "iterm", "mintty", "putty", "nsterm",
    ].contains(where: terminalType.lowercased().hasPrefix)
  }

  private static func codeset() -> String {
    nl_langinfo(Int32(CODESET)).map { String(cString: $0) } ?? ""
  }
}

/// Why the screen cannot be taken. Sentences are made where it is printed.
public enum TerminalError: Error, Sendable, Hashable {
  public enum Stream: Sendable, Hashable {
    case input, output
  }

  case notATerminal(Stream)
  /// `TERM` is unset or empty.
  case typeMissing
  /// `TERM` names a terminal that cannot place its cursor, such as `dumb`.
  case typeTooSimple(String)
  /// Neither this type nor the one that replaces unknown types is in the terminfo database.
  case typeUnknown(String)
  /// The pipe that signals are read from could not be made.
  case signalsUnavailable(errno: Int32)
  /// Another process has the terminal, and no shell is there to give it to us.
  case inBackground
}

/// What is different from what the user may expect, though the screen was taken.
public enum TerminalNotice: Sendable, Hashable {
  case unknownType(String, replacedBy: String)
}

public enum TerminalEvent: Sendable, Hashable {
  /// Keys that were waiting, in order: all of them, unless they arrive faster than they are read.
  case keys([Key])
  case resized(Size)
  /// SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP (suspend, then) or SIGCONT (the screen is already painted again).
  case signal(Int32)
  /// The terminal is gone: no key will come any more.
  case inputEnded
}
