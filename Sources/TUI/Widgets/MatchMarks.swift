import BrowserCore
import Canvas
import MemoryModel

struct MatchMarks {
  private let pattern: SearchPattern?
  /// Longer records are not searched at each draw for a match that is not visible in their row.
  private static let longestRecord = 64 << 10

  init(_ pattern: SearchPattern?) { self.pattern = pattern }

  /// Writes a memory's line. If the match does not fit, its place follows the beginning.
  func write(_ memory: Memory, in row: Rect, _ role: Theme.Role, on drawing: inout Drawing) {
    let found = columns(in: memory.headline, width: row.width - 1, drawing.context)
    guard found.isEmpty, let excerpt = excerpt(of: memory, drawing.context) else {
      drawing.write(memory.headline, in: row, role)
      return drawing.highlight(found, in: row)
    }
    let used = drawing.write(memory.headline, in: row.first(row.width / 3), role)
    let rest = row.inset(left: used + 1)
    drawing.write(excerpt, in: rest, role)
    drawing.highlight(columns(in: excerpt, width: rest.width, drawing.context), in: rest)
  }

  func draw(_ wrapped: WrappedText, line: Int, in row: Rect, on drawing: inout Drawing) {
    guard let pattern else { return }
    let reach = pattern.text.utf8.count * 2 + 8
    drawing.highlight(wrapped.columns(onLine: line, reach: reach) { pattern.ranges(in: $0) }, in: row)
  }

  private func columns(in text: String, width: Int, _ context: DrawingContext) -> [Range<Int>] {
    guard let found = pattern?.ranges(in: text), !found.isEmpty else { return [] }
    return VisibleText(text, width: context.cellWidth).columns(of: found, limit: width)
  }

  /// `… in the summer of 2026` with the match near its beginning.
  private func excerpt(of memory: Memory, _ context: DrawingContext) -> String? {
    guard let pattern, memory.source.range.count <= Self.longestRecord else { return nil }
    for field in memory.fields where SearchedText.includes(field) {
      let text = field.text(context, relativeTimes: false)
      guard let found = pattern.ranges(in: text, limit: 1).first else { continue }
      let start = text.utf8.index(text.startIndex, offsetBy: found.lowerBound)
      return context.glyphs.ellipsis + text[..<start].suffix(8) + text[start...].prefix(200)
    }
    return nil
  }
}
