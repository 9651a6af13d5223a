import BrowserCore
import Canvas
import MemoryModel

/// Text of which parts are dim, and of which words are marked as different, in UTF-8 offsets.
struct StyledText {
  private(set) var text: String
  private(set) var faint: [Range<Int>] = []
  private(set) var changed: [Range<Int>] = []
  /// Of lines that continue the one before.
  var hangingIndent = 0

  init(_ text: String = "") { self.text = text }

  /// - Parameter changed: in offsets of the piece.
  mutating func write(_ piece: String, isFaint: Bool = false, changed: [Range<Int>] = []) {
    let start = text.utf8.count
    text += piece
    if isFaint, text.utf8.count > start { faint.append(start..<text.utf8.count) }
    self.changed += changed.map { $0.lowerBound + start..<$0.upperBound + start }
  }

  mutating func write(_ excerpt: Excerpt, isFaint: Bool = false) {
    write(excerpt.text, isFaint: isFaint, changed: excerpt.changed)
  }

  mutating func write(_ other: StyledText) {
    let start = text.utf8.count
    write(other.text, changed: other.changed)
    faint += other.faint.map { $0.lowerBound + start..<$0.upperBound + start }
  }

  mutating func beginLine() { if !text.isEmpty { text += "\n" } }
}

extension Drawing {
  /// Styles a line that was written.
  mutating func style(_ styled: StyledText, of wrapped: WrappedText, line: Int, in row: Rect) {
    for (parts, role) in [(styled.faint, Theme.Role.faint), (styled.changed, .changed)] where !parts.isEmpty {
      restyle(wrapped.columns(onLine: line, of: parts), in: row, as: role)
    }
  }
}

/// As much of a text as there is room for: all of it, or what is around the words that differ, on one line.
struct Excerpt {
  private(set) var text = ""
  private(set) var changed: [Range<Int>] = []
  private(set) var isWhole = true

  /// - Parameters:
  ///   - place: where the other text has words that this one has not.
  ///   - room: in columns.
  init(
    _ text: String, _ changed: [Range<Int>], around place: Int = 0, room: Int, _ context: DrawingContext
  ) {
    if context.columns(text, limit: room + 1) <= room {
      append(text, 0..<text.utf8.count, changed)
      return
    }
    isWhole = false
    // Wide characters take the room of two.
    let beginning = text.unicodeScalars.prefix(room)
    let room = beginning.count { $0.hasNoSpaces } * 2 > beginning.count ? room / 2 : room
    let place = min(place, text.utf8.count)
    let parts = Self.parts(of: text, changed.isEmpty ? [place..<place] : changed, room: max(8, room - 2))
    var end = 0
    for part in parts {
      if part.lowerBound > end {
        self.text += end == 0 ? context.glyphs.ellipsis : " \(context.glyphs.ellipsis) "
      }
      append(text, part, changed)
      end = part.upperBound
    }
    if end < text.utf8.count { self.text += context.glyphs.ellipsis }
  }

  /// Line ends and tabs become spaces, which take as many bytes.
  private mutating func append(_ source: String, _ part: Range<Int>, _ changed: [Range<Int>]) {
    let shift = text.utf8.count - part.lowerBound
    let bytes = source.utf8.dropFirst(part.lowerBound).prefix(part.count)
    text += String(decoding: bytes.map { 0x09...0x0D ~= $0 ? 0x20 : $0 }, as: UTF8.self)
    self.changed += changed.lazy.map { $0.clamped(to: part) }.filter { !$0.isEmpty }.map {
      $0.lowerBound + shift..<$0.upperBound + shift
    }
  }

  /// Around the words that differ, from the first one on, at most `room` characters.
  private static func parts(of text: String, _ changed: [Range<Int>], room: Int) -> [Range<Int>] {
    let utf8 = text.utf8
    func index(_ offset: Int) -> String.Index { utf8.index(utf8.startIndex, offsetBy: offset) }
    func offset(_ index: String.Index) -> Int { utf8.distance(from: utf8.startIndex, to: index) }
    func forwards(_ start: String.Index, by count: Int) -> String.Index {
      text.index(start, offsetBy: count, limitedBy: text.endIndex) ?? text.endIndex
    }
    let shown = changed.prefix(max(1, room / leastAround))
    let bytes = shown.reduce(0) { $0 + $1.count }
    let around = max(leastAround / 2, (room - bytes) / (2 * shown.count))
    var parts: [Range<Int>] = []
    var left = room
    for words in shown where left > 0 {
      let first = text.index(index(words.lowerBound), offsetBy: -around, limitedBy: text.startIndex)
      var start = wordStart(offset(first ?? text.startIndex), before: words.lowerBound, in: text)
      if let last = parts.last { start = max(start, last.upperBound) }
      guard start < words.upperBound || parts.isEmpty else { continue }
      let size = text.distance(from: index(start), to: index(words.upperBound)) + around
      let end = offset(forwards(index(start), by: min(size, left)))
      left -= min(size, left)
      if let last = parts.last, last.upperBound == start {
        parts[parts.count - 1] = last.lowerBound..<end
      } else {
        parts.append(start..<end)
      }
    }
    // The room that is left shows more of what follows, then of what is before.
    guard left > 0, let last = parts.popLast() else { return parts }
    let end = forwards(index(last.upperBound), by: left)
    left -= text.distance(from: index(last.upperBound), to: end)
    let floor = parts.last?.upperBound ?? 0
    let first = text.index(index(last.lowerBound), offsetBy: -left, limitedBy: index(floor)) ?? index(floor)
    let start = left > 0 ? wordStart(offset(first), before: last.lowerBound, in: text) : last.lowerBound
    return parts + [max(floor, start)..<offset(end)]
  }

  /// Characters around a word that differs.
  private static let leastAround = 16

  /// Where the next word begins, or this one, if that is near.
  private static func wordStart(_ start: Int, before limit: Int, in text: String) -> Int {
    guard start > 0, start < limit else { return start }
    let utf8 = text.utf8
    let index = utf8.index(utf8.startIndex, offsetBy: start)
    let near = utf8[index...].prefix(min(leastAround, limit - start))
    let before = utf8[..<index].suffix(leastAround)
    guard let space = near.firstIndex(of: 0x20) ?? before.lastIndex(of: 0x20) else { return start }
    return utf8.distance(from: utf8.startIndex, to: space) + 1
  }
}
