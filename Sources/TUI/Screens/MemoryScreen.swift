import BrowserCore
import Canvas
import MemoryModel

@MainActor struct MemoryScreen: ScreenView {
  // Not the state itself, see `lineCounter`.
  let reading: Reading
  let swapsTimes: Bool
  let marks: MatchMarks
  let context: DrawingContext
  let cache: TextCache

  func draw(in layout: Layout, on drawing: inout Drawing) {
    drawing.write(reading.status.label ?? "", in: layout.body.inset(left: 1, right: 1), .notice)
    let area = layout.text
    let labels = labelWidth(area.width)
    for (index, line) in rows(in: area).enumerated() {
      let row = area.line(index)
      let field = reading.fields[line.part]
      let isSelected = line.part == reading.cursor
      if isSelected { drawing.mark(row) }
      if line.line == 0 || index == 0 {
        drawing.write(field.name, in: row.inset(left: 1).first(labels - 1), isSelected ? .selected : .label)
      }
      let place = row.inset(left: 1 + labels)
      let text = wrapped(line.part, area.width)
      drawing.write(text.line(line.line) ?? "", in: place)
      if SearchedText.includes(field) { marks.draw(text, line: line.line, in: place, on: &drawing) }
    }
  }

  func click(_ report: MouseReport, in layout: Layout) -> BrowserCommand? {
    let rows = rows(in: layout.text)
    let row = report.y - layout.text.y
    return rows.indices.contains(row) ? .select(rows[row].part) : nil
  }

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

  private func wrapped(_ part: Int, _ width: Int) -> WrappedText {
    let content = CachedContent.memory(reading.memory.source, minute: swapsTimes ? context.minute : nil)
    return cache.wrapped(content, part: part, width: width - labelWidth(width) - 2, context) {
      reading.fields.indices.contains(part)
        ? reading.fields[part].text(context, relativeTimes: swapsTimes) : ""
    }
  }

  private func labelWidth(_ width: Int) -> Int { width < 60 ? 13 : 20 }
}

extension TextScreen {
  static func raw(_ state: BrowserState, _ context: DrawingContext, _ cache: TextCache) -> TextScreen? {
    guard let reading = state.reading, let raw = state.screens.find(RawState.self) else { return nil }
    let source = reading.memory.source
    return TextScreen(
      content: .raw(source), top: raw.top, status: reading.status.label, context: context, cache: cache
    ) { JSONLayout(source).text }
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

extension TextScreen {
  static func sources(_ state: BrowserState, _ context: DrawingContext, _ cache: TextCache) -> TextScreen? {
    guard let sources = state.sources else { return nil }
    let text = SourcesText(content: sources.content, context: context, relativeTimes: state.list.swapsTimes)
    return TextScreen(
      content: .sources(sources.content, minute: state.list.swapsTimes ? context.minute : nil),
      top: sources.top,
      status: sources.statusLabel(context.keys(in: .sources)), hangingIndent: SourcesText.indent,
      context: context, cache: cache
    ) { text.text }
  }
}

/// The messages that a memory came from: `─── user · 2026-03-17 10:00 +08:00`, then the message.
private struct SourcesText {
  let content: SourcesView.Content
  let context: DrawingContext
  let relativeTimes: Bool
  /// Of each message, also where a line wraps, so that no line of it can pass for a heading.
  static let indent = 2

  var text: String {
    switch content {
    case .loading: "No sources in this row. Loading the full memory \(context.glyphs.ellipsis)"
    case .failed(let error) where error.isUnknownMemory:
      "The service no longer has this memory, and so no sources."
        + (error.traceID.map { "\(context.glyphs.separator)trace \($0)" } ?? "") + advice
    case .failed(let error): "Could not load the sources. \(error.sentence)\(advice)"
    case .messages([]): "The service has no source messages for this memory."
    case .messages(let messages): messages.map(text).joined(separator: "\n\n")
    }
  }

  private var advice: String {
    let advice = context.keys(in: .sources).list("Press \(.refresh) to retry", "\(.back) to go back")
    return advice.isEmpty ? "" : "\n\n\(advice)."
  }

  private func text(_ message: SourceMessage) -> String {
    let rule = String(repeating: context.glyphs.horizontal, count: 3)
    let heading = [message.role ?? "message", message.time.map(text)].compactMap(\.self)
      .joined(separator: context.glyphs.separator)
    let others = message.others.map { "\($0.key): \($0.value.plainText ?? $0.value.encoded())" }
    // By bytes: splitting a hundred thousand messages by characters is slow.
    let said = message.text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
      .map { String(Substring($0.last == 0x0D ? $0.dropLast() : $0)) }
    let lines = (said + others).map { String(repeating: " ", count: Self.indent) + $0 }
    return (["\(rule) \(heading.split(whereSeparator: \.isNewline).joined(separator: " "))"] + lines)
      .joined(separator: "\n")
  }

  private func text(_ time: JSONValue) -> String {
    guard let moment = Timestamp(time, zone: context.serverZone) else {
      return time.plainText ?? time.encoded()
    }
    return relativeTimes ? context.relative(moment) : context.absolute(moment)
  }
}
