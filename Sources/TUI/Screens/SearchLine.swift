import BrowserCore
import Canvas
import MemoryModel

/// Marks what a search found in text that is drawn.
struct MatchMarks {
  let pattern: SearchPattern?
  let context: DrawingContext

  /// A longer record is not looked through at each draw to find what does not show in its row.
  private static let longestLookedThrough = 64 << 10

  init(_ pattern: SearchPattern?, _ context: DrawingContext) {
    self.pattern = pattern
    self.context = context
  }

  /// The line that stands for a memory in the list. Where the match is not in what fits, the beginning is followed by
  /// the place where it is.
  func write(_ memory: Memory, in area: Rect, style: Style, on canvas: inout Canvas) {
    let found = pattern.map { columns(of: $0, in: memory.headline, width: area.width - 1) } ?? []
    if let pattern, found.isEmpty, let excerpt = excerpt(of: memory, pattern) {
      let head = area.width / 3
      let used = canvas.write(
        memory.headline, x: area.x, y: area.y, maxWidth: head, style: style, markStyle: context.theme.mark)
      let rest = Rect(x: area.x + used + 1, y: area.y, width: area.width - used - 1, height: 1)
      canvas.write(
        excerpt, x: rest.x, y: rest.y, maxWidth: rest.width, style: style, markStyle: context.theme.mark)
      mark(columns(of: pattern, in: excerpt, width: rest.width), x: rest.x, y: rest.y, on: &canvas)
      return
    }
    canvas.write(
      memory.headline, x: area.x, y: area.y, maxWidth: area.width, style: style,
      markStyle: context.theme.mark)
    mark(found, x: area.x, y: area.y, on: &canvas)
  }

  func mark(_ wrapped: WrappedText, line: Int, x: Int, y: Int, on canvas: inout Canvas) {
    guard let pattern else { return }
    let reach = pattern.text.utf8.count * 2 + 8
    let found = wrapped.columns(onLine: line, reach: reach) { pattern.ranges(in: $0) }
    mark(found, x: x, y: y, on: &canvas)
  }

  private func mark(_ columns: [Range<Int>], x: Int, y: Int, on canvas: inout Canvas) {
    let match = context.theme.match
    for range in columns {
      canvas.restyle(x: x + range.lowerBound, y: y, width: range.count) { style in
        style.attributes.formUnion(match.attributes)
        if match.foreground != .standard { style.foreground = match.foreground }
        if match.background != .standard { style.background = match.background }
      }
    }
  }

  private func columns(of pattern: SearchPattern, in text: String, width: Int) -> [Range<Int>] {
    let found = pattern.ranges(in: text)
    guard !found.isEmpty else { return [] }
    return VisibleText(text, width: context.cellWidth).columns(of: found, limit: width)
  }

  /// `… in the summer of 2026` with the match near its beginning.
  private func excerpt(of memory: Memory, _ pattern: SearchPattern) -> String? {
    guard memory.source.range.count <= Self.longestLookedThrough else { return nil }
    for field in memory.fields where SearchedText.covers(field) {
      let words = field.words(context, relativeTimes: false)
      guard let found = pattern.ranges(in: words, limit: 1).first else { continue }
      let start = words.utf8.index(words.startIndex, offsetBy: found.lowerBound)
      let before = words[..<start].suffix(8)
      return context.glyphs.ellipsis + before + words[start...].prefix(200)
    }
    return nil
  }
}
