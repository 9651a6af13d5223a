import BrowserCore
import Canvas

/// What could be meant, a line each, with its count and where it is from: `▌Payment   12  used lately`.
struct CompletionView {
  let list: CompletionList
  let context: DrawingContext

  private static let mostLines = 8

  /// Over the full width, just above a line that is typed; what stands under it is covered.
  func draw(above line: Rect, below top: Rect, on canvas: inout Canvas) {
    let room = line.y - top.y - 2
    let height = min(Self.mostLines, list.matches.count, room)
    guard height > 0 else { return }
    let rule = Rect(x: 0, y: line.y - height - 1, width: line.width, height: 1)
    canvas.write(
      String(repeating: context.glyphs.horizontal, count: rule.width), x: 0, y: rule.y,
      style: context.theme.faint)
    draw(in: Rect(x: 0, y: rule.y + 1, width: line.width, height: height), on: &canvas)
  }

  /// In a rectangle of its own, which is cleared first.
  func draw(in area: Rect, on canvas: inout Canvas) {
    canvas.fill(area)
    let matches = list.matches
    let first = first(height: area.height)
    let shown = matches[first..<min(matches.count, first + area.height)]
    let texts = shown.map { VisibleText($0.text, width: context.cellWidth).columns(limit: area.width) }
    let notes = shown.map(note)
    let noteWidth = notes.map(\.count).max() ?? 0
    let textWidth = min(texts.max() ?? 0, max(8, area.width - noteWidth - 4))
    for (line, candidate) in shown.enumerated() {
      let y = area.y + line
      let isSelected = first + line == list.selection
      if isSelected {
        canvas.write(context.glyphs.marker, x: area.x, y: y, maxWidth: 1, style: context.theme.marker)
      }
      canvas.write(
        candidate.text, x: area.x + 1, y: y, maxWidth: min(textWidth, area.width - 1),
        style: isSelected ? context.theme.selected : context.theme.text, markStyle: context.theme.mark)
      let noteStart = textWidth + 3
      canvas.write(
        notes[line], x: area.x + noteStart, y: y, maxWidth: max(0, area.width - noteStart),
        style: context.theme.faint)
    }
  }

  /// The candidate in the first line, so that the selected one is in sight.
  func first(height: Int) -> Int {
    max(0, min((list.selection ?? 0) - height / 2, list.matches.count - height))
  }

  private func note(_ candidate: CompletionList.Candidate) -> String {
    [candidate.count.map(String.init), candidate.origin?.words].compactMap(\.self).joined(separator: "  ")
  }
}

extension CompletionList.Origin {
  fileprivate var words: String {
    switch self {
    case .user: "user"
    case .agent: "agent"
    case .usedLately: "used lately"
    }
  }
}
