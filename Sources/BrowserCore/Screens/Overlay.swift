import MemoryModel

/// What stands on top of list and memory, and takes the keys.
public enum Overlay: Sendable, Hashable {
  /// Keys of the place it was opened from; the first line shown.
  case help(for: Place, top: Int)
  case notices(top: Int)
  case prompt(TextPrompt)
  case palette(CommandPalette)
  case question(Question)
  /// Tags and `info` values of what is loaded, and the line under the cursor.
  case facets(selected: Int)
  /// Bars of what is loaded, and the one under the cursor.
  case overview(selected: OverviewBar.Subject?)
  /// What `+` can add.
  case conditions([FilterCondition], selected: Int)
  case export(ExportForm)
  /// What is to be copied is asked in the last line.
  case copy
}

/// A question that Enter answers with yes and Esc with no.
public enum Question: Sendable, Hashable {
  /// ``LoadingRest`` has used up its calls.
  case loadMore(calls: Int)
  /// The file of an export is there already.
  case replaceFile(ExportOrder)
}

extension BrowserState {
  mutating func performInPopup(_ command: BrowserCommand, measure: Measure) -> [BrowserEffect] {
    switch (command, overlay) {
    case (.back, _), (.backOrQuit, _):
      overlay = covered
      covered = nil
      recountFacets()
    case (_, .help(let place, let top)):
      overlay = .help(for: place, top: scrolled(top, by: command, measure: measure))
    case (_, .notices(let top)):
      overlay = .notices(top: scrolled(top, by: command, measure: measure))
    default: break
    }
    return []
  }

  /// The line that takes what is typed.
  private var editedLine: EditedLine? {
    switch (overlay, form) {
    case (.prompt(let prompt), _): prompt.line
    case (.palette(let palette), _): palette.line
    case (.export(let export), _): export.file
    case (nil, let form?):
      if let name = form.panel?.name {
        name
      } else {
        form.cell == .field ? form.focused.field : form.focused.value
      }
    default: searchPrompt?.line
    }
  }

  mutating func noteRefusedText(after command: BrowserCommand, now: Timestamp) {
    guard case .insert = command, let bytes = editedLine?.refusedBytes else { return }
    note(.textTooLong(bytes: bytes), at: now)
  }

  mutating func performInPrompt(_ command: BrowserCommand, now: Timestamp) -> [BrowserEffect] {
    guard case .prompt(var prompt) = overlay else { return [] }
    prompt.problem = nil
    let before = prompt.line.text
    switch command {
    case .back:
      overlay = nil
      return []
    case .accept: return accept(prompt, now: now)
    case .moveDown: prompt.completion.selectNext()
    case .moveUp: prompt.completion.selectPrevious()
    case .complete: complete(&prompt)
    case .flip where options.dialect.knowsAgents:
      switch prompt.purpose {
      case .user: prompt.purpose = .agent
      case .agent: prompt.purpose = .user
      }
    default: prompt.line.edit(command)
    }
    if prompt.line.text != before { prompt.completion.narrow(to: prompt.line.text) }
    overlay = .prompt(prompt)
    return []
  }

  private mutating func accept(_ prompt: TextPrompt, now: Timestamp) -> [BrowserEffect] {
    var prompt = prompt
    complete(&prompt)
    let text = prompt.line.text
    if text.isEmpty {
      prompt.problem = .empty
    } else if text.count > Subject.longestID {
      prompt.problem = .tooLong(text.count)
    } else {
      return show(prompt.purpose == .agent ? .agent(text) : .user(text), now: now)
    }
    overlay = .prompt(prompt)
    return []
  }

  mutating func performInQuestion(_ command: BrowserCommand, now: Timestamp) -> [BrowserEffect] {
    if case .question(.replaceFile(var order)) = overlay {
      order.replaces = true
      if command == .accept { return begin(order) }
      if command == .back || command == .backOrQuit { overlay = nil }
      return []
    }
    switch command {
    case .accept:
      overlay = nil
      loadingRest?.mayGoOn = true
      searchingOn?.mayGoOn = true
    case .back, .backOrQuit:
      overlay = nil
      if let rest = loadingRest { note(.declinedMore(rest.category), at: now) }
      if let on = searchingOn { note(.declinedSearchingOn(on.category), at: now) }
      loadingRest = nil
      searchingOn = nil
    default: break
    }
    return []
  }
}

extension BrowserState {
  mutating func askForSubject() {
    var prompt = TextPrompt(purpose: .user)
    prompt.completion = CompletionList(recentSubjects)
    overlay = .prompt(prompt)
  }

  /// Newest first. The one whose memories are shown is not offered: ↓ Enter leads back to the one before.
  var recentSubjects: [CompletionList.Candidate] {
    remembered.subjects.filter { $0 != subject }.compactMap { subject in
      switch subject {
      case .user(let id): CompletionList.Candidate(id, origin: .user)
      case .cube: nil
      case .agent(let id): options.dialect.knowsAgents ? CompletionList.Candidate(id, origin: .agent) : nil
      }
    }
  }

  /// What is selected, taken into the line.
  func complete(_ prompt: inout TextPrompt) {
    guard let selected = prompt.completion.selected else { return }
    prompt.line = EditedLine(selected.text)
    prompt.purpose = selected.origin == .agent ? .agent : .user
    prompt.completion.narrow(to: selected.text)
  }
}
