import BrowserCore
import Canvas
import MemoryModel

/// The parts of a record that the preview shows.
struct PreviewContent {
  /// `Remote days`; for a record without a title its type or its tools; empty where the title is the text.
  private(set) var title = ""
  /// The memory's own text.
  let body: String
  /// Its reasoning, experience and tools, with their names.
  private(set) var others: [String] = []
  private(set) var info: [(name: String, value: String)] = []
  private(set) var tags = ""
  private(set) var agent: String?
  /// `UserMemory, activated`
  private(set) var type: String?
  let firstSource: SourceMessage?
  let sources: Int
  let created: Timestamp?

  init(_ memory: Memory, _ context: DrawingContext) {
    let record = memory.record
    let messages = SourceMessage.all(in: record)
    firstSource = messages.first
    sources = messages.count
    created = memory.created
    let body = memory.text(in: record)
    self.body = body
    var types: [String] = []
    title = memory.title
    for field in memory.fields(in: record) where field.value != .null {
      let text = field.text(context, relativeTimes: false)
      guard !text.isEmpty else { continue }
      switch field.known {
      case .memoryKey: title = text == body ? "" : text
      case .reasoning, .experience, .toolUses: others.append("\(field.name): \(text)")
      case .tags: tags = text
      case .agentID: agent = text
      case .memoryType, .preferenceType, .toolType, .skillType, .status: types.append(text)
      default:
        let filterField = FilterField(field.name)
        if filterField.isInInfo {
          info.append((filterField.infoKey, field.value.plainText ?? field.value.encoded()))
        }
      }
    }
    if memory.category == .preference || memory.category == .tool { title = Self.title(of: memory) }
    type = types.isEmpty ? nil : types.joined(separator: ", ")
  }

  var text: String { ([body] + others).filter { !$0.isEmpty }.joined(separator: "\n") }

  /// `explicit preference`, `search_flights, book`
  private static func title(of memory: Memory) -> String {
    let tools = memory.toolUses.map(\.name).joined(separator: ", ")
    return tools.isEmpty ? (memory.kind ?? "").replacing("_", with: " ") : tools
  }
}

/// The last lines of the preview. The labels stay in their places when the selection moves, so they cost no bytes.
struct PreviewFacts {
  let content: PreviewContent
  let context: DrawingContext
  private static let labelWidth = 6
  /// Between two facts of a line.
  private static let gap = 3
  /// Of a value: what does not fit in a line is not measured to its end.
  private static let longest = 200

  func draw(in area: Rect, on drawing: inout Drawing) {
    switch area.height {
    case 0: return
    case 2:
      let tags = area.width * 5 / 8
      drawInfo(in: [area.line(0).first(tags - Self.gap)], on: &drawing)
      write("tags", content.tags, in: area.line(0).inset(left: tags), on: &drawing)
      drawSource(in: area.line(1), on: &drawing)
    case 3:
      drawInfo(in: [area.line(0)], on: &drawing)
      let row = area.line(1)
      let columns = (row.width - Self.labelWidth) / 3
      write("tags", content.tags, in: row.first(Self.labelWidth + columns), on: &drawing)
      drawAgentAndType(in: row.inset(left: Self.labelWidth + columns + Self.gap), on: &drawing)
      drawSource(in: area.line(2), on: &drawing)
    default:
      let info = max(1, area.height - 3 - (area.height >= 10 ? 4 : 2))
      drawInfo(in: (0..<info).map(area.line), on: &drawing)
      write("tags", content.tags, in: area.line(info), on: &drawing)
      write("agent", content.agent ?? "", in: area.line(info + 1), on: &drawing)
      write("type", content.type ?? "", in: area.line(info + 2), on: &drawing)
      drawSource(over: area.inset(top: info + 3), on: &drawing)
    }
  }

  /// `business_type conversation   scene Work   tier gold`, over as many rows as there are.
  private func drawInfo(in rows: [Rect], on drawing: inout Drawing) {
    guard let first = rows.first else { return }
    drawing.write("info", in: first, .faint)
    guard !content.info.isEmpty else {
      drawing.write("none", in: first.inset(left: Self.labelWidth), .faint)
      return
    }
    var rest = rows.map { $0.inset(left: Self.labelWidth, right: 2) }[...]
    guard var room = rest.popFirst() else { return }
    let start = room.x
    for (name, value) in content.info {
      let (name, value) = (String(name.prefix(Self.longest)), String(value.prefix(Self.longest)))
      let width = context.columns(name, limit: room.width) + 1 + context.columns(value, limit: room.width)
      if room.x > start, width > room.width {
        guard let next = rest.popFirst() else {
          // There is more.
          let end = Rect(x: first.x + first.width - 1, y: room.y, width: 1, height: 1)
          drawing.write(context.glyphs.ellipsis, in: end, .faint)
          return
        }
        room = next
      }
      room = room.inset(left: drawing.write(name + " ", in: room, .faint))
      room = room.inset(left: drawing.write(value, in: room) + Self.gap)
    }
  }

