import BrowserCore
import Canvas

/// A line of text under a caret, in so many columns: what stands left of the caret is what one looks at while typing.
struct TextCell {
  let line: EditedLine
  let context: DrawingContext

  /// - Returns: where the caret stands, and the column behind the text.
  func draw(in area: Rect, style: Style, on canvas: inout Canvas) -> (caret: Frame.Caret, end: Int) {
    let room = max(1, area.width - 1)
    var x = area.x
    x += canvas.write(
      line.visibleBeforeCaret(room: room, context), x: x, y: area.y, maxWidth: room, style: style,
      markStyle: context.theme.mark, ellipsis: false)
    let caret = Frame.Caret(x: min(x, area.x + max(0, area.width - 1)), y: area.y)
    let after = String(line.text.dropFirst(line.textBeforeCaret.count))
    x += canvas.write(
      after, x: x, y: area.y, maxWidth: max(0, area.x + area.width - x), style: style,
      markStyle: context.theme.mark)
    return (caret, x)
  }
}

extension EditedLine {
  /// What stands left of the caret, its last clusters that fit: wide ones count as two cells, marks as what they are
  /// drawn with.
  func visibleBeforeCaret(room: Int, _ context: DrawingContext) -> String {
    let text = textBeforeCaret
    var columns = 0
    var start = text.endIndex
    while start > text.startIndex {
      let previous = text.index(before: start)
      columns += VisibleText(String(text[previous..<start]), width: context.cellWidth).columns()
      if columns > room { break }
      start = previous
    }
    return String(text[start...])
  }
}
