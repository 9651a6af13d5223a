import BrowserCore
import Canvas
import MemoryModel

/// A text that scrolls by lines: the raw record, the help, the notices.
@MainActor struct TextBody {
  let state: BrowserState
  let context: DrawingContext
  let cache: TextCache

  func draw(from top: Int, in area: Rect, on canvas: inout Canvas) {
    let wrapped = wrapped(width: area.width)
    for row in 0..<area.height {
      guard let text = wrapped.line(top + row) else { break }
      canvas.write(
        text, x: area.x + 1, y: area.y + row, maxWidth: area.width - 2, style: context.theme.text,
        markStyle: context.theme.mark)
    }
  }

  func wrapped(width: Int) -> WrappedText {
    cache.wrapped(part: 0, width: width - 2, cellWidth: context.cellWidth) { words }
  }

  private var words: String {
    switch state.overlay {
    case .help(let place, _): HelpText(keymap: context.keymap, place: place).words
    case .notices: notices
    default:
      state.sources.map {
        SourcesText(view: $0, context: context, relativeTimes: state.swapsTimes).words
      } ?? raw
    }
  }

  private var raw: String {
    guard let reading = state.reading else { return "" }
    return JSONValue.object(reading.memory.record).prettyPrinted()
  }

  /// The newest first: `2025-12-01 08:30 +08:00  Page 4 did not come. …`
  private var notices: String {
    guard !state.notices.isEmpty else { return "Nothing happened yet that is worth a notice." }
    return state.notices.reversed().map { "\(context.absolute($0.time))  \($0.sentence)" }
      .joined(separator: "\n")
  }
}
