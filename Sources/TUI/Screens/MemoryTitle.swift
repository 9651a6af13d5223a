import BrowserCore
import Canvas
import MemoryModel

/// The fixed lines above an open memory: what it is, since when, where it came from; below them a rule.
struct MemoryTitle {
  let reading: Reading
  /// `fact 1 of 50+`; nil for a memory that is in no pane.
  let place: String?
  let swapsTimes: Bool
  let marks: MatchMarks
  let context: DrawingContext

  /// The rule is left out where its row is needed for a field.
  static func lines(height: Int) -> Int { height < 12 ? 3 : 4 }

  func draw(_ lines: LinePosition, in area: Rect, on drawing: inout Drawing) {
    let hasRule = area.height > 3
    drawTitle(lines, in: area.line(0).inset(left: 1, right: 1), on: &drawing)
    let facts = area.line(1).inset(left: 1, right: 1)
    drawing.write(fitting(facts.width), in: facts)
    let label = reading.status.label
    if hasRule {
      let rule = area.line(3)
      drawing.write(String(repeating: context.glyphs.horizontal, count: rule.width), in: rule, .faint)
      if let label { drawing.write(" \(label) ", in: rule.inset(left: 2, right: 2), .notice) }
    } else if let label {
      drawing.write(label, in: area.line(2).inset(left: 1, right: 1), .notice)
      return
    }
    drawOrigin(in: area.line(2), on: &drawing)
  }

  /// `Allergy: penicillin            fact 1 of 50+ · lines 1–26 of 61 · [ ] previous, next`
  private func drawTitle(_ lines: LinePosition, in row: Rect, on drawing: inout Drawing) {
    let title = reading.title
    let position = lines.text(context.glyphs)
    // Whose memory it is matters more than the end of its title.
    let needed = reading.comparedUser == nil ? 24 : 8
    let room = row.width - min(needed, context.columns(title, limit: needed)) - 2
    let choices = [[place, position], [reading.comparedUser == nil ? position : place]].map { parts in
      LinkedText(parts.compactMap(\.self).filter { !$0.isEmpty }.joined(separator: context.glyphs.separator))
    }
    let texts = [[choices[0], neighbours].joined(separator: context.glyphs.separator)] + choices
    let text = texts.first { context.columns($0.text) <= room } ?? ""
    drawing.writeRight(text, in: row, .faint)
    let place = row.first(row.width - (text.isEmpty ? 0 : context.columns(text.text) + 2))
    drawing.write(title, in: place, .strong)
    marks.mark(title, in: place, on: &drawing)
  }

  /// `[ ] previous, next`: each key and its word.
  private var neighbours: LinkedText {
    let keys = context.keys(in: .memory)
    let (previous, next) = (keys.link("\(.previousMemory)"), keys.link("\(.nextMemory)"))
    guard !reading.isOutside, !previous.isEmpty, !next.isEmpty else { return "" }
    return [
      previous, next, LinkedText("previous,", keyOf: .previousMemory), LinkedText("next", keyOf: .nextMemory),
    ]
    .joined(separator: " ")
  }

  /// `conversation conv_2a1f · agent_travel · 6 messages: c            id 01921bc5-33e3  y i copies it`
  private func drawOrigin(in row: Rect, on drawing: inout Drawing) {
    let messages = reading.messageCount
    let counted = messages == 0 ? "messages" : TUI.counted(messages, "message")
    let parts = [
      text(.conversationID).map { "conversation \($0)" }, text(.agentID), text(.appID),
    ]
    let keys = context.keys(in: .memory)
    let copy = keys.link("\(.startCopy) \(.copy(.id), in: .copy) copies it")
    let id = "id \(text(.id) ?? reading.memory.id.text)"
    var bar = Bar(in: row)
    let origin =
      (parts.compactMap(\.self).map { LinkedText($0) } + [keys.link("\(counted): \(.showSources)")])
      .joined(separator: context.glyphs.separator)
    let room = bar.room.width - context.columns(origin.text) - 2
    let full = [LinkedText(id), copy].joined(separator: "  ")
    if context.columns(full.text) <= room {
      bar.right(full, .faint, on: &drawing)
    } else {
      let place = bar.room.first(max(room, bar.room.width / 2))
      let width = min(place.width, context.columns(id))
      drawing.write(id, in: bar.room.inset(left: bar.room.width - width), .faint)
      bar = Bar(in: Rect(x: row.x, y: row.y, width: row.width - width - 2, height: 1))
    }
    bar.left(origin, .text, on: &drawing)
  }

