import MemoryModel

/// What an update needs to know besides the state: the time, and how the screen measures a state.
/// BrowserCore knows no clock and no screen, so whoever draws provides both.
public struct UpdateContext {
  public let now: Timestamp
  /// Of the screen that a person saw when the event came.
  public let sizes: ViewSizes
  /// Measures the text of a state as it is now: a measurement from before a change says nothing about it.
  public let measure: (BrowserState) -> Measurement

  public init(now: Timestamp, sizes: ViewSizes, measure: @escaping (BrowserState) -> Measurement) {
    self.now = now
    self.sizes = sizes
    self.measure = measure
  }
}

public struct ViewSizes: Sendable, Hashable {
  public let listRows: Int
  /// Lines of an open memory, of raw JSON, of help or messages.
  public let textLines: Int
  public let previewLines: Int

  public init(listRows: Int, textLines: Int, previewLines: Int) {
    self.listRows = max(1, listRows)
    self.textLines = max(1, textLines)
    self.previewLines = max(0, previewLines)
  }
}

public struct Measurement {
  public let sizes: ViewSizes
  /// The lines of one part of the open text (a field of the memory, or part 0 of anything else), counted up to the
  /// limit, so that a megabyte costs no more than what is needed.
  public let lineCount: (_ part: Int, _ limit: Int) -> Int
  public let previewLineCount: (_ limit: Int) -> Int
  /// The line of the preview's text with the first match of the search.
  public let previewMatchLine: () -> Int?
  /// The matches in the text that is shown. With false only those in fields that a search of the list reads.
  public let matches: (_ pattern: SearchPattern, _ everywhere: Bool) -> [TextMatch]
  public let paletteCount: () -> Int
  public let paletteEntry: (_ index: Int) -> PaletteEntry?

  public init(
    sizes: ViewSizes, lineCount: @escaping (_ part: Int, _ limit: Int) -> Int = { _, _ in 1 },
    previewLineCount: @escaping (_ limit: Int) -> Int = { _ in 0 },
    previewMatchLine: @escaping () -> Int? = { nil },
    matches: @escaping (_ pattern: SearchPattern, _ everywhere: Bool) -> [TextMatch] = { _, _ in [] },
    paletteCount: @escaping () -> Int = { 0 },
    paletteEntry: @escaping (_ index: Int) -> PaletteEntry? = { _ in nil }
  ) {
    self.sizes = sizes
    self.lineCount = lineCount
    self.previewLineCount = previewLineCount
    self.previewMatchLine = previewMatchLine
    self.matches = matches
    self.paletteCount = paletteCount
    self.paletteEntry = paletteEntry
  }
}
