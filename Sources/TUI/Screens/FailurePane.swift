import BrowserCore
import Canvas
import MemoryModel

/// A pane that could not be loaded: what happened, what to do, and the keys for it.
struct FailurePane {
  let state: BrowserState
  let error: ServiceError
  let context: DrawingContext

  func draw(in area: Rect, on drawing: inout Drawing) {
    let room = area.inset(left: 2, right: 1)
    let what = WrappedText(
      "\(context.glyphs.cross) \(error.whatHappened)", columns: room.width, width: context.cellWidth)
    let advice = WrappedText(error.whatToDo, columns: room.width - 2, width: context.cellWidth)
    // The keys always have their line.
    let free = max(0, area.height - 1)
    let adviceLines = error.whatToDo.isEmpty ? 0 : advice.lineCount(limit: free)
    let whatLines = what.lineCount(limit: max(1, free - min(1, adviceLines)))
    let shownAdvice = min(adviceLines, max(0, free - whatLines))
    let keys = keys(width: room.width - 2)
    let trace = error.shownTrace.map { "trace \($0)" } ?? ""
    let traceStart = keys.isEmpty ? 0 : context.columns(keys.text) + 3
    var spare = free - whatLines - shownAdvice
    // A whole id is worth a line.
    let isTraceBelow = spare > 0 && traceStart + context.columns(trace) > room.width - 2
    if isTraceBelow { spare -= 1 }
    var place = room.inset(top: spare > 1 ? 1 : 0)
    drawing.write(what, lines: whatLines, in: place, .failed)
    place = place.inset(top: whatLines)
    drawing.write(advice, lines: shownAdvice, in: place.inset(left: 2))
    place = place.inset(top: shownAdvice + (spare > 0 ? 1 : 0))
    let row = place.inset(left: 2).line(0)
    drawing.write(keys, in: row, keys: .hintKey)
    drawing.write(trace, in: isTraceBelow ? place.line(1) : row.inset(left: traceStart), .faint)
  }

  /// `r  try again    !  notices`
  private func keys(width: Int) -> LinkedText {
    context.keys(in: .list).links(
      "\(.refresh)  try again", state.showsOldRows ? "\(.back)  old filter" : "", "\(.showNotices)  notices",
      separator: width < 50 ? "  " : "    ")
  }
}

/// Above the last line, where the pane has rows to show: why the next ones could not be loaded.
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
    let keys = context.keys(in: .list)
    let advice = keys.links(
      "Press \(.refresh) to retry", state.showsOldRows ? "\(.back) for the old filter" : "")
    let part = advice.isEmpty ? advice : LinkedText(" ") + advice + "."
    let full = TextPage(
      LinkedText("\(cross) Could not load page \(number).") + part + LinkedText(" \(error.sentence)"),
      width: width - 2, context, .failed)
    guard full.wrapped.lineCount(limit: Self.mostLines + 1) > Self.mostLines else { return full }
    // The trace id, which support asks for, matters more than an explanation.
    let trace = error.shownTrace.map { "\(context.glyphs.separator)trace \($0)" } ?? ""
    return TextPage(
      LinkedText("\(cross) Could not load page \(number): \(error.label)\(trace).") + part, width: width - 2,
      context, .failed)
  }
}
