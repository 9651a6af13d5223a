import BrowserCore
import Canvas
import MemoryModel

@MainActor struct MemoryScreen: ScreenView {
  // Not the state itself, see `lineCounter`.
  let reading: Reading
  let place: String?
  let swapsTimes: Bool
  let marks: MatchMarks
  let context: DrawingContext
  let cache: TextCache

  func draw(in layout: Layout, on drawing: inout Drawing) {
    let area = layout.text
    let labels = labelWidth(area.width)
    let rows = rows(in: area)
    MemoryTitle(reading: reading, place: place, swapsTimes: swapsTimes, marks: marks, context: context)
      .draw(position(of: rows, area.width), in: layout.title, on: &drawing)
    for (index, line) in rows.enumerated() {
      let row = area.line(index)
      let field = reading.fields[line.part]
      let isSelected = line.part == reading.cursor
      drawing.onClick(.select(line.part), in: row)
      if isSelected { drawing.mark(row) }
      if line.line == 0 || index == 0 {
        drawing.write(field.name, in: row.inset(left: 1).first(labels - 1), isSelected ? .selected : .label)
      }
      let place = row.inset(left: 1 + labels)
      let (text, styled) = self.styled(line.part, area.width)
      drawing.write(text.line(line.line) ?? "", in: place)
      drawing.style(styled, of: text, line: line.line, in: place)
      if reading.inside != nil || SearchedText.includes(field) {
        marks.draw(text, line: line.line, in: place, on: &drawing)
      }
      marks.draw(
        reading.inside?.current, part: line.part, of: text, line: line.line, in: place, on: &drawing)
    }
  }

  func matchFinder(in layout: Layout) -> MatchFinder {
    { pattern, everywhere in
      var matches: [TextMatch] = []
      for (part, field) in reading.fields.enumerated() where everywhere || SearchedText.includes(field) {
        // Most fields have no match and need not be wrapped.
        let mayMatch =
          reading.changes[part] != nil || pattern.matches(field.text(context, relativeTimes: swapsTimes))
        guard matches.count < Self.mostMatches, mayMatch else { continue }
        matches += wrapped(part, layout.text.width).matches(pattern, part: part)
      }
      return matches
    }
  }

  private static let mostMatches = 10_000

  func lineCounter(in layout: Layout) -> LineCounter {
    { part, limit in max(1, wrapped(part, layout.text.width).lineCount(limit: limit)) }
  }

  private func rows(in area: Rect) -> [TextAnchor] {
    var rows: [TextAnchor] = []
    var next = reading.top
    while rows.count < area.height, next.part < reading.fields.count {
      if wrapped(next.part, area.width).lineCount(limit: next.line + 1) > next.line {
        rows.append(next)
        next.line += 1
      } else {
        next = TextAnchor(part: next.part + 1)
      }
    }
    return rows
  }

  /// Which of all lines are on the screen; of a memory with very many fields, which of its fields.
  private func position(of rows: [TextAnchor], _ width: Int) -> LinePosition {
    guard let first = rows.first, let last = rows.last else {
      return LinePosition(first: 0, last: 0, total: 0)
    }
    let count = reading.fields.count
    guard count <= Self.mostFieldsCounted else {
      return LinePosition(noun: "fields", first: first.part + 1, last: last.part + 1, total: count)
    }
    var total = (0..<first.part).reduce(0) { $0 + wrapped($1, width).lineCount() }
    let start = total + first.line + 1
    let limit = start + rows.count + LinePosition.mostCounted
    for part in first.part..<count where total < limit {
      total += wrapped(part, width).lineCount(limit: limit - total)
    }
    return LinePosition(first: start, last: start + rows.count - 1, total: total, isComplete: total < limit)
  }

  private static let mostFieldsCounted = 1_000

  private func wrapped(_ part: Int, _ width: Int) -> WrappedText { styled(part, width).wrapped }

  private func styled(_ part: Int, _ width: Int) -> (wrapped: WrappedText, styled: StyledText) {
    let content = CachedContent.memory(
      reading.memory.source, earlier: reading.earlier?.source, minute: swapsTimes ? context.minute : nil)
    let columns = width - labelWidth(width) - 2
    return cache.styled(content, part: part, width: columns, context) {
      guard reading.fields.indices.contains(part) else { return StyledText() }
      if let change = reading.changes[part] {
        return ChangedField(change, relativeTimes: swapsTimes, context).text(columns: columns)
      }
      return StyledText(reading.fields[part].text(context, relativeTimes: swapsTimes))
    }
  }

  private func labelWidth(_ width: Int) -> Int { width < 60 ? 13 : 20 }
}

extension TextScreen {
  static func raw(_ state: BrowserState, _ context: DrawingContext, _ cache: TextCache) -> TextScreen? {
    guard let reading = state.reading, let raw = state.screens.find(RawState.self) else { return nil }
    let source = reading.memory.source
    return TextScreen(
      content: .raw(source), top: raw.top,
      title: ["Raw JSON of \(reading.title)", state.placeOfReading]
        .compactMap(\.self).joined(separator: context.glyphs.separator), status: reading.status.label,
      context: context, cache: cache
    ) { _ in MarkedText(JSONLayout(source).text) }
  }
}

/// One memory as plain text: its text, and below it every other field, a name and a value a line.
public struct MemorySheet {
  /// Nothing in it can control a terminal; it ends with a line end.
  public let text: String

  /// - Parameter record: as `GET get/memory/{id}` returns it, or as it is in a page.
  public init(_ record: JSONObject, _ context: DrawingContext) {
    let category = MemoryCategory(of: record.withMetadataMembers)
    let record = record.withCloudNames(category).withMetadataMembers
    let fields = Memory.fields(of: record, in: category)
    func clean(_ text: String) -> String { VisibleText.printable(text, width: context.cellWidth) }
    /// On one line: no name can look like two fields.
    func name(_ field: MemoryField) -> String {
      VisibleText(field.name, width: context.cellWidth).map(\.text).joined()
    }
    let width = min(24, fields.dropFirst().map { context.columns(name($0)) }.max() ?? 0)
    var lines = fields.first.map { [clean($0.text(context, relativeTimes: false)), ""] } ?? []
    for field in fields.dropFirst() {
      let label = name(field)
      let padding = String(repeating: " ", count: max(0, width - context.columns(label)) + 2)
      let value = clean(field.text(context, relativeTimes: false))
      lines.append(
        label + padding + value.replacing("\n", with: "\n" + String(repeating: " ", count: width + 2)))
    }
    text = lines.joined(separator: "\n") + "\n"
  }
}
