import BrowserCore
import Canvas

/// Names the keys in sentences that are shown in a place: `Press r to retry.`
public struct KeyNames: Sendable {
  /// For sentences outside the program's screen, where no key works.
  public static let none = KeyNames(keymap: Keymap([]), place: .list)
  let keymap: Keymap
  let place: Place
  var glyphs = Glyphs.unicode

  /// `" Press \(.refresh) to retry."` → ` Press r to retry.`, with the space; empty when a command has no key.
  public func part(_ phrase: KeyPhrase) -> String {
    (pieces(of: phrase) ?? []).map(\.text).joined()
  }

  /// The text with the commands whose keys it names; nil when a command has no key.
  func pieces(of phrase: KeyPhrase) -> [(text: String, command: BrowserCommand?)]? {
    var pieces: [(text: String, command: BrowserCommand?)] = []
    for piece in phrase.pieces {
      switch piece {
      case .text(let literal): pieces.append((literal, nil))
      case .key(let command, let place):
        guard let key = key(for: command, in: place) else { return nil }
        pieces.append((key.sign(glyphs), command))
      }
    }
    return pieces
  }

  /// The parts whose commands have keys: `Enter to confirm, Esc to cancel`.
  public func list(_ phrases: KeyPhrase..., separator: String = ", ") -> String {
    phrases.map { part($0) }.filter { !$0.isEmpty }.joined(separator: separator)
  }

  /// The first key here, else the one in the list, except while text is typed: `r` would be text. A command that belongs
  /// to this place and has lost its keys has none.
  private func key(for command: BrowserCommand, in named: Place?) -> Key? {
    if let named { return keymap.keys(for: command, in: named).first }
    if let key = keymap.keys(for: command, in: place).first { return key }
    if keymap.help(for: command, in: place) != nil { return nil }
    return place.takesText || place.choosesByTyping ? nil : keymap.keys(for: command, in: .list).first
  }
}

/// A part of a sentence with slots for keys: `" \(.loadFilter, in: .form) in the form loads it."`
public struct KeyPhrase: Sendable, ExpressibleByStringInterpolation {
  fileprivate enum Piece: Sendable {
    case text(String)
    case key(BrowserCommand, in: Place?)
  }

  fileprivate var pieces: [Piece] = []

  public init(stringLiteral text: String) { pieces = [.text(text)] }

  public init(stringInterpolation: StringInterpolation) { pieces = stringInterpolation.pieces }

  public struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var pieces: [Piece] = []

    public init(literalCapacity: Int, interpolationCount: Int) {}

    public mutating func appendLiteral(_ text: String) { pieces.append(.text(text)) }
    public mutating func appendInterpolation(_ text: String) { pieces.append(.text(text)) }

    /// - Parameter place: where the key works, if that is not the place in which the sentence is shown.
    public mutating func appendInterpolation(_ command: BrowserCommand, in place: Place? = nil) {
      pieces.append(.key(command, in: place))
    }
  }
}

extension DrawingContext {
  public func keys(in place: Place) -> KeyNames { KeyNames(keymap: keymap, place: place, glyphs: glyphs) }
}

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

  /// `↓` for Down, which is shorter and reads faster.
  func sign(_ glyphs: Glyphs) -> String { glyphs.arrow(self) ?? name }

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
