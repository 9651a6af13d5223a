import BrowserCore
import Canvas
import MemoryModel

/// The filter in force, under the tabs: ` scene = Payment  AND  tags ∋ finance      f edit  F clear`.
struct ChipLine {
  let state: BrowserState
  let context: DrawingContext

  func draw(in area: Rect, on canvas: inout Canvas) {
    guard area.height > 0, let applied = state.filter else { return }
    let hints = hints
    // In a narrow window the filter is worth more than its keys.
    let hintWidth = hints.isEmpty || area.width < 60 ? 0 : hints.count + 3
    let words = applied.filter.words(context.glyphs, today: applied.today)
    canvas.write(
      words, x: 1, y: area.y, maxWidth: area.width - 2 - hintWidth, style: context.theme.chip,
      markStyle: context.theme.mark)
    guard hintWidth > 0 else { return }
    canvas.write(hints, x: area.width - 1 - hints.count, y: area.y, style: context.theme.faint)
  }

  private var hints: String {
    let named: [(BrowserCommand, String)] = [(.openFilter, "edit"), (.clearFilter, "clear")]
    return named.compactMap { command, words in
      context.keymap.bindings.first { $0.command == command && $0.places.contains(.list) }?.keys.first
        .map { "\($0.name) \(words)" }
    }.joined(separator: "  ")
  }
}
