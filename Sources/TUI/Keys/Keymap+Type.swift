import BrowserCore
import Canvas

/// Which key says which command in which place, and the words of the help: one table for both.
public struct Keymap: Sendable {
  public struct Binding: Sendable {
    public var places: Set<Place>
    public var keys: [Key]
    public var command: BrowserCommand
    /// What the help says. Bindings with the same words stand in one line of it.
    public var words: String
    /// Shown in the last line, the smallest first; `nil` for those that are not.
    public var hint: Hint?
  }

  public struct Hint: Sendable {
    public var words: String
    public var rank: Int
  }

  public let bindings: [Binding]
  private let commands: [Place: [Key: BrowserCommand]]

  public init(_ bindings: [Binding]) {
    self.bindings = bindings
    var commands: [Place: [Key: BrowserCommand]] = [:]
    for binding in bindings {
      for place in binding.places {
        for key in binding.keys { commands[place, default: [:]][key] = binding.command }
      }
    }
    self.commands = commands
  }

  /// `nil` where the key says nothing. Where text is typed every printable key is text, and pasted text always is.
  public func command(for key: Key, in place: Place) -> BrowserCommand? {
    if let command = commands[place]?[key] { return command }
    guard place.takesText || place.choosesByTyping else { return nil }
    switch key {
    case .character(let character): return .insert(String(character))
    case .paste(let text): return .insert(text)
    default: return nil
    }
  }
}
