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

/// One memory as plain text: what it says, and below it every other field, a name and a value a line.
public struct MemorySheet {
  /// Nothing in it can steer a terminal; it ends with a line end.
  public let text: String

  /// - Parameter record: as `GET get/memory/{id}` answers it, or as it stands in a page.
  public init(_ record: JSONObject, _ context: DrawingContext) {
    let category = MemoryCategory(of: record.withMetadataLaidOut)
    let record = record.inContractWords(category).withMetadataLaidOut
    let fields = Memory.fields(of: record, in: category)
    func clean(_ text: String) -> String { VisibleText.printable(text, width: context.cellWidth) }
    /// On one line: no name can look like two fields.
    func name(_ field: MemoryField) -> String {
      VisibleText(field.name, width: context.cellWidth).map(\.text).joined()
    }
    let width = min(24, fields.dropFirst().map { name($0).count }.max() ?? 0)
    var lines = fields.first.map { [clean($0.words(context, relativeTimes: false)), ""] } ?? []
    for field in fields.dropFirst() {
      let label = name(field)
      let padding = String(repeating: " ", count: max(0, width - label.count) + 2)
      let value = clean(field.words(context, relativeTimes: false))
      lines.append(
        label + padding + value.replacing("\n", with: "\n" + String(repeating: " ", count: width + 2)))
    }
    text = lines.joined(separator: "\n") + "\n"
  }
}

/// The messages that a memory came from, as a conversation: `─── user · 2026-03-17 10:00 +08:00`, then what was said.
struct SourcesText {
  let content: SourcesView.Content
  let context: DrawingContext
  let relativeTimes: Bool

  /// What was said is set in by this much, also where a line wraps, so that it cannot pass for a heading.
  static let indent = 2

  var words: String {
    switch content {
    case .loading:
      "The row names no sources. Asking the service for the whole memory \(context.glyphs.ellipsis)"
    case .failed(let error) where error.isUnknownMemory:
      "The service no longer has this memory, so it names no sources."
        + (error.traceID.map { " \(context.glyphs.dot) trace \($0)" } ?? "")
        + "\n\nr asks again, Esc goes back."
    case .failed(let error): "The sources did not come. \(error.sentence)\n\nr asks again, Esc goes back."
    case .messages([]): "The service names no messages that this memory came from."
    case .messages(let messages): messages.map(words).joined(separator: "\n\n")
    }
  }

  private func words(_ message: SourceMessage) -> String {
    let rule = String(repeating: context.glyphs.horizontal, count: 3)
    let heading = [message.role ?? "message", message.time.map(words)].compactMap(\.self)
      .joined(separator: " \(context.glyphs.dot) ")
    let others = message.others.map { "\($0.key): \($0.value.plainText ?? $0.value.encoded())" }
    // By bytes: a hundred thousand messages are cut faster so than by characters.
    let said = message.text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
      .map { String(Substring($0.last == 0x0D ? $0.dropLast() : $0)) }
    let lines = (said + others).map { String(repeating: " ", count: Self.indent) + $0 }
    return (["\(rule) \(heading.split(whereSeparator: \.isNewline).joined(separator: " "))"] + lines)
      .joined(separator: "\n")
  }

  private func words(_ time: JSONValue) -> String {
    guard let moment = Timestamp(time, zone: context.serverZone) else {
      return time.plainText ?? time.encoded()
    }
    return relativeTimes ? context.relative(moment) : context.absolute(moment)
  }
}
