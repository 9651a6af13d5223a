/// Measures the screen for a state.
public typealias Measure = (BrowserState) -> Viewport

/// The sizes that an update needs, worked out by whoever draws: BrowserCore knows no screen.
public struct Viewport {
  /// Rows of memories that the list shows.
  public var listRows: Int
  /// Lines that the open memory, raw view, help or notices show.
  public var textLines: Int
  /// Lines that the preview shows, 0 without one.
  public var previewLines: Int
  /// The lines of one part of the text that is open (a field of the memory, or part 0 of anything else), counted
  /// up to the limit: a megabyte costs no more than what is asked for.
  public var lineCount: (_ part: Int, _ limit: Int) -> Int
  /// The lines of the preview's text, counted up to the limit.
  public var previewLineCount: (_ limit: Int) -> Int
  /// What the palette found for its text, best first: how many, and one of them.
  public var paletteCount: () -> Int
  public var paletteEntry: (_ index: Int) -> PaletteEntry?

  public init(
    listRows: Int, textLines: Int, previewLines: Int,
    lineCount: @escaping (_ part: Int, _ limit: Int) -> Int = { _, _ in 1 },
    previewLineCount: @escaping (_ limit: Int) -> Int = { _ in 0 },
    paletteCount: @escaping () -> Int = { 0 },
    paletteEntry: @escaping (_ index: Int) -> PaletteEntry? = { _ in nil }
  ) {
    self.listRows = max(1, listRows)
    self.textLines = max(1, textLines)
    self.previewLines = max(0, previewLines)
    self.lineCount = lineCount
    self.previewLineCount = previewLineCount
    self.paletteCount = paletteCount
    self.paletteEntry = paletteEntry
  }
}
