import BrowserCore
import Canvas
import MemoryModel

struct TextPage {
  let wrapped: WrappedText
  var top = 0
  var role = Theme.Role.text
  var marks = MatchMarks(nil)
  var current: TextMatch?
  var styled = StyledText()
  /// The parts of a line that are bold.
  var bold: ((_ line: String) -> [Range<Int>])?
  private var linked: LinkedText?

  init(_ wrapped: WrappedText, top: Int = 0, marks: MatchMarks = MatchMarks(nil)) {
    self.wrapped = wrapped
    self.top = top
    self.marks = marks
  }

  init(_ linked: LinkedText, width: Int, _ context: DrawingContext, _ role: Theme.Role = .text) {
    wrapped = WrappedText(linked.text, columns: width, width: context.cellWidth)
    self.linked = linked
    self.role = role
  }

  func draw(in area: Rect, on drawing: inout Drawing) {
    for row in 0..<area.height {
      guard let text = wrapped.line(top + row) else { break }
      drawing.write(text, in: area.line(row), role)
      if let linked { drawing.onClick(linked, wrapped: wrapped, line: top + row, in: area.line(row)) }
      drawing.style(styled, of: wrapped, line: top + row, in: area.line(row))
      if let bold { drawing.embolden(bold(text), of: text, in: area.line(row)) }
      marks.draw(wrapped, line: top + row, in: area.line(row), on: &drawing)
      marks.draw(current, of: wrapped, line: top + row, in: area.line(row), on: &drawing)
    }
  }
}

extension Drawing {
  /// The first lines of a text. What does not fit ends in `…`.
  mutating func write(_ text: WrappedText, lines: Int, in area: Rect, _ role: Theme.Role = .text) {
    for index in 0..<max(0, lines) {
      guard var line = text.line(index) else { return }
      if index == lines - 1, let next = text.line(index + 1) { line += " " + next }
      // `write` cuts what is too long.
      write(line, in: area.line(index), role)
    }
  }

  /// Parts of a text that was written in a row, in UTF-8 offsets.
  mutating func embolden(_ parts: [Range<Int>], of text: String, in row: Rect) {
    guard !parts.isEmpty else { return }
    let columns = VisibleText(text, width: context.cellWidth).columns(of: parts, limit: row.width)
    restyle(columns, in: row, as: .strong)
  }
}

@MainActor struct TextScreen: ScreenView {
  let content: CachedContent
  let top: Int
  var title: String?
  var status: String?
  var inside: InsideSearch?
  let context: DrawingContext
  let cache: TextCache
  let text: (_ width: Int) -> MarkedText

  func draw(in layout: Layout, on drawing: inout Drawing) {
    let text = wrapped(layout)
    var bar = Bar(in: layout.title)
    if let title {
      var position = LinePosition(text, top: top, rows: area(layout).height)
      let room = bar.room.width - context.columns(title, limit: bar.room.width) - 2
      if context.columns(position.text(context.glyphs)) > room { position.noun = "" }
      bar.right(position.text(context.glyphs), .faint, on: &drawing)
      if let status { bar.right(String(status.prefix(bar.room.width / 2)), .notice, on: &drawing) }
    }
    if let text = title ?? status { bar.left(text, title == nil ? .notice : .strong, on: &drawing) }
    var page = TextPage(text, top: top, marks: MatchMarks(inside?.pattern))
    page.current = inside?.current
    page.draw(in: area(layout), on: &drawing)
    let area = area(layout)
    for mark in cache.marks where (top..<top + area.height).contains(mark.line) {
      drawing.restyle([mark.columns], in: area.line(mark.line - top), as: mark.role)
    }
  }

  func lineCounter(in layout: Layout) -> LineCounter {
    { _, limit in wrapped(layout).lineCount(limit: limit) }
  }

  func matchFinder(in layout: Layout) -> MatchFinder {
    { pattern, _ in wrapped(layout).matches(pattern) }
  }

  func searching(_ inside: InsideSearch?) -> TextScreen {
    var screen = self
    screen.inside = inside
    return screen
  }

  private func area(_ layout: Layout) -> Rect { layout.text.inset(left: 1, right: 1) }

  private func wrapped(_ layout: Layout) -> WrappedText {
    let width = area(layout).width
    return cache.wrapped(content, width: width, context) { text(width) }
  }
}

