import BrowserCore
import Canvas
import MemoryModel

/// The panes with honest counts: `1 Facts 150+   2 Preferences 37   3 Tools 12`.
struct TabBar {
  let state: BrowserState
  let context: DrawingContext

  func draw(in area: Rect, on canvas: inout Canvas) {
    let tabs = state.categories.enumerated().map { (number: $0.offset + 1, category: $0.element) }
    let full = tabs.map { label($0.number, $0.category, title: $0.category.title) }
    let fits = full.reduce(0) { $0 + $1.count + 3 } <= area.width
    var x = 0
    for (index, tab) in tabs.enumerated() {
      let text = fits ? full[index] : label(tab.number, tab.category, title: shortTitle(tab.category))
      let isActive = tab.category == state.category
      let style = isActive ? context.theme.activeTab : context.theme.tab
      let gap = fits ? 2 : 1
      x += canvas.write(" \(text) ", x: x, y: area.y, maxWidth: area.width - x, style: style) + (gap - 1)
    }
  }

  private func label(_ number: Int, _ category: MemoryCategory, title: String) -> String {
    "\(number) \(title) \(count(category))"
  }

  /// `37` when the end was reached, `150+` while more may follow.
  private func count(_ category: MemoryCategory) -> String {
    let count = state.store[category].count
    let ended = state.counter.hasEnded(category)
    let known = count == 0 && !ended ? "" : "\(count)\(ended ? "" : "+")"
    if state.hasFailed(category) { return known.isEmpty ? "!" : "\(known) !" }
    guard state.isLoading(category), state.showsSpinner else { return known.isEmpty ? "-" : known }
    let spinner = context.glyphs.spinner(state.spinner)
    return known.isEmpty ? spinner : "\(known) \(spinner)"
  }

  /// Names for a window that has no room for the tabs' own.
  private func shortTitle(_ category: MemoryCategory) -> String {
    state.category == category ? String(category.title.prefix(5)) : String(category.title.prefix(1))
  }
}

extension BrowserState {
  /// Work of less than a tick shows no spinner where rows are there to be read.
  var showsSpinner: Bool {
    guard let loading else { return false }
    return loading.ticks > 0 || counter.lastPage == 0
  }
}
