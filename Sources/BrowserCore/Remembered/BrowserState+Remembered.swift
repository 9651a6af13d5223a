import MemoryModel

extension BrowserState {
  /// Changes what is remembered, here and in the profile's file.
  mutating func remember(_ change: RememberedChange) -> [BrowserEffect] {
    remembered.apply(change)
    if !hasRecalled { changesBeforeRecall.append(change) }
    return [.remember(change)]
  }

  /// Only what was asked for is reported; the rest is remembered in silence.
  mutating func kept(_ change: RememberedChange, now: Timestamp) {
    switch change {
    case .savedFilter(let named): note(.filterSaved(named.name), at: now)
    case .deletedFilter(let name): note(.filterDeleted(name), at: now)
    case .opened, .usedFilter, .usedValue: break
    }
  }

  mutating func notKept(_ change: RememberedChange, _ reason: Notice.NotKept, now: Timestamp) {
    switch (change, reason) {
    case (.savedFilter(let named), _): note(.filterNotSaved(named.name, reason), at: now)
    case (.deletedFilter(let name), _): note(.filterNotDeleted(name, reason), at: now)
    case (_, .fault(let fault, let path)): note(.stateNotWritten(fault, path: path), at: now)
    case (_, .switchedOff), (_, .noFolder), (_, .full): break
    }
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
