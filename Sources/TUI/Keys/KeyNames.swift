import BrowserCore
import Canvas

/// Names the keys in sentences that are shown in a place: `Press r to retry.`
public struct KeyNames: Sendable {
  /// For sentences outside the program's screen, where no key works.
  public static let none = KeyNames(keymap: Keymap([]), place: .list)
  let keymap: Keymap
  let place: Place

  /// `" Press \(.refresh) to retry."` → ` Press r to retry.`, with the space; empty when a command has no key.
  /// - Parameter arrows: `↓` in place of `Down`.
  public func part(_ phrase: KeyPhrase, arrows: Bool = false) -> String {
    var text = ""
    for piece in phrase.pieces {
      switch piece {
      case .text(let literal): text += literal
      case .key(let command, let place):
        guard let key = key(for: command, in: place) else { return "" }
        text += arrows ? key.sign : key.name
      }
    }
    return text
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
  public func keys(in place: Place) -> KeyNames { KeyNames(keymap: keymap, place: place) }
}
