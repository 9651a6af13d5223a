import MemoryModel

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
