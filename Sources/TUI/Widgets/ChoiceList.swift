import BrowserCore
import Canvas

/// A window of rows over a list of choices. Drawing and the mouse both ask it which row shows which choice.
struct ChoiceList {
  let area: Rect
  let count: Int
  let selected: Int?
  let top: Int

  /// - Parameter top: how far the list is scrolled; `nil` keeps the selected choice in the middle where possible.
  init(in area: Rect, count: Int, selected: Int?, top: Int? = nil) {
    self.area = area
    self.count = count
    self.selected = selected
    self.top = top ?? max(0, min((selected ?? 0) - area.height / 2, count - area.height))
  }

  var shown: Range<Int> { top..<max(top, min(count, top + area.height)) }

  func draw(
    on drawing: inout Drawing,
    _ drawRow: (_ index: Int, _ row: Rect, _ isSelected: Bool, inout Drawing) -> Void
  ) {
    for index in shown {
      let row = area.line(index - top)
      if index == selected { drawing.mark(row) }
      drawRow(index, row, index == selected, &drawing)
    }
  }

  func choice(at report: MouseReport) -> Int? {
    let index = top + report.y - area.y
    return area.contains(report) && shown.contains(index) ? index : nil
  }

  /// A click selects a choice; on the one that is selected already it means `command`.
  func click(_ report: MouseReport, onSelected command: BrowserCommand) -> BrowserCommand? {
    choice(at: report).map { $0 == selected ? command : .select($0) }
  }
}
