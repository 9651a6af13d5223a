import BrowserCore
import Canvas
import MemoryModel

struct EmptyPane {
  let state: BrowserState
  let context: DrawingContext

  func draw(in area: Rect, on drawing: inout Drawing) {
    guard area.width > 4 else { return }
    if state.subject != nil, let failure = state.loading.failure, state.hasFailed(state.category) {
      return FailurePane(state: state, error: failure.error, context: context).draw(in: area, on: &drawing)
    }
    let (text, role) = message
    if state.hasNoMemories { return drawOtherSubjects(text.text, role, in: area, on: &drawing) }
    let page = TextPage(text, width: area.width - 3, context, role)
    let lines = page.wrapped.lineCount(limit: area.height)
    let offers = state.droppableConditions.count
    let room = area.inset(left: 2, right: 1)
    if offers > 0, lines + 2 + offers > area.height {
      // In a low window the offers, which name the conditions, say more than the sentence.
      drawing.write("No \(state.category.pluralNoun) match:", in: room, role)
      return drawOffers(in: area.inset(top: 1), on: &drawing)
    }
    page.draw(in: room.inset(top: 1), on: &drawing)
    drawOffers(in: area.inset(top: 2 + lines), on: &drawing)
  }

  /// `u  another user: memos_user_123, memos_user_456`
  private func drawOtherSubjects(
    _ text: String, _ role: Theme.Role, in area: Rect, on drawing: inout Drawing
  ) {
    let recent = state.otherVisits.filter { $0.memories != 0 }.prefix(Self.mostRecent)
    let names = recent.map {
      LinkedText($0.subject.name(in: state.options.dialect), onClick: .showSubject($0.subject))
    }.joined(separator: ", ")
    let other =
      switch state.otherSubject {
      case .agent: "treat it as an agent id"
      case .user: "treat it as a user id"
      case .cube, nil: ""
      }
    let choices = [
      (keys.link("\(.changeUser)"), LinkedText("another user", keyOf: .changeUser) + names.behind(": ")),
      (keys.link("\(.flip)"), LinkedText(other, keyOf: .flip)),
    ].filter { !$0.0.isEmpty && !$0.1.isEmpty }
    let room = area.inset(left: 2, right: 1)
    let sentence = WrappedText(text, columns: room.width, width: context.cellWidth)
    // The ways out always have their lines.
    let lines = sentence.lineCount(limit: max(1, area.height - choices.count))
    let spare = area.height - lines - choices.count
    drawing.write(sentence, lines: lines, in: room.inset(top: spare > 1 ? 1 : 0), role)
    let start = lines + max(0, min(2, spare))
    let width = choices.map { context.columns($0.0.text) }.max() ?? 0
    for (index, choice) in choices.enumerated() where start + index < area.height {
      let row = room.line(start + index).inset(left: 2)
      drawing.write(choice.0, in: row.first(width), .strong)
      drawing.write(choice.1, in: row.inset(left: width + 2))
    }
  }

  private static let mostRecent = 5

  private func drawOffers(in area: Rect, on drawing: inout Drawing) {
    let offers = state.droppableConditions
    let area = Rect(x: area.x, y: area.y, width: area.width, height: max(1, area.height))
    let list = ChoiceList(
      in: area, count: offers.count, selected: state.filter.droppable,
      top: max(0, state.filter.droppable - area.height + 1)
    )
    list.draw(onClick: ChoiceList.selecting(then: .open), on: &drawing) { index, row, isSelected, drawing in
      drawing.write(
        "\(isSelected ? dropLabel : "drop") \(offers[index].label(context.glyphs))",
        in: row.inset(left: 2, right: 1), isSelected ? .selected : .text)
    }
  }

  private var dropLabel: String {
    let label = keys.part("\(.open) drops")
    return label.isEmpty ? "drop" : label
  }

  private var keys: KeyNames { context.keys(in: .list) }

  private var message: (LinkedText, Theme.Role) {
    let kind = state.category.pluralNoun
    guard let subject = state.subject else {
      return (
        LinkedText("No user selected.") + keys.link("Press \(.changeUser) to choose one.").behind(" "), .text
      )
    }
    let name = subject.name(in: state.options.dialect)
    if let loading = state.loading.request, loading.purpose != .restore, loading.purpose != .watch {
      return (LinkedText("Loading \(kind) of \(name) \(context.glyphs.ellipsis)"), .faint)
    }
    if state.counter.lastPage == 0 {
      return (LinkedText("Nothing is loaded.") + keys.link("Press \(.refresh) to load.").behind(" "), .text)
    }
    if state.list.narrowing != nil, state.store[state.category].count > 0 {
      return (LinkedText("No loaded row matches.") + keys.link("\(.back) shows all rows.").behind(" "), .text)
    }
    guard state.counter.hasEnded(state.category) else {
      return (
        LinkedText(
          "No \(kind) on the pages loaded so far; the service has more. Move down to load the next page."),
        .text
      )
    }
    if state.hasNoMemories {
      return (LinkedText(subject.sentenceOfNoMemories(in: state.options.dialect)), .text)
    }
    if let filter = state.filter.active {
      return (
        LinkedText(
          "No \(kind) of \(name) match \(filter.filter.label(context.glyphs, today: filter.today))."), .text
      )
    }
    if let reported = state.counter.reportedRows(of: state.category), reported > 0 {
      return (
        LinkedText("The service reports \(reported.grouped) \(kind) for \(name) but returned none."), .text
      )
    }
    return (LinkedText("The service has no \(kind) for \(name)."), .text)
  }
}
