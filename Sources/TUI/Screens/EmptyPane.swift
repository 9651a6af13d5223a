import BrowserCore
import Canvas
import MemoryModel

struct EmptyPane {
  let state: BrowserState
  let context: DrawingContext

  func draw(in area: Rect, on drawing: inout Drawing) {
    guard area.width > 4 else { return }
    let (text, role) = message
    let page = TextPage(text, width: area.width - 3, context, role)
    let lines = page.wrapped.lineCount(limit: area.height)
    let offers = state.droppableConditions.count
    let room = area.inset(left: 2, right: 1)
    if offers > 0, lines + 2 + offers > area.height {
      // In a low window the offers, which name the conditions, say more than the sentence.
      drawing.write("No \(state.category.title.lowercased()) match:", in: room, role)
      return drawOffers(in: area.inset(top: 1), on: &drawing)
    }
    page.draw(in: room.inset(top: 1), on: &drawing)
    if state.hasNoMemories { return drawOtherSubjects(in: area.inset(top: 2 + lines), on: &drawing) }
    drawOffers(in: area.inset(top: 2 + lines), on: &drawing)
  }

  /// `u  another user: memos_user_123, memos_user_456`
  private func drawOtherSubjects(in area: Rect, on drawing: inout Drawing) {
    let recent = state.otherVisits.prefix(Self.mostRecent)
    let names = recent.map { $0.subject.name(in: state.options.dialect) }.joined(separator: ", ")
    let other =
      switch state.otherSubject {
      case .agent: "treat it as an agent id"
      case .user: "treat it as a user id"
      case .cube, nil: ""
      }
    let choices = [
      (keys.part("\(.changeUser)"), "another user" + (names.isEmpty ? "" : ": \(names)")),
      (keys.part("\(.flip)"), other),
    ].filter { !$0.0.isEmpty && !$0.1.isEmpty }
    let width = choices.map { context.columns($0.0) }.max() ?? 0
    for (index, choice) in choices.enumerated() where index < area.height {
      let row = area.line(index).inset(left: 4, right: 1)
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
    list.draw(on: &drawing) { index, row, isSelected, drawing in
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

  private var message: (String, Theme.Role) {
    let kind = state.category.title.lowercased()
    guard let subject = state.subject else {
      return ("No user selected." + keys.part(" Press \(.changeUser) to choose one."), .text)
    }
    if let failure = state.loading.failure, state.hasFailed(state.category) {
      let advice = state.failureAdvice(keys)
      let sentence = "\(context.glyphs.cross) \(failure.error.sentence)"
      return (sentence + (advice.isEmpty ? "" : "\n\n\(advice)"), .failed)
    }
    let name = subject.name(in: state.options.dialect)
    if let loading = state.loading.request, loading.purpose != .restore, loading.purpose != .watch {
      return ("Loading \(kind) of \(name) \(context.glyphs.ellipsis)", .faint)
    }
    if state.counter.lastPage == 0 {
      return ("Nothing is loaded." + keys.part(" Press \(.refresh) to load."), .text)
    }
    if state.list.narrowing != nil, state.store[state.category].count > 0 {
      return ("No loaded row matches." + keys.part(" \(.back) shows all rows."), .text)
    }
    guard state.counter.hasEnded(state.category) else {
      return (
        "No \(kind) on the pages loaded so far; the service has more. Move down to load the next page.",
        .text
      )
    }
    if state.hasNoMemories {
      return (
        "No memories for \"\(name)\".\nA mistyped id looks the same: the service gives the same answer.",
        .text
      )
    }
    if let filter = state.filter.active {
      return (
        "No \(kind) of \(name) match \(filter.filter.label(context.glyphs, today: filter.today)).", .text
      )
    }
    if let reported = state.counter.reportedRows(of: state.category), reported > 0 {
      return ("The service reports \(reported) \(kind) for \(name) but returned none.", .text)
    }
    return ("The service has no \(kind) for \(name).", .text)
  }
}

struct FailureBanner {
  let state: BrowserState
  let context: DrawingContext
  private static let mostLines = 3

  func lines(width: Int) -> Int { page(width: width)?.wrapped.lineCount(limit: Self.mostLines) ?? 0 }

  func draw(in area: Rect, on drawing: inout Drawing) {
    page(width: area.width)?.draw(in: area.inset(left: 1, right: 1), on: &drawing)
  }

  private func page(width: Int) -> TextPage? {
    guard let failure = state.loading.failure, state.hasFailed(state.category), state.rows.count > 0,
      state.reading == nil
    else { return nil }
    let (error, number, cross) = (failure.error, failure.request.page, context.glyphs.cross)
    let advice = state.failureAdvice(context.keys(in: .list))
    let part = advice.isEmpty ? "" : " " + advice
    let full = TextPage(
      "\(cross) \(error.sentence(page: number, advice: part))", width: width - 2, context, .failed)
    guard full.wrapped.lineCount(limit: Self.mostLines + 1) > Self.mostLines else { return full }
    // The trace id, which support asks for, matters more than an explanation.
    let trace = error.traceID.map { "\(context.glyphs.separator)trace \($0)" } ?? ""
    return TextPage(
      "\(cross) Could not load page \(number): \(error.label)\(trace).\(part)", width: width - 2, context,
      .failed)
  }
}

extension BrowserState {
  /// `Press r to retry, Esc for the old filter.`
  fileprivate func failureAdvice(_ keys: KeyNames) -> String {
    let advice =
      showsOldRows
      ? keys.list("Press \(.refresh) to retry", "\(.back) for the old filter")
      : keys.part("Press \(.refresh) to retry")
    return advice.isEmpty ? "" : advice + "."
  }
}
