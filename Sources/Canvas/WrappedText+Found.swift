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
