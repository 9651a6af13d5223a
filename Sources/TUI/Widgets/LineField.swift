import BrowserCore
import Canvas

/// A line of text being typed. Text left of the caret has precedence where not everything fits.
struct LineField {
  let line: EditedLine
  var role = Theme.Role.text

  /// - Returns: the column behind the text.
  @discardableResult
  func draw(in row: Rect, on drawing: inout Drawing) -> Int {
    let room = max(1, row.width - 1)
    let start = row.x
    let before = visibleBeforeCaret(room: room, drawing.context)
    let x = start + drawing.write(before, in: row.first(room), role, ellipsis: false)
    drawing.caret = Frame.Caret(x: min(x, start + room), y: row.y)
    return x + drawing.write(line.textAfterCaret, in: row.inset(left: x - start), role)
  }

  /// The last clusters left of the caret that fit.
  private func visibleBeforeCaret(room: Int, _ context: DrawingContext) -> String {
    let text = line.textBeforeCaret
    var columns = 0
    var start = text.endIndex
    while start > text.startIndex {
      let previous = text.index(before: start)
      columns += context.columns(String(text[previous..<start]))
      if columns > room { break }
      start = previous
    }
    return String(text[start...])
  }
}

/// A labelled line of text being typed, in the last line: `User id: memos_user_123   type the id of a user`.
struct InputLine {
  let label: String
  let line: EditedLine
  /// Why Enter was refused. Readable even beside text that fills the line.
  var problem: String?
  /// Shown until something is typed, as many as fit.
  var advice: [LinkedText] = []

  func draw(in row: Rect, on drawing: inout Drawing) {
    let room = row.inset(left: 1, right: 1)
    let start = drawing.write(label, in: room, .strong)
    // This line hides the notice that a text is too long.
    let refusal = line.refusedBytes.map {
      "too long (\(max(1, $0 / 1024)) KB); at most \(EditedLine.longest / 1024) KB"
    }
    let problem = refusal ?? problem
    let reserved = problem.map { drawing.context.columns($0) + 3 } ?? 0
    let field = Rect(x: room.x + start, y: row.y, width: max(4, room.width - start - reserved), height: 1)
    let end = LineField(line: line).draw(in: field, on: &drawing)
    if let problem {
      drawing.write(problem, in: row.inset(left: end + 2, right: 1), .failed)
    } else if line.text.isEmpty {
      let room = row.inset(left: end + 3, right: 1)
      drawing.write(fitting(room.width, drawing.context), in: room, .faint)
    }
  }

  private func fitting(_ width: Int, _ context: DrawingContext) -> LinkedText {
    advice.reduce("") { text, next in
      let longer = [text, next].joined(separator: ", ")
      return context.columns(longer.text) <= width ? longer : text
    }
  }
}
