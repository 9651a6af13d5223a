import Canvas

/// Wrapped text of what is open, kept from one draw to the next: wrapping a megabyte again at each key would be
/// felt.
@MainActor final class TextCache {
  private struct Entry {
    let width: Int
    let wrapped: WrappedText
  }

  private var entries: [Int: Entry] = [:]
  private var owner = ""

  /// Forgets what it holds for another owner: another memory, another view.
  func keep(for owner: String) {
    guard owner != self.owner else { return }
    self.owner = owner
    entries = [:]
  }

  /// The text of a part, wrapped to a width. `text` is only called when the part is not there yet.
  func wrapped(
    part: Int, width: Int, cellWidth: CellWidth, hangingIndent: Int = 0, _ text: () -> String
  ) -> WrappedText {
    if let entry = entries[part], entry.width == width { return entry.wrapped }
    let wrapped = WrappedText(
      text(), columns: max(1, width), hangingIndent: hangingIndent, width: cellWidth)
    entries[part] = Entry(width: width, wrapped: wrapped)
    return wrapped
  }
}
