import MemoryModel

/// `:`, a prompt that finds commands, and what it would run in the place it was opened from.
public struct CommandPalette: Sendable, Hashable {
  public let place: Place
  public internal(set) var line = EditedLine()
  /// Where the list of what was found stands.
  public internal(set) var list = Pane()

  init(place: Place) {
    self.place = place
  }
}

/// What Enter does with a line of the palette. Found by whoever knows the names and words of the commands.
public enum PaletteEntry: Sendable, Hashable {
  case command(BrowserCommand)
  /// The text is a filter: Enter applies it.
  case filter(MemoryFilter)
  /// The text means to be one.
  case faultyFilter(FilterTextReader.Failure)
}
