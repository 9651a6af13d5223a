import BrowserCore
import Canvas
import MemoryModel

/// The search being typed, in the last line: `/guang      3 of 17 in 150 loaded · Ctrl-N searches further pages`.
struct SearchLine {
  let state: BrowserState
  let context: DrawingContext

  func draw(in row: Rect, on drawing: inout Drawing) {
    guard let line = (state.screens.top as? SearchPrompt)?.line else { return }
    let typed = context.columns(line.text, limit: row.width / 2)
    var bar = Bar(in: row)
    bar.left("/", .strong, on: &drawing)
    bar.right(
      status(room: row.width - 6 - max(8, typed)), state.isBusy ? .busy : .faint, gap: 1, on: &drawing)
    var field = bar.room
    field.width = max(5, field.width)
    LineField(line: line).draw(in: field, on: &drawing)
  }

  private func status(room: Int) -> String {
    var text = ""
    for part in parts where !part.isEmpty {
      let longer = text.isEmpty ? part : text + context.glyphs.separator + part
      guard context.columns(longer) <= room else { break }
      text = longer
    }
    return text
  }

  private var parts: [String] {
    let keys = context.keys(in: .search)
    if let loading = state.loading.request, state.loading.isSearching, let goal = state.loading.goal {
      let spinner = context.glyphs.spinner(state.loading.spinner)
      return [
        "\(spinner) searching further", "page \(loading.page.page)", "call \(goal.calls)",
        keys.part("\(.back) stops"),
      ]
    }
    if let notice = state.notice { return [notice.sentence(keys)] }
    let hints = [keys.part("\(.accept) keeps"), keys.part("\(.back) drops")]
    guard let count = SearchStatus(state: state, context: context).count,
      (state.screens.top as? SearchPrompt)?.line.text != ""
    else { return hints + ["searches the loaded rows"] }
    let further =
      state.counter.hasEnded(state.category) ? "" : keys.part("\(.searchFurther) searches further pages")
    return [count, further] + hints
  }
}
