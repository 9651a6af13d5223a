import CNcurses
import Canvas
import Glibc

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
