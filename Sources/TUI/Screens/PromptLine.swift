import BrowserCore
import Canvas
import MemoryModel

/// Users to choose from, a line each: `▌memos_user_123   user  1,561 memories  2d`. In the demo also what they are, where
/// the whole ids leave room: `user  a nurse  52 memories`.
struct CompletionView {
  let list: CompletionList
  private static let mostLines = 8

  func draw(above line: Rect, below top: Rect, on drawing: inout Drawing) {
    let height = min(Self.mostLines, list.matches.count, line.y - top.y - 2)
    guard height > 0 else { return }
    let rule = line.line(-height - 1)
    drawing.write(String(repeating: drawing.context.glyphs.horizontal, count: rule.width), in: rule, .faint)
    draw(in: Rect(x: 0, y: rule.y + 1, width: line.width, height: height), on: &drawing)
  }

  func draw(in area: Rect, on drawing: inout Drawing) {
    drawing.clear(area)
    let context = drawing.context
    let choices = choices(in: area)
    let shown = list.matches[choices.shown]
    let texts = shown.map { context.columns($0.text, limit: area.width) }.max() ?? 0
    func width(_ notes: [String]) -> Int { notes.map { context.columns($0) }.max() ?? 0 }
    var notes = shown.map { note($0, context, character: $0.character) }
    if texts + width(notes) + 4 > area.width { notes = shown.map { note($0, context) } }
    // Ids that differ at their ends must not look alike.
    let textWidth = min(texts, max(area.width * 2 / 3, area.width - width(notes) - 4))
    drawing.onWheel(in: area, up: .moveUp, down: .moveDown)
    choices.draw(onClick: ChoiceList.selecting(then: .accept), on: &drawing) {
      index, row, isSelected, drawing in
      let candidate = list.matches[index]
      drawing.write(candidate.text, in: row.inset(left: 1).first(textWidth), isSelected ? .selected : .text)
      let note = notes[index - choices.shown.lowerBound]
      drawing.write(note, in: row.inset(left: textWidth + 3), .faint)
    }
  }

  func choices(in area: Rect) -> ChoiceList {
    ChoiceList(in: area, count: list.matches.count, selected: list.selection)
  }

  /// `user  1,561 memories  2d`
  private func note(
    _ candidate: CompletionList.Candidate, _ context: DrawingContext, character: String? = nil
  ) -> String {
    guard let visit = candidate.visit else { return "" }
    let found = visit.memories.map {
      $0.grouped + (visit.isAll ? "" : "+") + ($0 == 1 ? " memory" : " memories")
    }
    return [candidate.origin.map { "\($0)" }, character, found, visit.opened.map(context.age)]
      .compactMap(\.self).joined(separator: "  ")
  }
}

struct PromptLine {
  let prompt: TextPrompt
  let offersAgents: Bool
  /// That a key means nothing here.
  let refusal: String?

  func draw(in layout: Layout, on drawing: inout Drawing) {
    CompletionView(list: prompt.completion).draw(above: layout.status, below: layout.tabs, on: &drawing)
    let isUser = prompt.kind == .user
    let other = isUser ? "an agent" : "a user"
    let keys = drawing.context.keys(in: .prompt)
    let flip = offersAgents || !isUser ? keys.link("\(.flip) for \(other)") : ""
    InputLine(
      label: label, line: prompt.line, problem: refusal ?? problem,
      advice: [keys.link("\(.accept) to confirm"), keys.link("\(.back) to cancel"), flip]
    ).draw(in: layout.status, on: &drawing)
  }

  private var label: String {
    switch (prompt.purpose, prompt.kind) {
    case (.showing, .user): "User id: "
    case (.showing, .agent): "Agent id: "
    case (.comparing, .user): "Compare with user id: "
    case (.comparing, .agent): "Compare with agent id: "
    }
  }

  private var problem: String? {
    switch prompt.problem {
    case .empty: prompt.kind == .agent ? "type the id of an agent" : "type the id of a user"
    case .tooLong(let length): "\(length) characters; the service allows \(Subject.longestID)"
    case .isShown: "these memories are on the screen; choose another user"
    case nil: nil
    }
  }
}

struct QuestionLine {
  let state: BrowserState

  func draw(in row: Rect, on drawing: inout Drawing) {
    guard let question = state.screens.find(QuestionState.self)?.question else { return }
    let answers = drawing.context.keys(in: .question).links("\(.accept) yes", "\(.back) no")
    let text =
      switch question {
      case .loadMore(let calls) where row.width < 60:
        LinkedText("\(calls.grouped) calls\(row.width < 50 ? "" : brieflyRemaining). Continue? ") + answers
      case .loadMore(let calls):
        LinkedText("\(calls.grouped) calls so far\(remaining). Continue? ") + answers
      case .replaceFile(let order):
        LinkedText("Replace it? ") + answers
          + LinkedText("\(drawing.context.glyphs.separator)\(order.path) already exists")
      }
    var bar = Bar(in: row)
    if let refusal = state.refusal(drawing.context) { bar.right(refusal, .failed, on: &drawing) }
    bar.left(text, .notice, on: &drawing)
  }

  private var brieflyRemaining: String { state.callsToGo.map { ", \($0.grouped) more" } ?? "" }

  private var remaining: String {
    guard let more = state.callsToGo else { return " and there is more" }
    return ", \(state.loading.isSearching ? "up to " : "")\(more.grouped) more to go"
  }
}
