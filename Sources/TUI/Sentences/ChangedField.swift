import BrowserCore
import Canvas
import MemoryModel

/// A field that changed: `0.72 → 0.97` on one line, or the old text above the new one.
///
///     was  The user is allergic to penicillin and carries medicine when travelling.
///     →    The user is allergic to penicillin; a second skin test confirmed it.
struct ChangedField {
  let name: String
  private let was: String?
  private let now: String?
  /// In place of the JSON of ``now``, the text that its owner would read.
  private let plain: String?
  private let difference: WordDifference
  private let context: DrawingContext

  init(
    _ field: FieldDifference, relativeTimes: Bool = false, countsMessages: Bool = false,
    _ context: DrawingContext
  ) {
    name = field.name
    self.context = context
    if countsMessages, case .array(let one) = field.a, case .array(let other) = field.b,
      one.count != other.count
    {
      (was, now, plain) = (counted(one.count, "message"), counted(other.count, "message"), nil)
    } else {
      let texts = ChangedTexts(field, absent: Self.absent, relativeTimes: relativeTimes, context)
      (was, now) = (texts.was, texts.now)
      if texts.areJSON, case .string(let text) = field.b { plain = text } else { plain = nil }
    }
    difference = WordDifference(was ?? "", now ?? "")
  }

  /// nil if there is not enough room.
  func line(columns: Int) -> StyledText? {
    let arrow = " \(context.glyphs.leadsTo) "
    let used = [was, now].reduce(context.columns(arrow)) {
      $0 + context.columns($1 ?? Self.absent, limit: columns + 1)
    }
    guard used <= columns, ![was, now].contains(where: { $0?.contains(where: \.isNewline) == true }) else {
      return nil
    }
    var line = StyledText()
    line.write(was ?? Self.absent, isFaint: true, changed: difference.was)
    line.write(arrow)
    line.write(now ?? Self.absent, isFaint: now == nil, changed: difference.now)
    return line
  }

  /// Both texts, or what is around the words that differ if one is longer than so many rows.
  /// - Returns: whether all of the new text is in it, as it is.
  func lines(columns: Int, rows: Int) -> (text: StyledText, isWhole: Bool) {
    let hasLines = (plain ?? now)?.contains(where: \.isNewline) == true
    if let line = line(columns: min(columns, Self.longestLine)) { return (line, !hasLines) }
    let room = max(Self.leastRoom, rows * (columns - Self.labelWidth) - (rows - 1) * Self.lostInRow)
    // Without a differing word of its own, a text is the same up to the first one of the other.
    let before = Excerpt(
      was ?? Self.absent, difference.was, around: difference.now.first?.lowerBound ?? 0, room: room, context)
    let after = Excerpt(
      now ?? Self.absent, difference.now, around: difference.was.first?.lowerBound ?? 0, room: room, context)
    var text = StyledText()
    text.write(Self.padded("was") + before.text, isFaint: true, changed: shifted(before.changed, "was"))
    text.beginLine()
    let arrow = context.glyphs.leadsTo
    text.write(Self.padded(arrow))
    text.write(after, isFaint: now == nil)
    return (text, after.isWhole && !hasLines)
  }

  /// In an open memory: below the excerpts of a long text all of it.
  func text(columns: Int) -> StyledText {
    var (text, isWhole) = lines(columns: columns, rows: Self.rowsInMemory)
    guard !isWhole, now != nil else {
      text.hangingIndent = Self.labelWidth
      return text
    }
    text.beginLine()
    writeNow(to: &text)
    return text
  }

  func writeNow(to text: inout StyledText) {
    text.write(plain ?? now ?? Self.absent, changed: plain == nil ? difference.now : [])
  }

  private func shifted(_ ranges: [Range<Int>], _ label: String) -> [Range<Int>] {
    let shift = Self.padded(label).utf8.count
    return ranges.map { $0.lowerBound + shift..<$0.upperBound + shift }
  }

  private static func padded(_ label: String) -> String {
    label + String(repeating: " ", count: max(1, labelWidth - label.count))
  }

  private static let absent = "none"
  /// Two longer texts are easier to compare one above the other.
  private static let longestLine = 80
  private static let labelWidth = 5
  private static let rowsInMemory = 3
  private static let leastRoom = 16
  /// Lines end between words.
  private static let lostInRow = 6
}
