import MemoryModel

/// A memory that is open full-screen.
public struct Reading: Sendable {
  public private(set) var memory: Memory
  public private(set) var fields: [MemoryField]
  public internal(set) var status = OpenMemoryStatus.unchanged
  /// The field under the cursor.
  public internal(set) var cursor = 0
  public internal(set) var top = TextAnchor()
  /// The first line of the raw view, while that is open.
  public internal(set) var rawTop: Int?

  init(_ memory: Memory) {
    self.memory = memory
    fields = memory.fields
  }

  /// Another record under the same id: the cursor stays on its field, if that is still there.
  mutating func follow(_ memory: Memory) {
    let name = fields.indices.contains(cursor) ? fields[cursor].name : nil
    self.memory = memory
    fields = memory.fields
    let kept = fields.firstIndex { $0.name == name } ?? max(0, min(cursor, fields.count - 1))
    if top.part == cursor { top.part = kept } else { top.part = min(top.part, kept) }
    cursor = kept
  }
}

extension Memory {
  /// For `$EDITOR`: the record as JSON, with escapes for everything that an editor could obey or hide.
  var editorText: String { JSONLayout(source, escaping: .unprintable).text }
}

/// A line of a text in parts: the line within a part, both counted from 0.
public struct TextAnchor: Sendable, Hashable, Comparable {
  public var part: Int
  public var line: Int

  public init(part: Int = 0, line: Int = 0) {
    self.part = part
    self.line = line
  }

  public static func < (left: TextAnchor, right: TextAnchor) -> Bool {
    (left.part, left.line) < (right.part, right.line)
  }
}

extension Reading {
  /// To the next field, or a line further in a field that goes on below the screen.
  mutating func moveDown(_ viewport: Measurement) {
    let lines = viewport.lineCount(cursor, linesNeeded(viewport))
    let end = TextAnchor(part: cursor, line: lines - 1)
    if end > lastVisible(viewport) {
      top = advanced(top, by: 1, viewport)
    } else if cursor < fields.count - 1 {
      cursor += 1
      reveal(viewport)
    }
  }

  /// To the previous field, or a line back in a field that begins above the screen.
  mutating func moveUp(_ viewport: Measurement) {
    if top > TextAnchor(part: cursor, line: 0) {
      top = advanced(top, by: -1, viewport)
    } else if cursor > 0 {
      cursor -= 1
      if top > TextAnchor(part: cursor, line: 0) {
        let lines = viewport.lineCount(cursor, .max)
        top = TextAnchor(part: cursor, line: max(0, lines - viewport.sizes.textLines))
      }
    }
  }

  mutating func turn(by lines: Int, _ viewport: Measurement) {
    let before = top
    top = advanced(top, by: lines, viewport)
    settle(viewport)
    if top == before {
      cursor = lines > 0 ? max(0, fields.count - 1) : 0
    } else {
      cursor = top.line == 0 ? top.part : min(top.part + 1, lastVisible(viewport).part)
    }
  }

  /// A field that is seen: what is shown stays.
  mutating func select(_ field: Int) {
    cursor = max(0, min(field, fields.count - 1))
  }

  mutating func goFirst() {
    cursor = 0
    top = TextAnchor()
  }

  mutating func goLast(_ viewport: Measurement) {
    cursor = max(0, fields.count - 1)
    top = lowestTop(viewport)
  }

  /// Not below the point where the last line stands in the last row.
  mutating func settle(_ viewport: Measurement) {
    guard !fields.isEmpty else { return }
    let lines = viewport.lineCount(top.part, top.line + 1)
    if top.line >= lines { top.line = max(0, lines - 1) }
    let remaining = linesBelow(top, limit: viewport.sizes.textLines, viewport)
    if remaining < viewport.sizes.textLines {
      top = advanced(top, by: remaining - viewport.sizes.textLines, viewport)
    }
  }

  /// Shows as much of the field under the cursor as fits, its beginning first.
  private mutating func reveal(_ viewport: Measurement) {
    let start = TextAnchor(part: cursor, line: 0)
    let lines = min(viewport.lineCount(cursor, viewport.sizes.textLines), viewport.sizes.textLines)
    let end = TextAnchor(part: cursor, line: lines - 1)
    while top < start, end > lastVisible(viewport) { top = advanced(top, by: 1, viewport) }
  }

  private func linesNeeded(_ viewport: Measurement) -> Int {
    (top.part == cursor ? top.line : 0) + viewport.sizes.textLines + 1
  }

  private func lastVisible(_ viewport: Measurement) -> TextAnchor {
    advanced(top, by: viewport.sizes.textLines - 1, viewport)
  }

  private func lowestTop(_ viewport: Measurement) -> TextAnchor {
    guard let last = fields.indices.last else { return TextAnchor() }
    let end = TextAnchor(part: last, line: viewport.lineCount(last, .max) - 1)
    return advanced(end, by: 1 - viewport.sizes.textLines, viewport)
  }

  /// Lines from the anchor to the end, counted up to the limit.
  private func linesBelow(_ anchor: TextAnchor, limit: Int, _ viewport: Measurement) -> Int {
    var count = 0
    var anchor = anchor
    while anchor.part < fields.count, count < limit {
      count += viewport.lineCount(anchor.part, anchor.line + limit) - anchor.line
      anchor = TextAnchor(part: anchor.part + 1, line: 0)
    }
    return min(count, limit)
  }

  /// The anchor some lines further down (or up), kept within the text.
  private func advanced(_ anchor: TextAnchor, by distance: Int, _ viewport: Measurement) -> TextAnchor {
    var anchor = anchor
    var remaining = distance
    while remaining > 0 {
      let lines = viewport.lineCount(anchor.part, anchor.line + remaining + 1)
      let step = min(remaining, lines - 1 - anchor.line)
      anchor.line += step
      remaining -= step
      guard remaining > 0 else { break }
      guard anchor.part < fields.count - 1 else { break }
      anchor = TextAnchor(part: anchor.part + 1, line: 0)
      remaining -= 1
    }
    while remaining < 0 {
      let step = min(-remaining, anchor.line)
      anchor.line -= step
      remaining += step
      guard remaining < 0, anchor.part > 0 else { break }
      anchor.part -= 1
      anchor.line = viewport.lineCount(anchor.part, .max) - 1
      remaining += 1
    }
    return anchor
  }
}

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
      reading.turn(
        by: command == .pageDown ? viewport.sizes.textLines : viewport.sizes.textLines / 2, viewport)
    case .pageUp, .halfPageUp:
      reading.turn(
        by: -(command == .pageUp ? viewport.sizes.textLines : viewport.sizes.textLines / 2), viewport)
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
    let lines = viewport.sizes.textLines
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
      let limit = top > Int.max - viewport.sizes.textLines ? Int.max : top + viewport.sizes.textLines
      return max(0, min(top, viewport.lineCount(0, limit) - viewport.sizes.textLines))
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
