import BrowserCore
import Canvas
import MemoryModel

/// A memory in full: a field after the other, its name to the left of its words.
@MainActor struct MemoryView {
  let reading: Reading
  let swapsTimes: Bool
  /// What is searched for.
  let pattern: SearchPattern?
  let context: DrawingContext
  let cache: TextCache

  private static let textStart = 1

  func draw(in area: Rect, on canvas: inout Canvas) {
    let labels = labelWidth(area.width)
    var part = reading.top.part
    var line = reading.top.line
    for row in 0..<area.height {
      while part < reading.fields.count, wrapped(part, area.width).line(line) == nil {
        part += 1
        line = 0
      }
      guard part < reading.fields.count, let text = wrapped(part, area.width).line(line) else { break }
      let y = area.y + row
      let isSelected = part == reading.cursor
      if isSelected {
        canvas.write(context.glyphs.marker, x: area.x, y: y, maxWidth: 1, style: context.theme.marker)
      }
      if line == 0 || row == 0 {
        canvas.write(
          reading.fields[part].name, x: area.x + Self.textStart, y: y, maxWidth: labels - 1,
          style: isSelected ? context.theme.selected : context.theme.label, markStyle: context.theme.mark)
      }
      canvas.write(
        text, x: area.x + Self.textStart + labels, y: y,
        maxWidth: area.width - Self.textStart - labels, style: context.theme.text,
        markStyle: context.theme.mark)
      if SearchedText.covers(reading.fields[part]) {
        let matches = MatchMarks(pattern, context)
        matches.mark(
          wrapped(part, area.width), line: line, x: area.x + Self.textStart + labels, y: y, on: &canvas)
      }
      line += 1
    }
  }

  /// The field that is drawn in a row of the area.
  func field(atRow row: Int, width: Int) -> Int? {
    var part = reading.top.part
    var below = reading.top.line + row
    while part < reading.fields.count {
      let lines = wrapped(part, width).lineCount(limit: below + 1)
      if below < lines { return part }
      below -= lines
      part += 1
    }
    return nil
  }

  /// The words of a field, wrapped; at least one line, also when there are none.
  func wrapped(_ part: Int, _ width: Int) -> WrappedText {
    cache.keep(for: .memory(reading.memory.source, ShownTimes(relative: swapsTimes, context)))
    return cache.wrapped(
      part: part, width: width - Self.textStart - labelWidth(width) - 1, cellWidth: context.cellWidth
    ) {
      reading.fields.indices.contains(part)
        ? reading.fields[part].words(context, relativeTimes: swapsTimes) : ""
    }
  }

  func labelWidth(_ width: Int) -> Int {
    width < 60 ? 13 : 20
  }
}
