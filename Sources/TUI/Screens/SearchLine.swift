import BrowserCore
import Canvas
import MemoryModel

/// Marks what a search found in text that is drawn.
struct MatchMarks {
  let pattern: SearchPattern?
  let context: DrawingContext

  /// A longer record is not looked through at each draw to find what does not show in its row.
  private static let longestLookedThrough = 64 << 10

  init(_ pattern: SearchPattern?, _ context: DrawingContext) {
    self.pattern = pattern
    self.context = context
  }

  /// The line that stands for a memory in the list. Where the match is not in what fits, the beginning is followed by
  /// the place where it is.
  func write(_ memory: Memory, in area: Rect, style: Style, on canvas: inout Canvas) {
    let found = pattern.map { columns(of: $0, in: memory.headline, width: area.width - 1) } ?? []
    if let pattern, found.isEmpty, let excerpt = excerpt(of: memory, pattern) {
      let head = area.width / 3
      let used = canvas.write(
        memory.headline, x: area.x, y: area.y, maxWidth: head, style: style, markStyle: context.theme.mark)
      let rest = Rect(x: area.x + used + 1, y: area.y, width: area.width - used - 1, height: 1)
      canvas.write(
        excerpt, x: rest.x, y: rest.y, maxWidth: rest.width, style: style, markStyle: context.theme.mark)
      mark(columns(of: pattern, in: excerpt, width: rest.width), x: rest.x, y: rest.y, on: &canvas)
      return
    }
    canvas.write(
      memory.headline, x: area.x, y: area.y, maxWidth: area.width, style: style,
      markStyle: context.theme.mark)
    mark(found, x: area.x, y: area.y, on: &canvas)
  }

  func mark(_ wrapped: WrappedText, line: Int, x: Int, y: Int, on canvas: inout Canvas) {
    guard let pattern else { return }
    let reach = pattern.text.utf8.count * 2 + 8
    let found = wrapped.columns(onLine: line, reach: reach) { pattern.ranges(in: $0) }
    mark(found, x: x, y: y, on: &canvas)
  }

  private func mark(_ columns: [Range<Int>], x: Int, y: Int, on canvas: inout Canvas) {
    let match = context.theme.match
    for range in columns {
      canvas.restyle(x: x + range.lowerBound, y: y, width: range.count) { style in
        style.attributes.formUnion(match.attributes)
        if match.foreground != .standard { style.foreground = match.foreground }
        if match.background != .standard { style.background = match.background }
      }
    }
  }

  private func columns(of pattern: SearchPattern, in text: String, width: Int) -> [Range<Int>] {
    let found = pattern.ranges(in: text)
    guard !found.isEmpty else { return [] }
    return VisibleText(text, width: context.cellWidth).columns(of: found, limit: width)
  }

  /// `… in the summer of 2026` with the match near its beginning.
  private func excerpt(of memory: Memory, _ pattern: SearchPattern) -> String? {
    guard memory.source.range.count <= Self.longestLookedThrough else { return nil }
    for field in memory.fields where SearchedText.covers(field) {
      let words = field.words(context, relativeTimes: false)
      guard let found = pattern.ranges(in: words, limit: 1).first else { continue }
      let start = words.utf8.index(words.startIndex, offsetBy: found.lowerBound)
      let before = words[..<start].suffix(8)
      return context.glyphs.ellipsis + before + words[start...].prefix(200)
    }
    return nil
  }
}

/// The search being typed, in the last line: `/guang      3 of 17 in 150 loaded · Ctrl-N searches on`.
struct SearchLine {
  let state: BrowserState
  let context: DrawingContext

  /// - Returns: where the caret stands.
  func draw(in area: Rect, on canvas: inout Canvas) -> Frame.Caret? {
    guard let line = state.searchPrompt?.line else { return nil }
    let theme = context.theme
    // What is typed comes first, up to half of the line.
    let typed = VisibleText(line.text, width: context.cellWidth).columns(limit: area.width / 2)
    let words = words(room: area.width - 6 - max(8, typed))
    let end = area.width - 1 - VisibleText(words, width: context.cellWidth).columns()
    let start = 1 + canvas.write("/", x: 1, y: area.y, maxWidth: 1, style: theme.strong)
    let room = max(4, end - start - 2)
    let caret = TextCell(line: line, context: context)
      .draw(in: Rect(x: start, y: area.y, width: room + 1, height: 1), style: theme.text, on: &canvas).caret
    canvas.write(
      words, x: end, y: area.y, maxWidth: area.width - 1 - end,
      style: state.isBusy ? theme.busy : theme.faint,
      markStyle: theme.mark)
    return caret
  }

  /// As much as there is room for, what was found first.
  private func words(room: Int) -> String {
    let dot = " \(context.glyphs.dot) "
    var chosen = ""
    for part in parts {
      let next = chosen.isEmpty ? part : chosen + dot + part
      guard next.count <= room else { break }
      chosen = next
    }
    return chosen
  }

  private var parts: [String] {
    if let loading = state.loading, state.searchingOn != nil {
      let spinner = context.glyphs.spinner(state.spinner)
      let calls = state.searchingOn?.calls ?? 0
      return ["\(spinner) searching on", "page \(loading.request.page)", "call \(calls)", "Esc stops"]
    }
    if let notice = state.notice { return [notice.sentence] }
    guard let count = SearchWords(state: state, context: context).count, state.searchPrompt?.line.text != ""
    else { return ["Enter keeps", "Esc drops", "what is loaded is searched"] }
    let on = state.counter.hasEnded(state.category) ? [] : ["\(searchOnKey) searches on"]
    return [count] + on + ["Enter keeps", "Esc drops"]
  }

  private var searchOnKey: String {
    context.keymap.bindings.first { $0.command == .searchOn && $0.places.contains(.search) }?.keys.first?.name
      ?? ""
  }
}
