struct LineBreaker {
  private let scanner: ClusterScanner
  private let columns: Int
  private let start: Int
  private var offset: Int
  private var column = 0
  /// The last possible break: the line's text ends at `end`, the next line starts at `next`.
  private var opportunity: (end: Int, next: Int)?
  private var followsIdeograph = false
  private var followsSpace = false
  /// The line ends with a line end of the text, not because it is full.
  private(set) var hasLineEnd = false

  init(scanner: ClusterScanner, columns: Int, start: Int) {
    self.scanner = scanner
    self.columns = columns
    self.start = start
    offset = start
  }

  mutating func line(of bytes: Span<UInt8>) -> (line: Range<Int>, next: Int) {
    while offset < bytes.count {
      let byte = bytes[offset]
      if byte > 0x20, byte < 0x7F, column < columns, !followsIdeograph,
        offset + 1 < bytes.count, bytes[offset + 1] < 0x80
      {
        offset += 1
        column += 1
        followsSpace = false
        continue
      }
      let cluster = scanner.cluster(at: offset, of: bytes)
      if cluster.form == .lineEnd {
        hasLineEnd = true
        return (start..<offset, cluster.end)
      }
      if cluster.form == .tab || (byte == 0x20 && cluster.form == .text && cluster.end == offset + 1) {
        let width = cluster.form == .tab ? WrappedText.tabStop - column % WrappedText.tabStop : 1
        if column + width > columns { return (start..<offset, afterSpaces(of: bytes)) }
        let end = followsSpace ? opportunity?.end ?? offset : offset
        opportunity = (end, cluster.end)
        column += width
        followsSpace = true
        followsIdeograph = false
      } else {
        let isIdeograph = cluster.isIdeograph(at: offset, of: bytes)
        noteBreak(before: cluster, isIdeograph: isIdeograph, of: bytes)
        if column + cluster.totalColumns > columns { return overflow(cluster) }
        column += cluster.totalColumns
        followsIdeograph = isIdeograph
        followsSpace = false
      }
      offset = cluster.end
    }
    return (start..<bytes.count, bytes.count)
  }

  private mutating func noteBreak(before cluster: Cluster, isIdeograph: Bool, of bytes: Span<UInt8>) {
    guard offset > start, isIdeograph || followsIdeograph, !followsSpace else { return }
    guard !bytes.scalar(at: offset).scalar.closesPhrase else { return }
    opportunity = (offset, offset)
  }

  private func overflow(_ cluster: Cluster) -> (Range<Int>, Int) {
    if let opportunity, opportunity.end > start { return (start..<opportunity.end, opportunity.next) }
    return offset > start ? (start..<offset, offset) : (start..<cluster.end, cluster.end)
  }

  /// Spaces at the end of a full line are dropped, and a line end after them ends this line.
  private mutating func afterSpaces(of bytes: Span<UInt8>) -> Int {
    var next = offset
    var left = columns
    while next < bytes.count, left > 0, bytes[next] == 0x20 || bytes[next] == 0x09 {
      let cluster = scanner.cluster(at: next, of: bytes)
      guard cluster.form == .tab || cluster.end == next + 1 else { return next }
      next = cluster.end
      left -= 1
    }
    guard next < bytes.count else { return next }
    let cluster = scanner.cluster(at: next, of: bytes)
    hasLineEnd = cluster.form == .lineEnd
    return hasLineEnd ? cluster.end : next
  }
}

extension Cluster {
  /// Chinese and Japanese break between characters, Korean at spaces.
  fileprivate func isIdeograph(at offset: Int, of bytes: Span<UInt8>) -> Bool {
    guard bytes[offset] >= 0xE2, form == .text else { return false }
    let scalar = bytes.scalar(at: offset).scalar
    return scalar.isEastAsian && !(0xAC00...0xD7A3).contains(scalar.value)
  }
}

extension Unicode.Scalar {
  /// Never at the start of a line: 、。，」）.
  fileprivate var closesPhrase: Bool {
    switch self {
    case "、", "。", "，", "．", "！", "？", "：", "；", "」", "』", "）", "】", "》", "〉", "”", "’", "…", "ー",
      "・", "〕", "〗", "!", ",", ".", ")", ":", ";", "?":
      true
    default: false
    }
  }
}
