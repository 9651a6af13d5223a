import BrowserCore
import Canvas
import MemoryModel

/// `c`: the memory, and below it the messages that it came from, as a conversation.
@MainActor struct SourcesScreen: ScreenView {
  let sources: SourcesView
  let status: String?
  let inside: InsideSearch?
  let relativeTimes: Bool
  let context: DrawingContext
  let cache: TextCache
  let words: LastValue<SharedWords.Origin, (memory: SharedWords, both: SharedWords)>

  /// Title, the memory's text, and a rule where there is room for it.
  nonisolated static func titleLines(height: Int) -> Int { height < 12 ? 2 : height < 30 ? 3 : 4 }

  func draw(in layout: Layout, on drawing: inout Drawing) {
    let text = wrapped(layout.text.width)
    drawTitle(in: layout.title.line(0), on: &drawing)
    drawMemory(in: layout.title, on: &drawing)
    if layout.title.height > 2 {
      let rule = layout.title.line(layout.title.height - 1)
      drawing.write(String(repeating: context.glyphs.horizontal, count: rule.width), in: rule, .faint)
      let position = LinePosition(text, top: sources.top, rows: layout.text.height)
      if !position.isComplete || position.total > layout.text.height {
        drawing.writeRight(" \(position.text(context.glyphs)) ", in: rule.inset(left: 2, right: 2), .faint)
      }
    }
    var page = TextPage(text, top: sources.top, marks: MatchMarks(inside?.pattern))
    page.current = inside?.current
    if let words = sharedWords?.memory {
      let indent = SourcesText(self, width: layout.text.width).indent
      // Only what was said, not who said it.
      page.bold = { line in
        let start = SourcesText.start(of: line, indent: indent)
        return words.ranges(in: line).filter { $0.lowerBound >= start }
      }
    }
    page.draw(in: area(layout), on: &drawing)
  }

  private var sharedWords: (memory: SharedWords, both: SharedWords)? {
    guard case .messages(let messages) = sources.content, !messages.isEmpty else { return nil }
    let origin = SharedWords.Origin(text: sources.origin.text, messages: messages)
    return words.value(for: origin) { origin.words }
  }

  func lineCounter(in layout: Layout) -> LineCounter {
    { _, limit in wrapped(layout.text.width).lineCount(limit: limit) }
  }

  func matchFinder(in layout: Layout) -> MatchFinder {
    { pattern, _ in wrapped(layout.text.width).matches(pattern) }
  }

  /// `Sources of “Allergy: penicillin”      conversation conv_2a1f · agent_travel · 2026-11-25 22:32 to 22:36`
  private func drawTitle(in row: Rect, on drawing: inout Drawing) {
    let quotes = context.glyphs.quotes
    let title = "Sources of \(quotes.open)\(sources.origin.title)\(quotes.close)"
    let origin = sources.origin
    let conversation = origin.conversation.map { "conversation \($0)" }
    let choices = [
      [conversation, origin.agent, timeRange], [origin.conversation, origin.agent, timeRange],
      [origin.conversation, origin.agent, timeOfDay], [origin.conversation, timeRange],
      [origin.conversation, timeOfDay], [timeRange], [timeOfDay],
    ]
    let texts = choices.map { $0.compactMap(\.self).joined(separator: context.glyphs.separator) }
    var bar = Bar(in: row)
    let room = bar.room.width - min(Self.leastTitle, context.columns(title, limit: Self.leastTitle)) - 2
    var count = ""
    if case .messages(let messages) = sources.content, messages.count > 1, row.width >= 60 {
      count = counted(messages.count, "message")
    }
    // Where it came from says more than the number of messages.
    let text = texts.first { !$0.isEmpty && context.columns($0) <= room } ?? ""
    let parts = [count, text].filter { !$0.isEmpty }
    for part in context.columns(parts.joined(separator: "  ")) <= room ? parts : [text] where !part.isEmpty {
      bar.right(part, .faint, on: &drawing)
    }
    bar.left(title, .strong, on: &drawing)
  }

  /// So many columns of the title come before where it came from.
  private static let leastTitle = 34

  private func drawMemory(in title: Rect, on drawing: inout Drawing) {
    let row = title.line(1).inset(left: 1, right: 1)
    if let status {
      drawing.write(status, in: row, .notice)
      return
    }
    let label = row.width < 60 ? 0 : 10
    if label > 0 { drawing.write("memory", in: row, .label) }
    let place = row.inset(left: label)
    let lines = max(1, title.height - 2)
    let text = WrappedText(sources.origin.text, columns: place.width, width: context.cellWidth)
    for index in 0..<lines {
      guard var line = text.line(index) else { break }
      let isCut = index == lines - 1 && text.lineCount(limit: lines + 1) > lines
      if isCut { line += " " + context.glyphs.ellipsis }
      let area = Rect(x: place.x, y: place.y + index, width: place.width, height: 1)
      drawing.write(line, in: area)
      if let words = sharedWords?.both { drawing.embolden(words.ranges(in: line), of: line, in: area) }
    }
  }

  /// `22:32 to 22:36`, where all is of one day, which the text below names.
  private var timeOfDay: String? {
    guard let (start, end) = moments, start.prefix(10) == end.prefix(10) else { return nil }
    return start == end ? String(start.suffix(5)) : "\(start.suffix(5)) to \(end.suffix(5))"
  }

