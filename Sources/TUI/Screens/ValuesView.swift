import BrowserCore
import Canvas
import MemoryModel

/// Tags and `info` values of what is loaded, with counts.
struct FacetsView {
  let state: BrowserState
  let selected: Int
  let context: DrawingContext

  private static let barWidth = 10
  private static let widestValue = 41

  func draw(in area: Rect, on canvas: inout Canvas) {
    let rows = state.facetRows
    canvas.write(title, x: 1, y: area.y, maxWidth: area.width - 2, style: context.theme.strong)
    guard !rows.isEmpty else {
      canvas.write(
        "None of the loaded memories has tags or info.", x: 1, y: area.y + 2, maxWidth: area.width - 2,
        style: context.theme.text)
      return
    }
    let height = area.height - 1
    let top = ChoiceWindow(height: height, selected: selected, count: rows.count).top
    for line in 0..<min(height, rows.count) {
      drawRow(rows[top + line], isSelected: top + line == selected, y: area.y + 1 + line, area, &canvas)
    }
  }

  private var title: String { "Facets \(context.glyphs.dot) \(state.countedWords)" }

  private func drawRow(_ row: FacetRow, isSelected: Bool, y: Int, _ area: Rect, _ canvas: inout Canvas) {
    let theme = context.theme
    switch row {
    case .field(let name, let rows):
      let used = canvas.write(
        name, x: 1, y: y, maxWidth: area.width - 10, style: theme.label, markStyle: theme.mark)
      canvas.write(" \(rows)", x: 1 + used, y: y, style: theme.faint)
    case .more(let count):
      canvas.write("and \(count) more values", x: 3, y: y, maxWidth: area.width - 4, style: theme.faint)
    case .value(let facet, let count):
      if isSelected { canvas.write(context.glyphs.marker, x: 0, y: y, maxWidth: 1, style: theme.marker) }
      let total = state.store.facets.fields[ByteString(facet.field)]?.rows ?? 0
      let share = total > 0 ? Double(count) / Double(total) : 0
      let digits = String(count)
      // The counts stand in one column, close to the values in a wide window.
      let width = min(area.width - 3 - Self.barWidth - 9, Self.widestValue)
      canvas.write(
        facet.value.cellText(in: FilterField(facet.field)), x: 3, y: y, maxWidth: width,
        style: isSelected ? theme.selected : theme.text, markStyle: theme.mark)
      let x = 3 + width
      canvas.write(digits, x: x + 7 - digits.count, y: y, style: theme.text)
      canvas.write(context.glyphs.bar(share, width: Self.barWidth), x: x + 8, y: y, style: theme.faint)
    }
  }
}
