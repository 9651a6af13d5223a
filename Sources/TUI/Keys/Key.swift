import Canvas

extension Key {
  /// By name or another spelling: `j`, `ctrl-d`, `^D`, `pagedown`. Terminals cannot tell `Ctrl-I` from Tab, for example.
  public init?(named name: String) {
    if name.count == 1, let character = name.first, !character.isWhitespace {
      self = .character(character)
      return
    }
    let lowered = name.lowercased()
    let plain = lowered.filter { $0 != "-" && $0 != "_" }
    if let known = Self.names.first(where: { $0.name.lowercased() == plain })?.key ?? Self.otherNames[plain] {
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

  public static let wellKnownNames = names.map(\.name) + ["F1", "Ctrl-D"]
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

  private static let names: [(key: Key, name: String)] = [
    (.character(" "), "Space"), (.enter, "Enter"), (.tab, "Tab"), (.backTab, "Shift-Tab"), (.escape, "Esc"),
    (.backspace, "Backspace"), (.delete, "Del"), (.insert, "Ins"), (.up, "Up"), (.down, "Down"),
    (.left, "Left"), (.right, "Right"), (.home, "Home"), (.end, "End"), (.pageUp, "PgUp"),
    (.pageDown, "PgDn"),
  ]

  private static let otherNames: [String: Key] = [
    "return": .enter, "shifttab": .backTab, "backtab": .backTab, "escape": .escape, "delete": .delete,
    "insert": .insert, "pageup": .pageUp, "pgdown": .pageDown, "pagedown": .pageDown,
  ]

  /// `↓` for Down: shorter, for sentences and hints.
  var sign: String {
    switch self {
    case .up: "↑"
    case .down: "↓"
    case .left: "←"
    case .right: "→"
    default: name
    }
  }

  public var name: String {
    switch self {
    case .character(let character) where character != " ": String(character)
    case .control(let letter): "Ctrl-\(letter.uppercased())"
    case .function(let number): "F\(number)"
    case .paste: "Paste"
    case .mouse: "Mouse"
    default: Self.names.first { $0.key == self }?.name ?? ""
    }
  }
}
