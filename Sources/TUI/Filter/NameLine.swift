import BrowserCore
import Canvas

/// A name being typed, in the last line.
struct NameLine {
  let label: String
  let line: EditedLine
  let context: DrawingContext

  func draw(in area: Rect, on canvas: inout Canvas) -> Frame.Caret {
    let x = 1 + canvas.write(label, x: 1, y: area.y, maxWidth: area.width - 2, style: context.theme.strong)
    let cell = Rect(x: x, y: area.y, width: max(1, area.width - x - 1), height: 1)
    return TextCell(line: line, context: context).draw(in: cell, style: context.theme.text, on: &canvas).caret
  }
}
