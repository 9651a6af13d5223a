import MemoryModel

extension BrowserState {
  mutating func performInFormPanel(
    _ command: BrowserCommand, viewport: Viewport, now: Timestamp
  ) -> [BrowserEffect] {
    form?.panel = nil
    return []
  }
}