  private var timeRange: String? {
    guard let (start, end) = moments else { return nil }
    if start == end { return start }
    return start.prefix(10) == end.prefix(10)
      ? "\(start) to \(end.suffix(5))" : "\(start.prefix(10)) to \(end.prefix(10))"
  }

  /// `2026-11-25 22:32`, of the first and of the last message.
  private var moments: (start: String, end: String)? {
    guard case .messages(let messages) = sources.content else { return nil }
    func moment(_ messages: some Sequence<SourceMessage>) -> Timestamp? {
      messages.lazy.compactMap { $0.moment(context) }.first
    }
    guard let first = moment(messages.prefix(50)), let last = moment(messages.suffix(50).reversed()) else {
      return nil
    }
    return (context.moment(first), context.moment(last))
  }

  private func area(_ layout: Layout) -> Rect { layout.text.inset(left: 1, right: 1) }

  private func wrapped(_ width: Int) -> WrappedText {
    let content = CachedContent.sources(
      sources.content, minute: relativeTimes ? context.minute : nil)
    let text = SourcesText(self, width: width)
    return cache.wrapped(content, width: width - 2, hangingIndent: text.indent, context) { text.text }
  }
}

/// `22:32  user       I fly on Friday`; in a narrow window what was said is below who said it.
@MainActor private struct SourcesText {
  let content: SourcesView.Content
  let context: DrawingContext
  let relativeTimes: Bool
  let isNarrow: Bool

  init(_ screen: SourcesScreen, width: Int) {
    content = screen.sources.content
    context = screen.context
    relativeTimes = screen.relativeTimes
    isNarrow = width < 60
  }

  private var timeWidth: Int { relativeTimes ? 10 : 7 }
  private static let roleWidth = 11
  private static let narrowIndent = 2

  /// Of what was said, also where a line wraps, so that no line of it can pass for a heading.
  var indent: Int {
    guard case .messages(let messages) = content, !messages.isEmpty else { return 0 }
    return isNarrow ? Self.narrowIndent : timeWidth + Self.roleWidth
  }

  /// Where in a drawn line the words begin; behind the end of a heading.
  static func start(of line: String, indent: Int) -> Int {
    // A role and a time are cut to their columns, and a narrow heading has no indent.
    indent > narrowIndent || line.hasPrefix("  ") ? indent : .max
  }

  var text: String {
    switch content {
    case .loading: return "No sources in this row. Loading the full memory \(context.glyphs.ellipsis)"
    case .failed(let error) where error.isUnknownMemory:
      return "The service no longer has this memory, and so no sources."
        + (error.traceID.map { "\(context.glyphs.separator)trace \($0)" } ?? "") + advice
    case .failed(let error): return "Could not load the sources. \(error.sentence)\(advice)"
    case .messages([]): return "The service has no source messages for this memory."
    case .messages(let messages):
      var lines: [String] = []
      var day: Substring?
      for message in messages {
        if !relativeTimes, let moment = message.moment(context) {
          let text = context.absolute(moment)
          if text.prefix(10) != day {
            day = text.prefix(10)
            lines.append(String(text.prefix(10)) + text.dropFirst(16))
          }
        }
        lines += self.lines(of: message)
      }
      return lines.joined(separator: "\n")
    }
  }

  private var advice: String {
    let advice = context.keys(in: .sources).list("Press \(.refresh) to retry", "\(.back) to go back")
    return advice.isEmpty ? "" : "\n\n\(advice)."
  }

  private func lines(of message: SourceMessage) -> [String] {
    let others = message.others.map { "\($0.key): \(MessageContent.value($0.value))" }
    // By bytes: splitting a hundred thousand messages by characters is slow.
    let said = (message.text.isEmpty && !others.isEmpty ? [] : [message.text]) + others
    let lines = said.flatMap { text in
      text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
        .map { String(Substring($0.last == 0x0D ? $0.dropLast() : $0)) }
    }
    let time = message.timeText(context) { moment in
      relativeTimes ? context.relative(moment) : String(context.moment(moment).suffix(5))
    }
    let shownTime = fitted(time ?? "", timeWidth - 2)
    let role = fitted(message.role ?? "message", Self.roleWidth - 1)
    let space = String(repeating: " ", count: indent)
    if isNarrow {
      // Without a time it still begins at the first column, where no line of a message does.
      return [time == nil ? role : "\(shownTime)  \(role)"] + lines.map { space + $0 }
    }
    let head = "\(shownTime)  \(role) "
    return lines.isEmpty ? [head] : [head + (lines.first ?? "")] + lines.dropFirst().map { space + $0 }
  }

  /// Exactly so many columns, on one line.
  private func fitted(_ text: String, _ width: Int) -> String {
    let cleaned = VisibleText.printable(text, width: context.cellWidth)
      .split(whereSeparator: { $0.isNewline || $0 == "\t" }).joined(separator: " ")
    var fitted = ""
    var columns = 0
    for character in cleaned.prefix(width + 1) {
      let next = context.columns(String(character))
      guard columns + next <= width else { break }
      fitted.append(character)
      columns += next
    }
    return fitted + String(repeating: " ", count: max(0, width - columns))
  }
}

extension SourceMessage {
  func moment(_ context: DrawingContext) -> Timestamp? {
    time.flatMap { Timestamp($0, zone: context.serverZone) }
  }

  /// As the service sent it where it cannot be read; nil where it sent none.
  func timeText(_ context: DrawingContext, _ text: (Timestamp) -> String) -> String? {
    moment(context).map(text) ?? time.map { $0.plainText ?? $0.encoded() }
  }
}
