/// Finds lines on demand and keeps them: the first forty lines of a megabyte cost forty lines.
public final class WrappedText {
  static let tabStop = 4

  public let text: String
  public let columns: Int
  public let hangingIndent: Int
  private let scanner: ClusterScanner
  /// In UTF-8 offsets.
  private var lines: [Range<Int>] = []
  private var offset = 0
  private var hasEnded = false
  /// Lines that continue the one before; kept only with a hanging indent.
  private var continued: Set<Int> = []
  private var isContinuing = false

  public init(_ text: String, columns: Int, hangingIndent: Int = 0, width: CellWidth) {
    self.text = text
    self.columns = max(1, columns)
    self.hangingIndent = max(0, min(hangingIndent, self.columns - 1))
    scanner = ClusterScanner(width: width)
  }

  /// At most `limit`. Empty text has one line; a line end at the end of the text starts none.
  public func lineCount(limit: Int = .max) -> Int {
    wrap(upTo: limit)
    return min(lines.count, limit)
  }

  /// With its tabs as spaces; nil beyond the last one.
  public func line(_ index: Int) -> String? {
    range(ofLine: index).map { expandingTabs($0, indent: indent(of: index)) }
  }

  private func range(ofLine index: Int) -> Range<Int>? {
    guard index >= 0 else { return nil }
    wrap(upTo: index + 1)
    return index < lines.count ? lines[index] : nil
  }

  private func indent(of line: Int) -> Int { continued.contains(line) ? hangingIndent : 0 }

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

  /// Adds ◌ to a mark after inserted spaces: otherwise the mark would combine with the last space.
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
        case .bare where followsOwnSpace: result += "\u{25CC}" + bytes.string(from: offset, to: cluster.end)
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

  /// The line that a UTF-8 offset is on.
  public func line(at offset: Int) -> Int {
    while !hasEnded, (lines.last?.upperBound ?? 0) <= offset { wrap(upTo: lines.count + 64) }
    var low = 0
    var high = lines.count
    while low < high {
      let middle = (low + high) / 2
      if lines[middle].lowerBound <= offset { low = middle + 1 } else { high = middle }
    }
    return max(0, low - 1)
  }

  /// Where parts of the text, given as ordered UTF-8 offsets, are on a line.
  public func columns(onLine index: Int, of parts: [Range<Int>]) -> [Range<Int>] {
    guard line(index) != nil else { return [] }
    return scanner.columns(
      of: parts, in: lines[index], of: text.utf8Span.span, from: indent(of: index), tabStop: Self.tabStop)
  }

  /// Includes matches across lines. `reach` is the most bytes of a match; `find` returns UTF-8 offsets.
  public func columns(onLine index: Int, reach: Int, found find: (String) -> [Range<Int>]) -> [Range<Int>] {
    guard let line = range(ofLine: index) else { return [] }
    let bytes = text.utf8Span.span
    var start = max(0, line.lowerBound - reach)
    while start > 0, bytes[start] & 0xC0 == 0x80 { start -= 1 }
    var end = min(bytes.count, line.upperBound + reach)
    while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
    let found = find(bytes.string(from: start, to: end)).map { $0.lowerBound + start..<$0.upperBound + start }
    return scanner.columns(of: found, in: line, of: bytes, from: indent(of: index), tabStop: Self.tabStop)
  }
}

extension VisibleText {
  /// The columns of parts of the text, given as ordered UTF-8 offsets, up to column `limit`.
  public func columns(of parts: [Range<Int>], limit: Int) -> [Range<Int>] {
    scanner.columns(of: parts, in: 0..<text.utf8.count, of: text.utf8Span.span, limit: limit)
  }
}

extension ClusterScanner {
  /// - Parameter tabStop: of a line with tabs; without it a tab is a mark.
  fileprivate func columns(
    of parts: [Range<Int>], in line: Range<Int>, of bytes: Span<UInt8>, from start: Int = 0,
    limit: Int = .max,
    tabStop: Int? = nil
  ) -> [Range<Int>] {
    var result: [Range<Int>] = []
    var offset = line.lowerBound
    var column = start
    var next = parts.drop { $0.upperBound <= line.lowerBound }
    while offset < line.upperBound, column < limit, let range = next.first {
      let cluster = cluster(at: offset, of: bytes)
      let width = cluster.form == .tab ? tabStop.map { $0 - (column - start) % $0 } : nil
      let end = column + (width ?? cluster.totalColumns)
      if range.overlaps(offset..<cluster.end) { result.append(column..<min(limit, end)) }
      column = end
      offset = cluster.end
      while let range = next.first, range.upperBound <= offset { next.removeFirst() }
    }
    return result
  }
}
