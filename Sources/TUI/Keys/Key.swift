import Canvas

extension Key {
  /// A key by its ``name`` or another usual spelling: `j`, `Ctrl-D`, `ctrl-d`, `^D`, `PgDn`, `pagedown`, `esc`.
  ///
  /// Terminals cannot tell some keys apart: `Ctrl-I` is Tab, `Ctrl-M` Enter, `Ctrl-H` Backspace and `Ctrl-[` Esc.
  public init?(named name: String) {
    if name.count == 1, let character = name.first, !character.isWhitespace {
      self = .character(character)
      return
    }
    let lowered = name.lowercased()
    if let known = Self.named[lowered.filter { $0 != "-" && $0 != "_" }] {
      self = known
    } else if lowered.first == "f", let number = Int(lowered.dropFirst()), (1...63).contains(number) {
      self = .function(number)
    } else if let prefix = Self.controlPrefixes.first(where: lowered.hasPrefix),
      let control = Self.control(lowered.dropFirst(prefix.count))
    {
      self = control
    } else {
      return nil
    }
  }

  /// To suggest the nearest name for a mistyped one.
  public static let wellKnownNames = [
    "Space", "Enter", "Tab", "Shift-Tab", "Esc", "Backspace", "Del", "Ins", "Up", "Down", "Left", "Right",
    "Home", "End", "PgUp", "PgDn", "F1", "Ctrl-D",
  ]

  private static let controlPrefixes = ["ctrl-", "ctrl+", "control-", "c-", "^"]

  private static func control(_ rest: Substring) -> Key? {
    switch rest {
    case "i": return .tab
    case "m", "j": return .enter
    case "h": return .backspace
    case "[": return .escape
    case "space": return .control("@")
    default:
      guard rest.count == 1, let letter = rest.first, letter.isASCII,
        ("a"..."z").contains(letter) || "@\\]^_".contains(letter)
      else { return nil }
      return .control(letter)
    }
  }

  private static let named: [String: Key] = [
    "space": .character(" "), "enter": .enter, "return": .enter, "tab": .tab, "shifttab": .backTab,
    "backtab": .backTab, "esc": .escape, "escape": .escape, "backspace": .backspace, "del": .delete,
    "delete": .delete, "ins": .insert, "insert": .insert, "up": .up, "down": .down, "left": .left,
    "right": .right, "home": .home, "end": .end, "pgup": .pageUp, "pageup": .pageUp, "pgdn": .pageDown,
    "pgdown": .pageDown, "pagedown": .pageDown,
  ]
}

extension Key {
  /// The key as the help and the configuration name it: `j`, `Ctrl-D`, `PgDn`.
  public var name: String {
    switch self {
    case .character(" "): "Space"
    case .character(let character): String(character)
    case .control(let letter): "Ctrl-\(letter.uppercased())"
    case .enter: "Enter"
    case .tab: "Tab"
    case .backTab: "Shift-Tab"
    case .escape: "Esc"
    case .backspace: "Backspace"
    case .delete: "Del"
    case .insert: "Ins"
    case .up: "Up"
    case .down: "Down"
    case .left: "Left"
    case .right: "Right"
    case .home: "Home"
    case .end: "End"
    case .pageUp: "PgUp"
    case .pageDown: "PgDn"
    case .function(let number): "F\(number)"
    case .paste: "Paste"
    case .mouse: "Mouse"
    }
  }
}
