import BrowserCore
import Canvas
import MemoryModel

/// The selected memory, below the list or beside it.
@MainActor struct PreviewPane {
  let state: BrowserState
  let text: PreviewText?
  let context: DrawingContext

  func draw(in layout: Layout, on canvas: inout Canvas) {
    guard layout.preview.height > 0 else { return }
    drawRule(layout, &canvas)
    guard let wrapped = text?.wrapped(width: layout.preview.width) else { return }
    let isMatch = state.isMatch(at: state.pane.cursor)
    let matches = MatchMarks(isMatch ? state.search?.pattern : nil, context)
    for line in 0..<layout.preview.height {
      guard let text = wrapped.line(state.previewTop + line) else { break }
      canvas.write(
        text, x: layout.preview.x, y: layout.preview.y + line, maxWidth: layout.preview.width,
        style: context.theme.text, markStyle: context.theme.mark)
      matches.mark(
        wrapped, line: state.previewTop + line, x: layout.preview.x, y: layout.preview.y + line, on: &canvas)
    }
  }

  private func drawRule(_ layout: Layout, _ canvas: inout Canvas) {
    let rule = layout.rule
    let isVertical = rule.height > 1
    let glyph = isVertical ? context.glyphs.vertical : context.glyphs.horizontal
    for step in 0..<max(rule.width, rule.height) {
      canvas.write(
        glyph, x: rule.x + (isVertical ? 0 : step), y: rule.y + (isVertical ? step : 0), maxWidth: 1,
        style: context.theme.faint)
    }
    // The preview shows the record as it was read last.
    guard !isVertical, let memory = state.selectedMemory, state.watchMarks.gone.contains(memory.id) else {
      return
    }
    canvas.write(
      " gone, or no longer matches ", x: rule.x + 2, y: rule.y, maxWidth: rule.width - 4,
      style: context.theme.notice)
  }
}
