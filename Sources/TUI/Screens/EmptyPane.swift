import BrowserCore
import Canvas
import MemoryModel

/// What stands where rows would be.
struct EmptyPane {
  let state: BrowserState
  let context: DrawingContext

  func draw(in area: Rect, on canvas: inout Canvas) {
    guard area.width > 4 else { return }
    let (words, style) = words
    let wrapped = WrappedText(words, columns: area.width - 3, width: context.cellWidth)
    let lines = wrapped.lineCount(limit: area.height)
    let offers = state.droppableConditions.count
    if offers > 0, lines + 2 + offers > area.height {
      // In a low window the offers, which name the conditions, are worth more than the sentence.
      canvas.write(
        "No \(state.category.title.lowercased()) match:", x: 2, y: area.y, maxWidth: area.width - 3,
        style: style)
      return drawOffers(from: area.y + 1, in: area, on: &canvas)
    }
    for line in 0..<max(0, area.height - 1) {
      guard let text = wrapped.line(line) else { break }
      canvas.write(
        text, x: 2, y: area.y + 1 + line, maxWidth: area.width - 3, style: style,
        markStyle: context.theme.mark)
    }
    drawOffers(from: area.y + 2 + lines, in: area, on: &canvas)
  }

  /// Each condition of a filter that matches nothing can be dropped by itself.
  private func drawOffers(from top: Int, in area: Rect, on canvas: inout Canvas) {
    let offers = state.droppableConditions
    let room = max(1, area.y + area.height - top)
    let first = max(0, state.droppable - room + 1)
    for index in first..<max(first, min(offers.count, first + room)) {
      let isSelected = index == state.droppable
      let y = top + index - first
      if isSelected {
        canvas.write(context.glyphs.marker, x: 0, y: y, maxWidth: 1, style: context.theme.marker)
      }
      canvas.write(
        "\(isSelected ? "Enter drops" : "drop") \(offers[index].words(context.glyphs))", x: 2, y: y,
        maxWidth: area.width - 3, style: isSelected ? context.theme.selected : context.theme.text,
        markStyle: context.theme.mark)
    }
  }

  private var words: (String, Style) {
    let kind = state.category.title.lowercased()
    guard let subject = state.subject else {
      return ("No user yet: u asks for one.", context.theme.text)
    }
    if let failure = state.failure, state.hasFailed(state.category) {
      let back = state.showsOldRows ? ", Esc goes back to the old filter" : ""
      let words = "\(context.glyphs.cross) \(failure.error.sentence)\n\nr asks again\(back)."
      return (words, context.theme.failed)
    }
    if let loading = state.loading, loading.purpose != .restore, loading.purpose != .watch {
      return (
        "Loading \(kind) of \(subject.name(in: state.options.dialect)) \(context.glyphs.ellipsis)",
        context.theme.faint
      )
    }
    if state.counter.lastPage == 0 {
      return ("Nothing was loaded: r loads.", context.theme.text)
    }
    guard state.counter.hasEnded(state.category) else {
      return (
        "No \(kind) on the pages loaded so far, and the service has more pages. Move down to load the next one.",
        context.theme.text
      )
    }
    let whose = subject.name(in: state.options.dialect)
    if let filter = state.filter {
      return (
        "No \(kind) of \(whose) match \(filter.filter.words(context.glyphs, today: filter.today)).",
        context.theme.text
      )
    }
    if let reported = state.counter.reportedRows(of: state.category), reported > 0 {
      return ("The service reports \(reported) \(kind) for \(whose) but returned none.", context.theme.text)
    }
    return ("The service holds no \(kind) for \(whose).", context.theme.text)
  }
}

/// What went wrong with a pane that has rows: in words, with the trace id, for as long as it is so.
struct FailureBanner {
  let state: BrowserState
  let context: DrawingContext

  private static let mostLines = 3

  /// Lines that the banner takes at a width, 0 when nothing failed.
  func lines(width: Int) -> Int {
    wrapped(width: width)?.lineCount(limit: Self.mostLines) ?? 0
  }

  func draw(in area: Rect, on canvas: inout Canvas) {
    guard area.height > 0, let wrapped = wrapped(width: area.width) else { return }
    for line in 0..<area.height {
      guard let text = wrapped.line(line) else { break }
      canvas.write(
        text, x: 1, y: area.y + line, maxWidth: area.width - 2, style: context.theme.failed,
        markStyle: context.theme.mark)
    }
  }

  private func wrapped(width: Int) -> WrappedText? {
    guard let failure = state.failure, state.hasFailed(state.category), state.rows.count > 0,
      state.reading == nil
    else { return nil }
    let page = "\(context.glyphs.cross) Page \(failure.request.page)"
    let back = state.showsOldRows ? ", Esc goes back to the old filter" : ""
    let full = wrap("\(page) did not come; r asks again\(back). \(failure.error.sentence)", width)
    guard full.lineCount(limit: Self.mostLines + 1) > Self.mostLines else { return full }
    let shortBack = state.showsOldRows ? ", Esc goes back" : ""
    // What support asks for matters more than advice.
    let trace = failure.error.traceID.map { " \(context.glyphs.dot) trace \($0)" } ?? ""
    return wrap("\(page) did not come: \(failure.error.shortWords)\(trace). r asks again\(shortBack).", width)
  }

  private func wrap(_ words: String, _ width: Int) -> WrappedText {
    WrappedText(words, columns: max(1, width - 2), width: context.cellWidth)
  }
}
