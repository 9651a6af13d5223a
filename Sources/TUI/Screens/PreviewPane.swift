import BrowserCore
import Canvas
import MemoryModel

@MainActor struct PreviewPane {
  let state: BrowserState
  let text: PreviewText?

  func draw(in layout: Layout, on drawing: inout Drawing) {
    guard layout.preview.height > 0 else { return }
    for area in [layout.rule, layout.preview] {
      drawing.onWheel(
        in: area, up: .scrollPreviewUp, .scrollPreviewUp, .scrollPreviewUp, down: .scrollPreviewDown,
        .scrollPreviewDown, .scrollPreviewDown)
    }
    drawRule(layout.rule, on: &drawing)
    guard let text else { return }
    let isMatch = state.isMatch(at: state.pane.cursor)
    let marks = MatchMarks(isMatch ? state.search.pattern : nil)
    let (wrapped, styled) = text.wrapped(in: layout.previewText)
    drawHead(
      text, hidden(wrapped, layout.previewText.height, drawing.context), marks, in: layout, on: &drawing)
    var page = TextPage(wrapped, top: state.list.previewTop, marks: marks)
    page.styled = styled
    page.draw(in: layout.previewText, on: &drawing)
    PreviewFacts(content: text.content, context: drawing.context).draw(in: layout.previewFacts, on: &drawing)
  }

  private func drawRule(_ rule: Rect, on drawing: inout Drawing) {
    let glyphs = drawing.context.glyphs
    if rule.height > 1 {
      for line in 0..<rule.height { drawing.write(glyphs.vertical, in: rule.line(line), .faint) }
    } else {
      drawing.write(String(repeating: glyphs.horizontal, count: rule.width), in: rule, .faint)
    }
  }

  /// `─ Remote days · since 2026-11-08 · changed 3h ago · confidence 0.98 ──────── … 41 more lines, Ctrl-E ─`
  private func drawHead(
    _ text: PreviewText, _ hidden: LinkedText, _ marks: MatchMarks, in layout: Layout,
    on drawing: inout Drawing
  ) {
    let context = drawing.context
    let isOnRule = layout.previewHead == layout.rule
    var room = isOnRule ? layout.previewHead.inset(left: 2, right: 2) : layout.previewHead
    func padded(_ text: String) -> String { text.isEmpty || !isOnRule ? text : " \(text) " }
    if !hidden.isEmpty {
      let note = isOnRule ? LinkedText(" ") + hidden + " " : hidden
      drawing.writeRight(note, in: room, .faint)
      room = room.inset(right: context.columns(note.text) + 2)
    }
    if isOnRule { room = room.inset(left: -1) }
    if let memory = state.selectedMemory, state.isGone(memory) {
      // The preview shows the record as it was read last.
      let used = drawing.write(padded("gone, or no longer matches"), in: room, .notice)
      room = room.inset(left: used + 2)
    } else if text.hasChanged {
      room = room.inset(
        left: drawing.write(padded("\(context.glyphs.changed) changed"), in: room, .notice) + 1)
    }
    let title = text.content.title
    let titleWidth = context.columns(title, limit: room.width)
    let parts = text.parts(room: room.width - min(titleWidth, Self.leastTitle) - 2)
    let facts = parts.joined(separator: context.glyphs.separator)
    guard !title.isEmpty || !facts.isEmpty, room.width > 4 else { return }
    if isOnRule { room = room.inset(left: drawing.write(" ", in: room)) }
    let joint = title.isEmpty || facts.isEmpty ? "" : context.glyphs.separator
    let reserved = context.columns(joint + facts) + (isOnRule ? 1 : 0)
    let used = drawing.write(title, in: room.first(room.width - reserved), .strong)
    marks.mark(title, in: room.first(used), on: &drawing)
    drawing.write(joint + facts + (isOnRule ? " " : ""), in: room.inset(left: used), .faint)
  }

  /// So many columns of the title come before the times.
  private static let leastTitle = 24

