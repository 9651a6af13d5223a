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

extension Keymap {
  /// `list.page_down: [Space, PgDn]`: in this place these keys, instead of the standard ones, say the command.
  public struct Rebinding: Sendable, Hashable {
    public var place: Place
    public var command: BrowserCommand
    public var keys: [Key]

    public init(place: Place, command: BrowserCommand, keys: [Key]) {
      self.place = place
      self.command = command
      self.keys = keys
    }
  }

  public enum Fault: Error, Sendable, Hashable {
    /// One key for two commands of a place.
    case clash(Key, Place, BrowserCommand, BrowserCommand)
    /// The key is text in this place.
    case text(Key, Place, BrowserCommand)
  }

  /// The table with other keys for some commands. Ctrl-C quits whatever is asked for.
  public func rebound(_ rebindings: [Rebinding]) throws(Fault) -> Keymap {
    var waiting: [Place: [BrowserCommand: [Key]]] = [:]
    for rebinding in rebindings {
      var keys = rebinding.keys
      if rebinding.command == .interrupt, !keys.contains(.control("c")) { keys.append(.control("c")) }
      waiting[rebinding.place, default: [:]][rebinding.command] = keys
    }
    let changed = waiting
    var rows: [Binding] = []
    for var row in bindings {
      let places = Place.allCases.filter { row.places.contains($0) && changed[$0]?[row.command] != nil }
      row.places.subtract(places)
      if !row.places.isEmpty { rows.append(row) }
      // Where several rows say a command, the first one has its keys.
      for place in places {
        guard let keys = waiting[place]?.removeValue(forKey: row.command) else { continue }
        rows.append(
          Binding(places: [place], keys: keys, command: row.command, words: row.words, hint: row.hint))
      }
    }
    let keymap = Keymap(rows)
    try keymap.refuseClashes()
    return keymap
  }

  /// The commands of a place in the order of the table, each once.
  public func commands(in place: Place) -> [BrowserCommand] {
    var seen: Set<BrowserCommand> = []
    return bindings.filter { $0.places.contains(place) && seen.insert($0.command).inserted }.map(\.command)
  }

  public func keys(for command: BrowserCommand, in place: Place) -> [Key] {
    bindings.filter { $0.command == command && $0.places.contains(place) }.flatMap(\.keys)
  }

  /// What the help says of the command.
  public func words(for command: BrowserCommand, in place: Place) -> String? {
    bindings.first { $0.command == command && $0.places.contains(place) }?.words
  }

  private func refuseClashes() throws(Fault) {
    for place in Place.allCases {
      var owners: [Key: BrowserCommand] = [:]
      for binding in bindings where binding.places.contains(place) {
        for key in binding.keys {
          if place.takesText, case .character = key { throw .text(key, place, binding.command) }
          if let owner = owners[key], owner != binding.command {
            throw .clash(key, place, owner, binding.command)
          }
          owners[key] = binding.command
        }
      }
    }
  }
}
