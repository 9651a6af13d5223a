import BrowserCore
import Canvas
import MemoryModel

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
