import MemoryModel

extension BrowserState {
  mutating func performInCopy(_ command: BrowserCommand, now: Timestamp) -> [BrowserEffect] {
    switch command {
    case .copy(let part):
      overlay = nil
      guard let content = content(of: part) else {
        note(.nothingToCopy, at: now)
        return []
      }
      return [.copy(Copying(part: part, content: content))]
    case .back, .backOrQuit: overlay = nil
    default: break
    }
    return []
  }

  /// The original: what a terminal may do with it is the business of whoever pastes it.
  private func content(of part: Copying.Part) -> Copying.Content? {
    if part == .curl { return firstRequest.map(Copying.Content.request) }
    guard let memory = reading?.memory ?? selectedMemory else { return nil }
    switch part {
    case .text: return .text(memory.text)
    case .id: return .text(memory.id.text)
    case .json: return .text(JSONLayout(memory.source).text)
    case .curl: return nil
    }
  }
}
