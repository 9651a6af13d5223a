import BrowserCore
import Canvas
import MemoryModel

/// A text that scrolls by lines: the raw record, the help, the notices.
@MainActor struct TextBody {
  private let context: DrawingContext
  private let cache: TextCache
  private let words: () -> String
  private let hangingIndent: Int

  init(state: BrowserState, context: DrawingContext, cache: TextCache) {
    self.context = context
    self.cache = cache
    hangingIndent = state.place == .sources ? SourcesText.indent : 0
    words = Self.words(of: state, context)
  }

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
    cache.wrapped(
      part: 0, width: width - 2, cellWidth: context.cellWidth, hangingIndent: hangingIndent, words)
  }

  /// Made when it is asked for; what it is made from is taken out of the state, which it does not hold on to.
  private static func words(of state: BrowserState, _ context: DrawingContext) -> () -> String {
    switch state.overlay {
    case .help(let place, _): return { HelpText(keymap: context.keymap, place: place).words }
    case .notices:
      let notices = state.notices
      return { words(of: notices, context) }
    default: break
    }
    if let sources = state.sources {
      let text = SourcesText(view: sources, context: context, relativeTimes: state.swapsTimes)
      return { text.words }
    }
    guard let memory = state.reading?.memory else { return { "" } }
    return { JSONValue.object(memory.record).prettyPrinted() }
  }

  /// The newest first: `2025-12-01 08:30 +08:00  Page 4 did not come. …`
  private static func words(of notices: [Notice], _ context: DrawingContext) -> String {
    guard !notices.isEmpty else { return "Nothing happened yet that is worth a notice." }
    return notices.reversed().map { "\(context.absolute($0.time))  \($0.sentence)" }
      .joined(separator: "\n")
  }
}
