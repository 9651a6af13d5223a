import MemoryModel

/// `:`, a prompt that finds commands, and what it would run in the place it was opened from.
public struct CommandPalette: ScreenHandler {
  public let origin: Place
  public private(set) var line = EditedLine()
  public private(set) var list = Pane()

  var place: Place { .palette }
  var editedLine: EditedLine? { line }

  mutating func perform(_ command: BrowserCommand, _ state: BrowserState, _ context: UpdateContext)
    -> [Outcome]
  {
    switch command {
    case .back: return [.close]
    case .accept:
      return context.measure(state).paletteEntry(list.cursor).map { run($0, state, context) } ?? []
    case .moveDown, .moveUp, .scroll, .pageDown, .pageUp:
      list.cursor += command.distance(rows: context.sizes.textLines) ?? 0
    case .select(let line): list.cursor = line
    default:
      let before = line.text
      line.edit(command)
      // Another text finds other lines, the best one first.
      if line.text != before { list = Pane() }
    }
    return []
  }

  private func run(_ entry: PaletteEntry, _ state: BrowserState, _ context: UpdateContext) -> [Outcome] {
    switch entry {
    case .command(let command): return [.close, .perform(command)]
    case .filter(let filter):
      // Closed also for a fault, so that the last line can show it.
      if let fault = filter.rangeFault(today: state.options.filterTarget(at: context.now).today) {
        return [.close, .note(.filterFault(fault))]
      }
      return [.close, .apply(filter, isRemembered: true)]
    case .faultyFilter(let failure): return [.note(.filterTextFault(failure))]
    case .savedFilter(let named):
      let target = state.options.filterTarget(at: context.now)
      guard let filter = named.filter.filter(for: target) else {
        return [.close, .note(.keptFilterUnreadable)]
      }
      return run(.filter(filter), state, context)
    case .subject(let subject): return [.close, .show(subject)]
    case .memory(let id): return [.close, .openRecord(id: id)]
    }
  }

  mutating func settle(_ measurement: Measurement) {
    list.settle(count: measurement.paletteCount(), rows: measurement.sizes.textLines)
  }
}

/// What Enter does with a line of the palette. TUI, which knows the names of the commands, finds it.
public enum PaletteEntry: Sendable, Hashable {
  case command(BrowserCommand)
  case filter(MemoryFilter)
  case faultyFilter(FilterTextReader.Failure)
  case savedFilter(NamedFilter)
  case subject(Subject)
  /// Opened outside the panes.
  case memory(id: String)
}
