import BrowserCore
import Canvas
import MemoryModel

struct MatchMarks {
  private let pattern: SearchPattern?
  /// Longer records are not searched at each draw for a match that is not visible in their row.
  private static let longestRecord = 64 << 10

  init(_ pattern: SearchPattern?) { self.pattern = pattern }

  /// Writes a memory's line: the title in bold, then the text, of a tool memory its experience. If the match is in
  /// neither, its place follows the beginning.
  func write(
    _ memory: Memory, _ details: RowDetails, in row: Rect, _ role: Theme.Role, on drawing: inout Drawing
  ) {
    let experience = memory.category == .tool ? details.experience : nil
    let title = experience == nil ? memory.title : ""
    let text = experience ?? memory.beginning
    let isFallback = memory.category == .tool && experience == nil && role == .text
    let textRole = isFallback ? .faint : role
    let titleRole = role == .text ? .strong : role
    let titleWidth = title.isEmpty ? 0 : drawing.context.columns(title, limit: row.width) + 2
    let place = row.inset(left: titleWidth)
    let inTitle = columns(in: title, width: row.width - 1, drawing.context)
    let inText = columns(in: text, width: place.width - 1, drawing.context)
    guard inTitle.isEmpty, inText.isEmpty, let excerpt = excerpt(of: memory, drawing.context) else {
      drawing.write(title, in: row, titleRole)
      drawing.write(text, in: place, textRole)
      drawing.highlight(inTitle, in: row)
      return drawing.highlight(inText, in: place)
    }
    let beginning = row.first(row.width / 3)
    var used = drawing.write(title, in: beginning, titleRole)
    if titleWidth < beginning.width {
      used = titleWidth + drawing.write(text, in: beginning.inset(left: titleWidth), textRole)
    }
    let rest = row.inset(left: used + 1)
    drawing.write(excerpt, in: rest, role)
    drawing.highlight(columns(in: excerpt, width: rest.width, drawing.context), in: rest)
  }

  /// Marks the matches of a text that was written in a row.
  func mark(_ text: String, in row: Rect, on drawing: inout Drawing) {
    drawing.highlight(columns(in: text, width: row.width, drawing.context), in: row)
  }

  /// The match that a search has come to stands out among the others.
  func draw(
    _ match: TextMatch?, part: Int = 0, of wrapped: WrappedText, line: Int, in row: Rect,
    on drawing: inout Drawing
  ) {
    guard let match, match.part == part, line >= match.line, line <= match.line + 2 else { return }
    drawing.restyle(wrapped.columns(onLine: line, of: [match.range]), in: row, as: .activeTab)
  }

  func draw(_ wrapped: WrappedText, line: Int, in row: Rect, on drawing: inout Drawing) {
    guard let pattern else { return }
    let reach = pattern.text.utf8.count * 2 + 8
    drawing.highlight(wrapped.columns(onLine: line, reach: reach) { pattern.ranges(in: $0) }, in: row)
  }

  private func columns(in text: String, width: Int, _ context: DrawingContext) -> [Range<Int>] {
    guard width > 0, let found = pattern?.ranges(in: text), !found.isEmpty else { return [] }
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
