import MemoryModel

extension BrowserState {
  mutating func openSearch() {
    searchPrompt = SearchPrompt(row: rows.row(at: pane.cursor), top: pane.top, earlier: search)
  }

  mutating func performInSearch(_ command: BrowserCommand, now: Timestamp) -> [BrowserEffect] {
    guard var prompt = searchPrompt else { return [] }
    switch command {
    case .accept:
      searchPrompt = nil
      if search == nil { search = prompt.earlier }
      return []
    case .back: return leaveSearch(prompt, now: now)
    case .nextMatch:
      stepToMatch(by: 1, now: now)
      return []
    case .previousMatch:
      stepToMatch(by: -1, now: now)
      return []
    case .searchOn: return searchOn(now: now)
    default: prompt.line.edit(command)
    }
    let isOther = prompt.line.text != searchPrompt?.line.text
    searchPrompt = prompt
    if isOther { search(for: prompt.line.text, from: prompt) }
    return []
  }

  private mutating func search(for text: String, from prompt: SearchPrompt) {
    searchingOn = nil
    guard let pattern = SearchPattern(text) else {
      search = nil
      return goBack(to: prompt)
    }
    search = Search(pattern, after: search)
    search?.jump = Search.Jump(row: prompt.row, steps: 0)
  }

  /// One thing at a time: first it stops loading.
  private mutating func leaveSearch(_ prompt: SearchPrompt, now: Timestamp) -> [BrowserEffect] {
    guard searchingOn == nil else { return cancelLoading(now: now) }
    search = prompt.earlier
    searchPrompt = nil
    goBack(to: prompt)
    return []
  }

  private mutating func goBack(to prompt: SearchPrompt) {
    moveCursor(to: rows.place(of: prompt.row))
    panes[category]?.top = prompt.top
  }
}