  /// `… 41 more lines, Ctrl-E`; at the end of a text that was scrolled, how to go back.
  private func hidden(_ wrapped: WrappedText, _ height: Int, _ context: DrawingContext) -> LinkedText {
    let end = state.list.previewTop + height
    let more = wrapped.lineCount(limit: end + Self.mostCounted) - end
    let keys = context.keys(in: .list)
    if more > 0 {
      let count =
        more >= Self.mostCounted ? "\(more)+ more lines" : "\(more) more \(more == 1 ? "line" : "lines")"
      let text = "\(context.glyphs.ellipsis) \(count)"
      return keys.link("\(text), \(.scrollPreviewDown)", orElse: text)
    }
    guard state.list.previewTop > 0 else { return "" }
    let above = "\(context.glyphs.ellipsis) \(counted(state.list.previewTop, "line")) above"
    return keys.link("\(above), \(.scrollPreviewUp)", orElse: above)
  }

  /// Counting all lines of a text of a megabyte at each key would be felt.
  private static let mostCounted = 500
}

/// The selected memory, for the preview.
@MainActor struct PreviewText {
  private let memory: Memory
  /// The record from before it changed, while it is marked as changed.
  private let earlier: Memory?
  private let absoluteTimes: Bool
  private let context: DrawingContext
  private let cache: PreviewCache

  init?(_ state: BrowserState, _ context: DrawingContext, _ cache: PreviewCache) {
    guard state.list.preview != .off, let memory = state.selectedMemory else { return nil }
    self.memory = memory
    earlier = state.earlierRecord(of: memory)
    absoluteTimes = state.list.swapsTimes
    self.context = context
    self.cache = cache
  }

  var content: PreviewContent { cache.content(of: memory, context) }

  var hasChanged: Bool { earlier != nil }

  func wrapped(in area: Rect) -> (wrapped: WrappedText, styled: StyledText) {
    let rows = earlier == nil ? 0 : area.height
    return cache.texts.styled(
      .preview(memory.source, earlier: earlier?.source, rows: rows), width: area.width, context
    ) {
      guard let earlier else { return StyledText(content.text) }
      return PreviewChanges(memory, earlier: earlier, content, context).text(columns: area.width, rows: rows)
    }
  }

  /// `since 2026-11-08`, `changed 3h ago`, `confidence 0.98`, as many as there is room for.
  func parts(room: Int) -> [String] {
    let dot = context.columns(context.glyphs.separator)
    var parts: [String] = []
    var used = 0
    for spellings in [since, changed, confidence] {
      guard let part = spellings.first(where: { used + context.columns($0) + dot <= room }) else { continue }
      parts.append(part)
      used += context.columns(part) + dot
    }
    return parts
  }

  private var since: [String] {
    guard let created = memory.created else {
      return memory.unreadTimes?.created.map { ["since \($0)"] } ?? []
    }
    let day = "since \(context.moment(created).prefix(10))"
    return absoluteTimes ? ["since \(context.moment(created))", day] : [day]
  }

  private var changed: [String] {
    guard let updated = memory.updated else {
      return memory.unreadTimes?.updated.map { ["changed \($0)"] } ?? []
    }
    if updated == memory.created { return ["never changed"] }
    let age = "changed \(context.relative(updated))"
    return absoluteTimes
      ? ["changed \(context.absolute(updated))", "changed \(context.moment(updated))"] : [age]
  }

  private var confidence: [String] {
    guard let confidence = memory.confidence else { return [] }
    let number = ListColumn.hundredths(confidence)
    let text = number.hasPrefix(".") ? "0\(number)" : number
    return ["confidence \(text)", text]
  }
}

/// What the preview shows of the memory that it showed last.
@MainActor final class PreviewCache {
  let texts = TextCache()
  private var known: (source: MemorySource, category: MemoryCategory, content: PreviewContent)?

  func content(of memory: Memory, _ context: DrawingContext) -> PreviewContent {
    if let known, known.source == memory.source, known.category == memory.category { return known.content }
    let content = PreviewContent(memory, context)
    known = (memory.source, memory.category, content)
    return content
  }
}