  /// What is said of it, shorter in a narrow window: without the zone, then without the time of day.
  private func fitting(_ width: Int) -> String {
    let texts = Precision.allCases.map { facts($0).joined(separator: context.glyphs.separator) }
    let fitting = texts.first { context.columns($0) <= width } ?? texts.last ?? ""
    // What remains of the line is for the tags.
    return [fitting, text(.tags).map { "tags \($0)" } ?? ""].filter { !$0.isEmpty }
      .joined(separator: context.glyphs.separator)
  }

  private enum Precision: CaseIterable { case zone, minute, minuteBriefly, day }

  private func facts(_ precision: Precision) -> [String] {
    let isBrief = precision == .minuteBriefly || precision == .day
    let created = time(reading.memory.created, reading.memory.unreadTimes?.created, precision)
    let updated = time(reading.memory.updated, reading.memory.unreadTimes?.updated, precision)
    let kinds = [reading.memory.kind, text(.status)].compactMap(\.self).filter { !$0.isEmpty }
    return [
      created.map { "since \($0)" },
      created != nil && reading.memory.updated == reading.memory.created && created == updated
        ? "never changed" : updated.map { "changed \($0)" },
      text(.confidence).map { isBrief ? $0 : "confidence \($0)" },
      kinds.isEmpty ? nil : kinds.joined(separator: ", "),
    ].compactMap(\.self)
  }

  private func time(_ time: Timestamp?, _ unread: String?, _ precision: Precision) -> String? {
    guard let time else { return unread }
    if swapsTimes { return context.relative(time) }
    let text = context.absolute(time)
    switch precision {
    case .zone: return text
    case .minute, .minuteBriefly: return String(text.prefix(16))
    case .day: return String(text.prefix(10))
    }
  }

  /// The field's text on one line; nil where it is absent or empty.
  private func text(_ field: RecordField) -> String? {
    guard var found = reading.known[field], found.value != .null else { return nil }
    if case .array(let elements) = found.value { found.value = .array(Array(elements.prefix(40))) }
    let text = found.text(context, relativeTimes: swapsTimes)
    guard !text.isEmpty else { return nil }
    return String(text.prefix(400)).split(whereSeparator: \.isNewline).joined(separator: " ")
  }
}

extension Reading {
  /// Its key, else the beginning of its text.
  var title: String {
    memory.title.isEmpty ? memory.headline : memory.title
  }
}

/// `lines 1–26 of 61`, counted from 1.
struct LinePosition {
  var noun = "lines"
  let first: Int
  let last: Int
  let total: Int
  /// False where the rest was not counted: it would take too long.
  let isComplete: Bool

  /// So many lines below the screen are counted.
  static let mostCounted = 2_000

  init(noun: String = "lines", first: Int, last: Int, total: Int, isComplete: Bool = true) {
    self.noun = noun
    self.first = first
    self.last = last
    self.total = total
    self.isComplete = isComplete
  }

  /// The lines of a text on so many rows of the screen.
  init(_ text: WrappedText, top: Int, rows: Int) {
    let limit = top + rows + Self.mostCounted
    let count = text.lineCount(limit: limit)
    self.init(
      first: min(top + 1, count), last: min(top + rows, count), total: count, isComplete: count < limit)
  }

  func text(_ glyphs: Glyphs) -> String {
    let whole = isComplete ? total.grouped : "\((total / 1_000 * 1_000).grouped)+"
    return (noun.isEmpty ? "" : noun + " ") + "\(first.grouped)\(glyphs.dash)\(last.grouped) of \(whole)"
  }
}

extension BrowserState {
  /// `fact 1 of 50+`: where the open memory is in its pane; nil for one that is not in it. Of one that the comparison
  /// opened `of memos_user_456`: the title line names the user of the panes.
  var placeOfReading: String? {
    if let owner = reading?.comparedUser { return "of \(owner.name(in: options.dialect))" }
    guard let memory = reading?.memory, reading?.isOutside == false, let selected = selectedMemory,
      selected.id == memory.id,
      selected.category == memory.category
    else { return nil }
    let count = "\(rows.presentCount)\(counter.hasEnded(category) ? "" : "+")"
    return rows.number(at: pane.cursor).map { "\(category.noun(1)) \($0) of \(count)" }
  }
}
