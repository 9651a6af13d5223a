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

extension BrowserState {
  mutating func performInPalette(
    _ command: BrowserCommand, measure: Measure, now: Timestamp
  ) -> [BrowserEffect] {
    guard case .palette(var palette) = overlay else { return [] }
    let viewport = measure(self)
    let page = viewport.sizes.textLines
    switch command {
    case .back:
      overlay = nil
      return []
    case .accept:
      guard let entry = viewport.paletteEntry(palette.list.cursor) else { return [] }
      return run(entry, from: palette, measure: measure, now: now)
    case .moveDown: palette.list.cursor += 1
    case .moveUp: palette.list.cursor -= 1
    case .scroll(let lines): palette.list.cursor += lines
    case .select(let line): palette.list.cursor = line
    case .pageDown: palette.list.cursor += page
    case .pageUp: palette.list.cursor -= page
    default:
      let before = palette.line.text
      palette.line.edit(command)
      // Other text finds other lines, the best one first.
      if palette.line.text != before { palette.list = Pane() }
    }
    overlay = .palette(palette)
    return []
  }

  private mutating func run(
    _ entry: PaletteEntry, from palette: CommandPalette, measure: Measure, now: Timestamp
  ) -> [BrowserEffect] {
    overlay = nil
    switch entry {
    case .command(let command): return perform(command, measure: measure, now: now)
    case .filter(let filter):
      if let fault = filter.rangeFault(today: options.filterTarget(at: now).today) {
        // Closed: the last line is free for what is wrong.
        note(.filterFault(fault), at: now)
        return []
      }
      let effects = apply(filter, now: now)
      return effects.isEmpty ? [] : effects + rememberUse(of: filter)
    case .faultyFilter(let failure):
      overlay = .palette(palette)
      note(.filterTextFault(failure), at: now)
      return []
    }
  }

  /// Keeps the selection among the lines that were found.
  mutating func settlePalette(_ measure: Measure) {
    guard case .palette(var palette) = overlay else { return }
    let viewport = measure(self)
    palette.list.settle(count: viewport.paletteCount(), rows: viewport.sizes.textLines)
    overlay = .palette(palette)
  }
}
