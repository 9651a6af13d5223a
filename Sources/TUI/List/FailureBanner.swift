import BrowserCore
import Canvas
import MemoryModel

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
