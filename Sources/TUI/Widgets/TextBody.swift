import BrowserCore
import Canvas
import MemoryModel

/// A text that scrolls by lines: the raw record, the help, the notices.
@MainActor struct TextBody {
  private let context: DrawingContext
  private let cache: TextCache
  private let content: CachedContent

  /// What the text is made from is taken out of the state, which it does not hold on to.
  init(state: BrowserState, context: DrawingContext, cache: TextCache) {
    self.context = context
    self.cache = cache
    content =
      switch state.overlay {
      case .help(let place, _): .help(place, state.options.dialect)
      case .notices: .notices(state.notices)
      default:
        if let sources = state.sources {
          .sources(sources.content, ShownTimes(relative: state.swapsTimes, context))
        } else if let reading = state.reading {
          .raw(reading.memory.source)
        } else {
          .nothing
        }
      }
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
    cache.keep(for: content)
    return cache.wrapped(
      part: 0, width: width - 2, cellWidth: context.cellWidth, hangingIndent: hangingIndent
    ) { text }
  }

  private var hangingIndent: Int {
    if case .sources = content { SourcesText.indent } else { 0 }
  }

  private var text: String {
    switch content {
    case .help(let place, let dialect):
      HelpText(keymap: context.keymap, place: place, dialect: dialect).words
    case .notices(let notices): Self.words(of: notices, context)
    case .sources(let content, let times):
      SourcesText(content: content, context: context, relativeTimes: times != .absolute).words
    case .raw(let source): JSONLayout(source).text
    case .preview, .memory, .nothing: ""
    }
  }

  /// The newest first: `2025-12-01 08:30 +08:00  Page 4 did not come. …`
  private static func words(of notices: [Notice], _ context: DrawingContext) -> String {
    guard !notices.isEmpty else { return "Nothing happened yet that is worth a notice." }
    return notices.reversed().map { "\(context.absolute($0.time))  \($0.sentence)" }
      .joined(separator: "\n")
  }
}

/// Wrapped text of what is open, kept from one draw to the next: wrapping a megabyte again at each key would be
/// felt.
@MainActor final class TextCache {
  private struct Entry {
    let width: Int
    let hangingIndent: Int
    let wrapped: WrappedText
  }

  private var entries: [Int: Entry] = [:]
  private var content: CachedContent?

  /// Forgets what it holds of other content.
  func keep(for content: CachedContent) {
    guard content != self.content else { return }
    self.content = content
    entries = [:]
  }

  /// The text of a part, wrapped to a width. `text` is only called when the part is not there yet.
  func wrapped(
    part: Int, width: Int, cellWidth: CellWidth, hangingIndent: Int = 0, _ text: () -> String
  ) -> WrappedText {
    if let entry = entries[part], entry.width == width, entry.hangingIndent == hangingIndent {
      return entry.wrapped
    }
    let wrapped = WrappedText(
      text(), columns: max(1, width), hangingIndent: hangingIndent, width: cellWidth)
    entries[part] = Entry(width: width, hangingIndent: hangingIndent, wrapped: wrapped)
    return wrapped
  }
}

/// Everything that cached text is made from. It is the content itself and not a name for it: the same id can hold
/// another record after a refresh. Comparing costs little, because unchanged content shares its storage.
enum CachedContent: Equatable {
  case preview(MemorySource, ShownTimes)
  case memory(MemorySource, ShownTimes)
  case raw(MemorySource)
  case sources(SourcesView.Content, ShownTimes)
  case help(Place, Dialect)
  case notices([Notice])
  case nothing
}

/// How times read in a text.
enum ShownTimes: Equatable {
  case absolute
  /// Relative to this minute.
  case relative(to: Timestamp)

  init(relative: Bool, _ context: DrawingContext) {
    self = relative ? .relative(to: context.minute) : .absolute
  }
}
