import MemoryModel

extension BrowserState {
  mutating func performInMemory(
    _ command: BrowserCommand, measure: Measure, now: Timestamp
  ) -> [BrowserEffect] {
    guard var reading else { return [] }
    let viewport = measure(self)
    switch command {
    case .moveDown: reading.moveDown(viewport)
    case .moveUp: reading.moveUp(viewport)
    case .pageDown, .halfPageDown:
      reading.turn(by: command == .pageDown ? viewport.textLines : viewport.textLines / 2, viewport)
    case .pageUp, .halfPageUp:
      reading.turn(by: -(command == .pageUp ? viewport.textLines : viewport.textLines / 2), viewport)
    case .scroll(let lines): reading.turn(by: lines, viewport)
    case .select(let field): reading.select(field)
    case .goFirst: reading.goFirst()
    case .goLast: reading.goLast(viewport)
    case .nextMemory: return step(by: 1)
    case .previousMemory: return step(by: -1)
    case .addField:
      addFieldUnderCursor(now: now)
      return []
    case .showRaw:
      reading.rawTop = 0
      if reading.memory.source.liesDeeper(than: JSONLayout.deepestLevel) {
        note(.deepLevelsOnOneLine, at: now)
      }
    case .nextMatch, .previousMatch:
      stepToMatch(by: command == .nextMatch ? 1 : -1, now: now)
      return []
    case .openPager: return [.openPager(reading.memory.text)]
    case .openEditor: return [.openEditor(reading.memory.editorText)]
    case .back, .backOrQuit:
      self.reading = nil
      return []
    default: return performAnywhere(command, now: now)
    }
    self.reading = reading
    return []
  }

  mutating func performInRaw(_ command: BrowserCommand, measure: Measure) -> [BrowserEffect] {
    guard let top = reading?.rawTop else { return [] }
    switch command {
    case .back, .backOrQuit, .showRaw: reading?.rawTop = nil
    case .openPager: return (reading?.memory.text).map { [.openPager($0)] } ?? []
    case .openEditor: return (reading?.memory.editorText).map { [.openEditor($0)] } ?? []
    case .nextMemory, .previousMemory:
      let effects = step(by: command == .nextMemory ? 1 : -1)
      reading?.rawTop = 0
      return effects
    default:
      let target = scrolled(top, by: command, measure: measure)
      reading?.rawTop = target
    }
    return []
  }

  /// The memory above or below in the list; the cursor of the list goes along.
  private mutating func step(by distance: Int) -> [BrowserEffect] {
    let before = pane.cursor
    var effects: [BrowserEffect] = []
    if distance > 0 {
      effects = moveDown(by: distance, scrolling: false)
    } else {
      moveUp(by: -distance, scrolling: false)
    }
    if pane.cursor != before, let next = readingOfSelected { reading = next }
    return effects
  }

  /// The first line of a text after a command that moves it.
  func scrolled(_ top: Int, by command: BrowserCommand, measure: Measure) -> Int {
    let viewport = measure(self)
    let lines = viewport.textLines
    let target: Int
    switch command {
    case .moveDown: target = top + 1
    case .moveUp: target = top - 1
    case .halfPageDown: target = top + lines / 2
    case .halfPageUp: target = top - lines / 2
    case .pageDown: target = top + lines
    case .pageUp: target = top - lines
    case .scroll(let distance): target = top + distance
    case .goFirst: target = 0
    case .goLast: target = viewport.lineCount(0, .max)
    default: return top
    }
    let limit = target > Int.max - lines ? Int.max : max(0, target) + lines
    return max(0, min(target, viewport.lineCount(0, limit) - lines))
  }

  /// Keeps the first line that is shown within the text, which may have become shorter.
  mutating func settleText(_ measure: Measure) {
    let viewport = measure(self)
    func settled(_ top: Int) -> Int {
      guard top > 0 else { return 0 }
      let limit = top > Int.max - viewport.textLines ? Int.max : top + viewport.textLines
      return max(0, min(top, viewport.lineCount(0, limit) - viewport.textLines))
    }
    switch place {
    case .memory: reading?.settle(viewport)
    case .raw: if let top = reading?.rawTop { reading?.rawTop = settled(top) }
    case .sources: if let top = sources?.top { sources?.top = settled(top) }
    case .help:
      if case .help(let place, let top) = overlay { overlay = .help(for: place, top: settled(top)) }
    case .notices:
      if case .notices(let top) = overlay { overlay = .notices(top: settled(top)) }
    default: break
    }
  }
}
