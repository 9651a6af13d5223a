import BrowserCore
import Canvas

public struct Keymap: Sendable {
  public struct Binding: Sendable {
    public var places: Set<Place>
    public var keys: [Key]
    public var command: BrowserCommand
    /// Bindings with the same text share a line of the help.
    public var help: String
    /// Shown in the last line, the smallest rank first; nil for commands that are not.
    public var hint: Hint?
  }

  public struct Hint: Sendable {
    public var label: String
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

  /// `nil` for a key that does nothing here. Where text is typed every printable key is text, and pasted text always is.
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
  /// `list.page_down: [Space, PgDn]`: these keys instead of the standard ones in this place.
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
    case clash(Key, Place, BrowserCommand, BrowserCommand)
    case text(Key, Place, BrowserCommand)
  }

  /// The table with other keys for some commands. Ctrl-C always quits.
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
      // Of several rows with the command, the first one gets its keys.
      for place in places {
        guard let keys = waiting[place]?.removeValue(forKey: row.command) else { continue }
        rows.append(
          Binding(places: [place], keys: keys, command: row.command, help: row.help, hint: row.hint))
      }
    }
    let keymap = Keymap(rows)
    try keymap.refuseClashes()
    return keymap
  }

  public func commands(in place: Place) -> [BrowserCommand] {
    var seen: Set<BrowserCommand> = []
    return bindings.filter { $0.places.contains(place) && seen.insert($0.command).inserted }.map(\.command)
  }

  public func keys(for command: BrowserCommand, in place: Place) -> [Key] {
    bindings.filter { $0.command == command && $0.places.contains(place) }.flatMap(\.keys)
  }

  public func help(for command: BrowserCommand, in place: Place) -> String? {
    bindings.first { $0.command == command && $0.places.contains(place) }?.help
  }

  /// The commands that the last line names, the most important first.
  public func hints(in place: Place) -> [(command: BrowserCommand, key: Key, label: String)] {
    bindings.filter { $0.places.contains(place) }
      .sorted { $0.hint?.rank ?? 0 < $1.hint?.rank ?? 0 }
      .compactMap { binding in
        guard let hint = binding.hint, let key = binding.keys.first else { return nil }
        return (binding.command, key, hint.label)
      }
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
