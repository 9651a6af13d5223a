import MemoryModel

extension BrowserState {
  /// Users and agents other than the current one: the recent ones, newest first, then those that are known.
  public var otherVisits: [Visit] {
    let recent = history.remembered.visits
    let known = options.knownSubjects.filter { known in !recent.contains { $0.subject == known } }
    return (recent + known.map { Visit(subject: $0) }).filter { $0.subject != subject }
  }
}

/// `u`: asks whose memories to show.
public struct TextPrompt: ScreenHandler {
  public enum Purpose: Sendable, Hashable { case user, agent }

  public enum Problem: Sendable, Hashable {
    case empty
    case tooLong(Int)
  }

  public private(set) var purpose = Purpose.user
  public private(set) var line = EditedLine()
  public private(set) var completion = CompletionList()
  public private(set) var problem: Problem?

  var place: Place { .prompt }
  var isLine: Bool { true }
  var editedLine: EditedLine? { line }

  init(_ state: BrowserState) { offerRecent(in: state) }

  /// The recent users, newest first. The current one is not offered, so that ↓ Enter returns to the previous one.
  mutating func offerRecent(in state: BrowserState) {
    let candidates = state.otherVisits.compactMap { visit -> CompletionList.Candidate? in
      switch visit.subject {
      case .user(let id): CompletionList.Candidate(id, origin: .user, visit: visit)
      case .cube: nil
      case .agent(let id):
        state.options.dialect.knowsAgents
          ? CompletionList.Candidate(id, origin: .agent, visit: visit) : nil
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
    case .accept: return accept()
    case .moveDown: completion.selectNext()
    case .moveUp: completion.selectPrevious()
    case .complete: complete()
    case .flip where state.options.dialect.knowsAgents: purpose = purpose == .user ? .agent : .user
    default: line.edit(command)
    }
    if line.text != before { completion.narrow(to: line.text) }
    return []
  }

  private mutating func accept() -> [Outcome] {
    complete()
    let text = line.text
    if text.isEmpty { problem = .empty }
    if text.count > Subject.longestID { problem = .tooLong(text.count) }
    return problem == nil ? [.show(purpose == .agent ? .agent(text) : .user(text))] : []
  }

  private mutating func complete() {
    guard let selected = completion.selected else { return }
    line = EditedLine(selected.text)
    purpose = selected.origin == .agent ? .agent : .user
    completion.narrow(to: selected.text)
  }
}
