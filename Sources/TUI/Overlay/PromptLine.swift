import BrowserCore
import Canvas
import MemoryModel

/// Text being typed, in the last line: `User id: memos_user_123`.
struct PromptLine {
  let prompt: TextPrompt
  /// A self-hosted server has none.
  var offersAgents = true
  let context: DrawingContext

  /// - Returns: where the caret stands.
  func draw(in area: Rect, on canvas: inout Canvas) -> Frame.Caret {
    var x = 1 + canvas.write(label, x: 1, y: area.y, maxWidth: area.width - 2, style: context.theme.strong)
    let start = x
    // The end of what stands left of the caret is what one looks at while typing.
    let problem = problemWords
    // Why Enter was not taken must be readable beside text that fills the line.
    let reserved = problem.map { $0.count + 3 } ?? 0
    let room = max(4, area.width - start - 2 - reserved)
    let before = prompt.line.visibleBeforeCaret(room: room, context)
    x += canvas.write(
      before, x: x, y: area.y, maxWidth: room, style: context.theme.text, markStyle: context.theme.mark,
      ellipsis: false)
    let caret = Frame.Caret(x: min(x, area.width - 1), y: area.y)
    let after = String(prompt.line.text.dropFirst(prompt.line.textBeforeCaret.count))
    x += canvas.write(
      after, x: x, y: area.y, maxWidth: max(0, area.width - x - 1 - reserved), style: context.theme.text,
      markStyle: context.theme.mark)
    if let words = problem {
      canvas.write(
        words, x: x + 2, y: area.y, maxWidth: max(0, area.width - x - 3), style: context.theme.failed)
    } else if prompt.line.text.isEmpty {
      canvas.write(
        advice, x: x + 1, y: area.y, maxWidth: max(0, area.width - x - 2),
        style: context.theme.faint)
    }
    return caret
  }

  private var label: String {
    switch prompt.purpose {
    case .user: "User id: "
    case .agent: "Agent id: "
    }
  }

  /// Stands there until something is typed.
  private var advice: String {
    switch prompt.purpose {
    case .user: "  Enter takes it, Esc leaves" + (offersAgents ? ", Ctrl-O: an agent" : "")
    case .agent: "  Enter takes it, Esc leaves, Ctrl-O: a user"
    }
  }

  private var problemWords: String? {
    switch prompt.problem {
    case .empty: prompt.purpose == .agent ? "type the id of an agent" : "type the id of a user"
    case .tooLong(let length): "\(length) characters; the service takes \(Subject.longestID)"
    case nil: nil
    }
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
