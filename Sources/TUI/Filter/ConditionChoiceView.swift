import BrowserCore
import Canvas
import MemoryModel

/// What `+` can add to the filter: a condition a line.
struct ConditionChoiceView {
  let conditions: [FilterCondition]
  let selected: Int
  let context: DrawingContext

  func draw(in area: Rect, on canvas: inout Canvas) {
    let title =
      conditions.count < Facet.mostTags
      ? "Add to the filter" : "Add to the filter \(context.glyphs.dot) the first \(conditions.count.grouped)"
    canvas.write(title, x: 1, y: area.y, maxWidth: area.width - 2, style: context.theme.strong)
    let height = area.height - 1
    let top = ChoiceWindow(height: height, selected: selected, count: conditions.count).top
    for line in 0..<min(height, conditions.count) {
      let y = area.y + 1 + line
      let isSelected = top + line == selected
      if isSelected {
        canvas.write(context.glyphs.marker, x: 0, y: y, maxWidth: 1, style: context.theme.marker)
      }
      canvas.write(
        conditions[top + line].words(context.glyphs), x: 2, y: y, maxWidth: area.width - 3,
        style: isSelected ? context.theme.selected : context.theme.text, markStyle: context.theme.mark)
    }
  }
}
