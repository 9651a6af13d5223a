import BrowserCore
import Canvas

/// A name or a line of the palette being typed, in the last line.
struct NameLine {
  let label: String
  let line: EditedLine
  let context: DrawingContext

  func draw(in area: Rect, on canvas: inout Canvas) -> Frame.Caret {
    let x = 1 + canvas.write(label, x: 1, y: area.y, maxWidth: area.width - 2, style: context.theme.strong)
    let refusal = line.refusal
    let reserved = refusal.map { $0.count + 3 } ?? 0
    let cell = Rect(x: x, y: area.y, width: max(4, area.width - x - 1 - reserved), height: 1)
    let (caret, end) = TextCell(line: line, context: context).draw(
      in: cell, style: context.theme.text, on: &canvas)
    if let refusal {
      canvas.write(
        refusal, x: end + 2, y: area.y, maxWidth: max(0, area.width - end - 3), style: context.theme.failed)
    }
    return caret
  }
}

extension EditedLine {
  /// Of a text that was too long to be taken, for the lines that no notice covers.
  var refusal: String? {
    refusedBytes.map { "too long (\(max(1, $0 / 1024)) KB); at most \(Self.longest / 1024) KB" }
  }
}
