import BrowserCore
import Canvas
import MemoryModel

/// What could be meant, a line each, with its count and where it is from: `▌Payment   12  used lately`.
struct CompletionView {
  let list: CompletionList
  let context: DrawingContext

  private static let mostLines = 8

  /// Over the full width, just above a line that is typed; what stands under it is covered.
  func draw(above line: Rect, below top: Rect, on canvas: inout Canvas) {
    let room = line.y - top.y - 2
    let height = min(Self.mostLines, list.matches.count, room)
    guard height > 0 else { return }
    let rule = Rect(x: 0, y: line.y - height - 1, width: line.width, height: 1)
    canvas.write(
      String(repeating: context.glyphs.horizontal, count: rule.width), x: 0, y: rule.y,
      style: context.theme.faint)
    draw(in: Rect(x: 0, y: rule.y + 1, width: line.width, height: height), on: &canvas)
  }

  /// In a rectangle of its own, which is cleared first.
  func draw(in area: Rect, on canvas: inout Canvas) {
    canvas.fill(area)
    let matches = list.matches
    let first = first(height: area.height)
    let shown = matches[first..<min(matches.count, first + area.height)]
    let texts = shown.map { VisibleText($0.text, width: context.cellWidth).columns(limit: area.width) }
    let notes = shown.map(note)
    let noteWidth = notes.map(\.count).max() ?? 0
    let textWidth = min(texts.max() ?? 0, max(8, area.width - noteWidth - 4))
    for (line, candidate) in shown.enumerated() {
      let y = area.y + line
      let isSelected = first + line == list.selection
      if isSelected {
        canvas.write(context.glyphs.marker, x: area.x, y: y, maxWidth: 1, style: context.theme.marker)
      }
      canvas.write(
        candidate.text, x: area.x + 1, y: y, maxWidth: min(textWidth, area.width - 1),
        style: isSelected ? context.theme.selected : context.theme.text, markStyle: context.theme.mark)
      let noteStart = textWidth + 3
      canvas.write(
        notes[line], x: area.x + noteStart, y: y, maxWidth: max(0, area.width - noteStart),
        style: context.theme.faint)
    }
  }

  /// The candidate in the first line, so that the selected one is in sight.
  func first(height: Int) -> Int {
    max(0, min((list.selection ?? 0) - height / 2, list.matches.count - height))
  }

  private func note(_ candidate: CompletionList.Candidate) -> String {
    [candidate.count.map(String.init), candidate.origin?.words].compactMap(\.self).joined(separator: "  ")
  }
}

extension CompletionList.Origin {
  fileprivate var words: String {
    switch self {
    case .user: "user"
    case .agent: "agent"
    case .usedLately: "used lately"
    }
  }
}

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
