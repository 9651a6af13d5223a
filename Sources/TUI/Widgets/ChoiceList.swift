import BrowserCore
import Canvas

/// A window of rows over a list of choices.
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

  /// - Parameter onClick: what a click on a row does.
  func draw(
    onClick: ((_ index: Int, _ isSelected: Bool) -> BrowserCommand)? = nil, on drawing: inout Drawing,
    _ drawRow: (_ index: Int, _ row: Rect, _ isSelected: Bool, inout Drawing) -> Void
  ) {
    for index in shown {
      let row = area.line(index - top)
      if let onClick { drawing.onClick(onClick(index, index == selected), in: row) }
      if index == selected { drawing.mark(row) }
      drawRow(index, row, index == selected, &drawing)
    }
  }

  static func always(_ command: @escaping (_ index: Int) -> BrowserCommand)
    -> (_ index: Int, _ isSelected: Bool) -> BrowserCommand
  {
    { index, _ in command(index) }
  }

  /// A click selects a row; on the one that is selected already it means `command`.
  static func selecting(then command: BrowserCommand) -> (_ index: Int, _ isSelected: Bool) -> BrowserCommand
  {
    { index, isSelected in isSelected ? command : .select(index) }
  }
}
