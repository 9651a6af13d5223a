/// Text of many lines, wrapped to a width for reading: by words, by clusters where a word is longer than the line,
/// between the ideographs of Chinese and Japanese.
///
/// Lines are found as they are asked for and kept, so that the first forty lines of a megabyte cost forty lines.
/// Each line is drawn by ``Canvas/write(_:x:y:maxWidth:style:markStyle:ellipsis:)`` in at most `columns` columns.
public final class WrappedText {
  static let tabStop = 4

  public let text: String
  /// Of a line, at least 1.
  public let columns: Int
  /// By which a line that goes on with the one before is set in.
  public let hangingIndent: Int
  let scanner: ClusterScanner
  /// In UTF-8 offsets.
  private(set) var lines: [Range<Int>] = []
  private var offset = 0
  private var hasEnded = false
  /// Lines that go on with the one before; kept only where they are set in.
  private var continued: Set<Int> = []
  private var isContinuing = false

  public init(_ text: String, columns: Int, hangingIndent: Int = 0, width: CellWidth) {
    self.text = text
    self.columns = max(1, columns)
    self.hangingIndent = max(0, min(hangingIndent, self.columns - 1))
    scanner = ClusterScanner(width: width)
  }

  /// The number of lines, or `limit` if there are as many or more. Empty text has one line; a line end that ends
  /// the text begins none.
  public func lineCount(limit: Int = .max) -> Int {
    wrap(upTo: limit)
    return min(lines.count, limit)
  }

  /// The line with its tabs as spaces, or nil beyond the last one.
  public func line(_ index: Int) -> String? {
    guard index >= 0 else { return nil }
    wrap(upTo: index + 1)
    guard index < lines.count else { return nil }
    return expandingTabs(lines[index], indent: indent(of: index))
  }

  func indent(of line: Int) -> Int { continued.contains(line) ? hangingIndent : 0 }

  private func wrap(upTo limit: Int) {
    guard !hasEnded, lines.count < limit else { return }
    let bytes = text.utf8Span.span
    while !hasEnded, lines.count < limit {
      if isContinuing, hangingIndent > 0 { continued.insert(lines.count) }
      let room = columns - indent(of: lines.count)
      var breaker = LineBreaker(scanner: scanner, columns: room, start: offset)
      let found = breaker.line(of: bytes)
      isContinuing = !breaker.hasLineEnd
      lines.append(found.line)
      offset = found.next
      hasEnded = offset >= bytes.count
    }
  }

  /// A mark that has no letter was measured with the ◌ that carries it. Behind spaces that were put in front of it,
  /// it gets that ◌ here: it would stand on the last space otherwise, a column narrower.
  private func expandingTabs(_ range: Range<Int>, indent: Int) -> String {
    let utf8 = text.utf8
    let start = utf8.index(utf8.startIndex, offsetBy: range.lowerBound)
    let line = String(text[start..<utf8.index(start, offsetBy: range.count)])
    guard indent > 0 || line.utf8.contains(0x09) else { return line }
    let bytes = line.utf8Span.span
    var result = String(repeating: " ", count: indent)
    var offset = 0
    var column = 0
    var followsOwnSpace = indent > 0
    while offset < bytes.count {
      let cluster = scanner.cluster(at: offset, of: bytes)
      if cluster.form == .tab {
        let spaces = Self.tabStop - column % Self.tabStop
        result += String(repeating: " ", count: spaces)
        column += spaces
      } else {
        switch cluster.form {
        case .bare where followsOwnSpace:
          result += "\u{25CC}" + bytes.string(from: offset, to: cluster.end)
        case .substitute(let scalar): result += AsciiForm.of(scalar)
        default: result += bytes.string(from: offset, to: cluster.end)
        }
        column += cluster.totalColumns
      }
      followsOwnSpace = cluster.form == .tab
      offset = cluster.end
    }
    return result
  }
}

extension WrappedText {
  /// The columns of a line in which something is found, also what begins on the line before or goes on on the next:
  /// `summer trip` that breaks at its space is found on both.
  /// - Parameters:
  ///   - reach: bytes that what is found takes at most; more than the line and these on either side is not looked at.
  ///   - find: UTF-8 offsets in the text it is given.
  public func columns(onLine index: Int, reach: Int, found find: (String) -> [Range<Int>]) -> [Range<Int>] {
    guard line(index) != nil else { return [] }
    let line = lines[index]
    let bytes = text.utf8Span.span
    var start = max(0, line.lowerBound - reach)
    while start > 0, bytes[start] & 0xC0 == 0x80 { start -= 1 }
    var end = min(bytes.count, line.upperBound + reach)
    while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
    let found = find(bytes.string(from: start, to: end)).map { $0.lowerBound + start..<$0.upperBound + start }
    return columns(of: found, in: line, from: indent(of: index))
  }

  private func columns(of found: [Range<Int>], in line: Range<Int>, from start: Int) -> [Range<Int>] {
    let bytes = text.utf8Span.span
    var result: [Range<Int>] = []
    var offset = line.lowerBound
    var column = start
    var next = found.drop { $0.upperBound <= line.lowerBound }
    while offset < line.upperBound, let range = next.first {
      let cluster = scanner.cluster(at: offset, of: bytes)
      let width = cluster.form == .tab ? Self.tabStop - (column - start) % Self.tabStop : cluster.totalColumns
      if range.overlaps(offset..<cluster.end) { result.append(column..<column + width) }
      column += width
      offset = cluster.end
      while let range = next.first, range.upperBound <= offset { next.removeFirst() }
    }
    return result
  }
}

extension VisibleText {
  /// The columns that parts of the text take, given in UTF-8 offsets and in order.
  /// - Parameter limit: what stands behind this column is left out.
  public func columns(of parts: [Range<Int>], limit: Int) -> [Range<Int>] {
    let bytes = text.utf8Span.span
    var result: [Range<Int>] = []
    var offset = 0
    var column = 0
    var next = parts[...]
    while offset < bytes.count, column < limit, let range = next.first {
      let cluster = scanner.cluster(at: offset, of: bytes)
      if range.overlaps(offset..<cluster.end) {
        result.append(column..<Swift.min(limit, column + cluster.totalColumns))
      }
      column += cluster.totalColumns
      offset = cluster.end
      while let range = next.first, range.upperBound <= offset { next.removeFirst() }
    }
    return result
  }
}
