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
  let scanner: ClusterScanner
  /// In UTF-8 offsets.
  private(set) var lines: [Range<Int>] = []
  private var offset = 0
  private var hasEnded = false

  public init(_ text: String, columns: Int, width: CellWidth) {
    self.text = text
    self.columns = max(1, columns)
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
    return index < lines.count ? expandingTabs(lines[index]) : nil
  }

  private func wrap(upTo limit: Int) {
    guard !hasEnded, lines.count < limit else { return }
    let bytes = text.utf8Span.span
    while !hasEnded, lines.count < limit {
      var breaker = LineBreaker(scanner: scanner, columns: columns, start: offset)
      let found = breaker.line(of: bytes)
      lines.append(found.line)
      offset = found.next
      hasEnded = offset >= bytes.count
    }
  }

  private func expandingTabs(_ range: Range<Int>) -> String {
    let utf8 = text.utf8
    let start = utf8.index(utf8.startIndex, offsetBy: range.lowerBound)
    let line = String(text[start..<utf8.index(start, offsetBy: range.count)])
    guard line.utf8.contains(0x09) else { return line }
    let bytes = line.utf8Span.span
    var result = ""
    var offset = 0
    var column = 0
    while offset < bytes.count {
      let cluster = scanner.cluster(at: offset, of: bytes)
      if cluster.form == .tab {
        let spaces = Self.tabStop - column % Self.tabStop
        result += String(repeating: " ", count: spaces)
        column += spaces
      } else {
        result += bytes.string(from: offset, to: cluster.end)
        column += cluster.totalColumns
      }
      offset = cluster.end
    }
    return result
  }
}