  private func drawAgentAndType(in row: Rect, on drawing: inout Drawing) {
    let half = row.width / 2
    if let agent = content.agent {
      write("agent", agent, in: row.first(half - Self.gap), on: &drawing)
    }
    if let type = content.type { write("type", type, in: row.inset(left: half), on: &drawing) }
  }

  private func write(_ label: String, _ text: String, in row: Rect, on drawing: inout Drawing) {
    drawing.write(label, in: row, .faint)
    let value = row.inset(left: Self.labelWidth)
    drawing.write(
      text.isEmpty ? "none" : String(text.prefix(Self.longest)), in: value, text.isEmpty ? .faint : .text)
  }

  /// `from  user 22:28 “Keep Saturday 17:00 free, always.”       6 messages · c shows them`
  private func drawSource(in row: Rect, on drawing: inout Drawing) {
    drawing.write("from", in: row, .faint)
    var room = row.inset(left: Self.labelWidth)
    guard let source = content.firstSource else {
      drawing.writeRight(loading, in: room, .faint)
      drawing.write(Self.absent, in: room.inset(right: context.columns(loading.text) + 2), .faint)
      return
    }
    // The message says more than the key.
    let choices = [count + key, count].map { ($0, room.width - context.columns($0.text) - 2) }
    let (shown, width) =
      choices.first { $0.1 >= Self.leastMessage } ?? (count, room.width - context.columns(count.text) - 2)
    drawing.writeRight(shown, in: room, .faint)
    room = room.first(width)
    room = room.inset(left: drawing.write(speaker(source), in: room, .faint))
    drawing.write(quoted(source), in: room)
  }

  /// Below the number of messages the first one, over several lines.
  private func drawSource(over area: Rect, on drawing: inout Drawing) {
    drawing.write("from", in: area, .faint)
    let place = area.inset(left: Self.labelWidth)
    guard let source = content.firstSource else {
      drawing.write(Self.absent, in: place, .faint)
      drawing.write(loading, in: place.line(1), .faint)
      return
    }
    drawing.write(count + key, in: place, .faint)
    let (lines, speaker) = (area.height - 1, speaker(source))
    let text = WrappedText(speaker + quoted(source), columns: place.width, width: context.cellWidth)
    let isCut = text.lineCount(limit: lines + 1) > lines
    for index in 0..<lines {
      guard let line = text.line(index) else { break }
      drawing.write(
        isCut && index == lines - 1 ? "\(line) \(context.glyphs.ellipsis)" : line, in: place.line(index + 1))
    }
    // Unless it fills a line alone, it begins the first one.
    if context.columns(speaker) < place.width { drawing.write(speaker, in: place.line(1), .faint) }
  }

  /// So many columns of the message come before the key that shows all.
  private static let leastMessage = 20
  private static let absent = "not in this row"
  private var loading: LinkedText { context.keys(in: .list).link("\(.showSources) asks the service: 1 call") }
  private var count: LinkedText { LinkedText(counted(content.sources, "message")) }
  private var key: LinkedText {
    let shown = content.sources == 1 ? "it" : "them"
    return context.keys(in: .list).link("\(.showSources) shows \(shown)").behind(context.glyphs.separator)
  }

  private func quoted(_ source: SourceMessage) -> String {
    context.glyphs.quotes.open + source.text.prefix(Self.longest) + context.glyphs.quotes.close
  }

  /// `user 22:28 `
  private func speaker(_ source: SourceMessage) -> String {
    let speaker = [source.role, source.timeText(context, text)].compactMap(\.self).joined(separator: " ")
    return speaker.isEmpty ? "" : speaker.prefix(Self.longest) + " "
  }

  /// `22:28` on the day that the memory was first stored, else with the date.
  private func text(_ moment: Timestamp) -> String {
    let text = context.moment(moment)
    guard let created = content.created, context.moment(created).prefix(10) == text.prefix(10) else {
      return text
    }
    return String(text.suffix(5))
  }
}
