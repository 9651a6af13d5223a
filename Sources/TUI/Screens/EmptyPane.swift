import BrowserCore
import Canvas
import MemoryModel

/// What the list shows when it has no rows.
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
    drawOffers(in: area.inset(top: 2 + lines), on: &drawing)
  }

  /// Each condition of a filter that matches nothing can be dropped.
  private func drawOffers(in area: Rect, on drawing: inout Drawing) {
    let offers = state.droppableConditions
    let area = Rect(x: area.x, y: area.y, width: area.width, height: max(1, area.height))
    let list = ChoiceList(
      in: area, count: offers.count, selected: state.filter.droppable,
      top: max(0, state.filter.droppable - area.height + 1)
    )
    list.draw(on: &drawing) { index, row, isSelected, drawing in
      drawing.write(
        "\(isSelected ? "Enter drops" : "drop") \(offers[index].words(context.glyphs))",
        in: row.inset(left: 2, right: 1), isSelected ? .selected : .text)
    }
  }

  private var message: (String, Theme.Role) {
    let kind = state.category.title.lowercased()
    let keys = context.keys(in: .list)
    guard let subject = state.subject else {
      return ("No user selected." + keys.part(" Press \(.changeUser)."), .text)
    }
    if let failure = state.loading.failure, state.hasFailed(state.category) {
      let advice =
        keys.part("\n\nPress \(.refresh) to retry")
        + (state.showsOldRows ? keys.part(", \(.back) for the previous filter") : "") + "."
      return ("\(context.glyphs.cross) \(failure.error.sentence)\(advice)", .failed)
    }
    let name = subject.name(in: state.options.dialect)
    if let loading = state.loading.request, loading.purpose != .restore, loading.purpose != .watch {
      return ("Loading \(kind) of \(name) \(context.glyphs.ellipsis)", .faint)
    }
    if state.counter.lastPage == 0 { return ("Nothing loaded." + keys.part(" Press \(.refresh)."), .text) }
    guard state.counter.hasEnded(state.category) else {
      return (
        "No \(kind) on the pages loaded so far, and the service has more pages. Move down to load the next one.",
        .text
      )
    }
    if let filter = state.filter.active {
      return (
        "No \(kind) of \(name) match \(filter.filter.words(context.glyphs, today: filter.today)).", .text
      )
    }
    if let reported = state.counter.reportedRows(of: state.category), reported > 0 {
      return ("The service reports \(reported) \(kind) for \(name) but returned none.", .text)
    }
    return ("The service holds no \(kind) for \(name).", .text)
  }
}

/// Why loading failed, below a list that has rows, with the trace id, until it succeeds.
struct FailureBanner {
  let state: BrowserState
  let context: DrawingContext

  private static let mostLines = 3

  /// Lines that the banner takes at a width, 0 when nothing failed.
  func lines(width: Int) -> Int { page(width: width)?.wrapped.lineCount(limit: Self.mostLines) ?? 0 }

  func draw(in area: Rect, on drawing: inout Drawing) {
    page(width: area.width)?.draw(in: area.inset(left: 1, right: 1), on: &drawing)
  }

  private func page(width: Int) -> TextPage? {
    guard let failure = state.loading.failure, state.hasFailed(state.category), state.rows.count > 0,
      state.reading == nil
    else { return nil }
    let page = "\(context.glyphs.cross) Could not load page \(failure.request.page)"
    let keys = context.keys(in: .list)
    let retry =
      keys.part("\(.refresh) retries") + (state.showsOldRows ? keys.part(", \(.back) goes back") : "")
    let full = "\(page)\(retry.isEmpty ? "" : "; ")\(retry). \(failure.error.sentence)"
    let wrapped = TextPage(full, width: width - 2, context, .failed)
    guard wrapped.wrapped.lineCount(limit: Self.mostLines + 1) > Self.mostLines else { return wrapped }
    // What support asks for matters more than advice.
    let trace = failure.error.traceID.map { "\(context.glyphs.separator)trace \($0)" } ?? ""
    return TextPage(
      "\(page): \(failure.error.shortWords)\(trace). \(retry).", width: width - 2, context, .failed)
  }
}