/// Text with places that look different, such as the keys in the help.
struct MarkedText {
  typealias Mark = (line: Int, columns: Range<Int>, role: Theme.Role)
  private(set) var lines: [String]
  private(set) var marks: [Mark] = []

  init(_ lines: String...) { self.lines = lines }

  var text: String { lines.joined(separator: "\n") }

  static func += (text: inout MarkedText, below: MarkedText) {
    text.marks += below.marks.map { ($0.line + text.lines.count, $0.columns, $0.role) }
    text.lines += below.lines
  }

  /// Behind what the line has so far.
  /// - Parameter marked: so many of its columns look different; nil for all.
  mutating func write(
    _ piece: String, at column: Int, line: Int, _ role: Theme.Role, marked: Int? = nil,
    _ context: DrawingContext
  ) {
    guard !piece.isEmpty else { return }
    while lines.count <= line { lines.append("") }
    lines[line] += String(repeating: " ", count: max(0, column - context.columns(lines[line]))) + piece
    let marked = marked ?? context.columns(piece)
    if marked > 0 { marks.append((line, column..<column + marked, role)) }
  }
}

/// Keeps wrapped text from one draw to the next: wrapping a megabyte again at each key would be felt.
@MainActor final class TextCache {
  private var content: CachedContent?
  private var width = 0
  private var texts: [Int: WrappedText] = [:]
  private var styles: [Int: StyledText] = [:]
  /// Of the text that was wrapped last.
  private(set) var marks: [MarkedText.Mark] = []

  /// One part of the content, wrapped. Other content or another width replaces what is kept.
  func wrapped(
    _ content: CachedContent, part: Int = 0, width: Int, hangingIndent: Int = 0, _ context: DrawingContext,
    _ text: () -> String
  ) -> WrappedText {
    wrapped(content, part: part, width: width, hangingIndent: hangingIndent, context) { MarkedText(text()) }
  }

  func wrapped(
    _ content: CachedContent, part: Int = 0, width: Int, hangingIndent: Int = 0, _ context: DrawingContext,
    _ marked: () -> MarkedText
  ) -> WrappedText {
    if width != self.width || content != self.content {
      (self.content, self.width, texts, styles) = (content, width, [:], [:])
    }
    if let known = texts[part] { return known }
    let text = marked()
    marks = text.marks
    let wrapped = WrappedText(
      text.text, columns: max(1, width), hangingIndent: hangingIndent, width: context.cellWidth)
    texts[part] = wrapped
    return wrapped
  }

  /// The same with the styles of a part.
  func styled(
    _ content: CachedContent, part: Int = 0, width: Int, _ context: DrawingContext, _ make: () -> StyledText
  ) -> (wrapped: WrappedText, styled: StyledText) {
    if content == self.content, width == self.width, let wrapped = texts[part], let styled = styles[part] {
      return (wrapped, styled)
    }
    let styled = make()
    let wrapped = self.wrapped(
      content, part: part, width: width, hangingIndent: styled.hangingIndent, context
    ) {
      styled.text
    }
    styles[part] = styled
    return (wrapped, styled)
  }
}

/// The value that was made last, kept while what it depends on stays the same.
@MainActor final class LastValue<Source: Equatable, Value> {
  private var known: (source: Source, value: Value)?

  func value(for source: Source, _ make: () -> Value) -> Value {
    if let known, known.source == source { return known.value }
    let value = make()
    known = (source, value)
    return value
  }
}

/// The content itself, because a refresh can put another record under the same id. Comparing is cheap.
enum CachedContent: Equatable {
  case preview(MemorySource, earlier: MemorySource?, rows: Int)
  case memory(MemorySource, earlier: MemorySource?, minute: Timestamp?)
  case raw(MemorySource)
  case sources(SourcesView.Content, minute: Timestamp?)
  case help(Place)
  case fields
  case notices([Notice])
}

extension WrappedText {
  private static let mostMatches = 10_000

  func matches(_ pattern: SearchPattern, part: Int = 0) -> [TextMatch] {
    pattern.ranges(in: text, limit: Self.mostMatches).map {
      TextMatch(part: part, range: $0, line: line(at: $0.lowerBound))
    }
  }
}
