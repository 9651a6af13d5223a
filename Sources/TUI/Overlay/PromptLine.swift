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
    let start =
      1 + canvas.write(label, x: 1, y: area.y, maxWidth: area.width - 2, style: context.theme.strong)
    // Why Enter was not taken must be readable beside text that fills the line.
    let problem = problemWords
    let reserved = problem.map { $0.count + 3 } ?? 0
    let room = Rect(x: start, y: area.y, width: max(4, area.width - start - 1 - reserved), height: 1)
    let (caret, x) = TextCell(line: prompt.line, context: context)
      .draw(in: room, style: context.theme.text, on: &canvas)
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
    if let refusal = prompt.line.refusal { return refusal }
    return switch prompt.problem {
    case .empty: prompt.purpose == .agent ? "type the id of an agent" : "type the id of a user"
    case .tooLong(let length): "\(length) characters; the service takes \(Subject.longestID)"
    case nil: nil
    }
  }
}
