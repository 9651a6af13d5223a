import BrowserCore
import Canvas
import MemoryModel

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
