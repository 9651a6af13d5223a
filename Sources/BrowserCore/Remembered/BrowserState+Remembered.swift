extension BrowserState {
  /// Changes what is remembered, here and in the profile's file.
  mutating func remember(_ change: RememberedChange) -> [BrowserEffect] {
    remembered.apply(change)
    if !hasRecalled { changesBeforeRecall.append(change) }
    return [.remember(change)]
  }

  /// The file was read. What happened since the start is not in it, or was written by us already: applying it again
  /// changes nothing then.
  mutating func recalled(_ remembered: Remembered) {
    self.remembered = remembered
    for change in changesBeforeRecall { self.remembered.apply(change) }
    changesBeforeRecall = []
    hasRecalled = true
    if case .prompt(var prompt) = overlay, prompt.purpose == .user || prompt.purpose == .agent {
      prompt.completion = CompletionList(recentSubjects, typed: prompt.line.text)
      overlay = .prompt(prompt)
    }
  }
}
