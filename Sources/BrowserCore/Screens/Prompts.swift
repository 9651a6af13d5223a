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
    case .command(let command):
      let isPointless = origin == .list && state.meansNothing(command)
      return [.close, isPointless ? .note(.commandMeansNothing) : .perform(command)]
    case .filter(let filter):
      // Closed also for a fault, so that the last line can show it.
      if let fault = filter.rangeFault(today: state.options.filterTarget(at: context.now).today) {
        return [.close, .note(.filterFault(fault))]
      }
      return [.close, .apply(filter, isRemembered: true)]
    case .faultyFilter(let failure):
      guard case .condition(.fieldNotFilterable(let name)) = failure.reason else {
        return [.note(.filterTextFault(failure))]
      }
      return [.note(state.notice(of: .fieldNotFilterable(name)))]
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

extension BrowserState {
  /// Users and agents other than the current one: the recent ones, newest first, then those that are known.
  public var otherVisits: [Visit] {
    let recent = history.remembered.visits
    let known = options.knownSubjects.filter { known in !recent.contains { $0.subject == known.subject } }
    return (recent + known.map { Visit(subject: $0.subject, memories: $0.memories, isAll: true) })
      .filter { $0.subject != subject }
  }
}

/// `u`: asks whose memories to show; `D`: whose to compare with.
public struct TextPrompt: ScreenHandler {
  public enum Purpose: Sendable, Hashable { case showing, comparing }
  public enum Kind: Sendable, Hashable { case user, agent }

  public enum Problem: Sendable, Hashable {
    case empty
    case tooLong(Int)
    /// Its memories are on the screen.
    case isShown
  }

  public let purpose: Purpose
  public private(set) var kind = Kind.user
  public private(set) var line = EditedLine()
  public private(set) var completion = CompletionList()
  public private(set) var problem: Problem?

  var place: Place { .prompt }
  var isLine: Bool { true }
  var editedLine: EditedLine? { line }

  init(_ state: BrowserState, purpose: Purpose = .showing) {
    self.purpose = purpose
    offerRecent(in: state)
  }

  /// The recent users, newest first. The current one is not offered, so that ↓ Enter returns to the previous one.
  mutating func offerRecent(in state: BrowserState) {
    let candidates = state.otherVisits.compactMap { visit -> CompletionList.Candidate? in
      var candidate = CompletionList.Candidate(visit.subject.id, origin: .user, visit: visit)
      candidate.character = state.options.knownSubjects.first { $0.subject == visit.subject }?.character
      switch visit.subject {
      case .user: return candidate
      case .cube: return nil
      case .agent:
        candidate.origin = .agent
        return state.options.dialect.knowsAgents ? candidate : nil
      }
    }
    completion = CompletionList(candidates, typed: line.text)
  }

  mutating func perform(_ command: BrowserCommand, _ state: BrowserState, _ context: UpdateContext)
    -> [Outcome]
  {
    problem = nil
    let before = line.text
    switch command {
    case .back: return [.close]
    case .accept: return accept(state)
    case .moveDown: completion.selectNext()
    case .moveUp: completion.selectPrevious()
    case .select(let index): completion.select(index)
    case .complete: complete()
    case .flip where state.options.dialect.knowsAgents: kind = kind == .user ? .agent : .user
    default: line.edit(command)
    }
    if line.text != before { completion.narrow(to: line.text) }
    return []
  }

  private mutating func accept(_ state: BrowserState) -> [Outcome] {
    complete()
    let text = line.text
    if text.isEmpty { problem = .empty }
    if text.count > Subject.longestID { problem = .tooLong(text.count) }
    let subject = kind == .agent ? Subject.agent(text) : .user(text)
    if purpose == .comparing, subject == state.subject { problem = .isShown }
    guard problem == nil else { return [] }
    return purpose == .comparing ? [.close, .compare(with: subject)] : [.show(subject)]
  }

  private mutating func complete() {
    guard let selected = completion.selected else { return }
    line = EditedLine(selected.text)
    kind = selected.origin == .agent ? .agent : .user
    completion.narrow(to: selected.text)
  }
}

struct CopyMenu: ScreenHandler {
  var place: Place { .copy }
  var isLine: Bool { true }

  func perform(_ command: BrowserCommand, _ state: BrowserState, _ context: UpdateContext) -> [Outcome] {
    guard case .copy(let part) = command else { return command.closes ? [.close] : [] }
    guard let content = Self.content(of: part, state) else { return [.close, .note(.nothingToCopy)] }
    return [.close, .effect(.copy(Copying(part: part, content: content)))]
  }

  /// The original text, also what a terminal could obey: it is pasted, not drawn.
  private static func content(of part: Copying.Part, _ state: BrowserState) -> Copying.Content? {
    if part == .curl {
      return state.subject.map {
        let counter = PageCounter(pageSize: state.options.pageSize)
        return .request(counter.nextRequest(for: $0, filter: state.filter.active?.sent))
      }
    }
    guard let memory = state.reading?.memory ?? state.selectedMemory else { return nil }
    switch part {
    case .text: return .text(memory.text)
    case .id: return .text(memory.id.text)
    case .json: return .text(JSONLayout(memory.source).text)
    case .curl, .ids: return nil
    }
  }
}

public struct Copying: Sendable, Hashable {
  public enum Part: Sendable, Hashable {
    case text, id, json, curl
    /// Of all memories of a group, a line each.
    case ids
  }

  public enum Content: Sendable, Hashable {
    case text(String)
    /// Becomes a line once it is known where the service is.
    case request(PageRequest)
  }

  public var part: Part
  public var content: Content
}

/// We cannot tell whether the terminal honoured it.
public enum CopyOutcome: Sendable, Hashable {
  case sentToTerminal(bytes: Int)
  case given(to: String, bytes: Int)
  /// More than terminals take, and there is no clipboard program.
  case tooLong(bytes: Int)
  case failed(ServiceError)
}
