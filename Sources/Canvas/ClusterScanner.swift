/// Cuts text from strangers into clusters, and decides which of them are fit for a terminal.
///
/// It looks at what it is asked for and a bounded number of scalars beyond, so that a megabyte costs nothing until
/// it is seen. What it returns depends only on the text from the offset on: a line of wrapped text is measured and
/// drawn alike.
struct ClusterScanner {
  /// curses keeps five characters in a cell: a letter and four marks.
  static let marksPerCell = 4
  static let longestCluster = 20
  static let longestExcess = 99

  let width: CellWidth

  /// `offset` is the start of a scalar before the end.
  func cluster(at offset: Int, of bytes: Span<UInt8>) -> Cluster {
    let byte = bytes[offset]
    if byte < 0x80 {
      if byte < 0x20 || byte == 0x7F { return control(byte, at: offset, of: bytes) }
      if offset + 1 == bytes.count || bytes[offset + 1] < 0x80 {
        return Cluster(.text, columns: 1, end: offset + 1)
      }
    }
    let (scalar, next) = bytes.scalar(at: offset)
    if width.ascii { return asciiCluster(scalar, next: next, of: bytes) }
    return cluster(startingWith: scalar, next: next, of: bytes)
  }

  private func control(_ byte: UInt8, at offset: Int, of bytes: Span<UInt8>) -> Cluster {
    switch byte {
    case 0x0A: return Cluster(.lineEnd, columns: width.ascii ? 2 : 1, end: offset + 1)
    case 0x0D where offset + 1 < bytes.count && bytes[offset + 1] == 0x0A:
      return Cluster(.lineEnd, columns: width.ascii ? 2 : 1, end: offset + 2)
    case 0x09: return Cluster(.tab, columns: width.ascii ? 2 : 1, end: offset + 1)
    default: return Cluster(.control(byte), columns: 2, end: offset + 1)
    }
  }

  private func codePoint(_ scalar: Unicode.Scalar, next: Int) -> Cluster {
    let digits = scalar.value > 0xFFFFF ? 6 : scalar.value > 0xFFFF ? 5 : 4
    return Cluster(.codePoint(scalar), columns: digits + 4, end: next)
  }

  private func asciiCluster(_ scalar: Unicode.Scalar, next: Int, of bytes: Span<UInt8>) -> Cluster {
    var cluster = cluster(startingWith: scalar, next: next, of: bytes)
    guard cluster.form == .text || cluster.form == .bare else { return cluster }
    if scalar.isASCII && cluster.end == next { return cluster }
    cluster.form = .substitute(scalar.isASCII ? "?" : scalar)
    cluster.columns = 1
    cluster.textEnd = cluster.end
    cluster.excess = 0
    return cluster
  }

  private func cluster(startingWith scalar: Unicode.Scalar, next: Int, of bytes: Span<UInt8>) -> Cluster {
    if !scalar.isPlain, scalar.isControl || scalar.isInvisible { return codePoint(scalar, next: next) }
    let columns = scalar.isASCII ? 1 : width.columns(scalar)
    if columns < 0 { return codePoint(scalar, next: next) }
    if columns > 0, scalar.isPlain, next == bytes.count || bytes.scalar(at: next).scalar.isPlain {
      return Cluster(.text, columns: columns, end: next)
    }
    let bare = columns == 0 || scalar.isCombiningMark
    var growing = GrowingCluster(scalar, columns: columns, end: next, isBare: bare)
    while growing.scalars < Self.longestCluster, growing.end < bytes.count,
      let end = joined(to: growing, of: bytes)
    {
      guard append(upTo: end, to: &growing, of: bytes) else { break }
    }
    var cluster = Cluster(bare ? .bare : .text, columns: growing.columns, end: growing.end)
    if bare { cluster.columns += max(1, width.columns("\u{25CC}")) }
    cluster.excess = excess(after: growing, of: bytes, end: &cluster.end)
    return cluster
  }

  /// False where the cell is full.
  private func append(upTo end: Int, to growing: inout GrowingCluster, of bytes: Span<UInt8>) -> Bool {
    var grown = growing
    var isTooLong = false
    while grown.end < end {
      let (scalar, next) = bytes.scalar(at: grown.end)
      let columns = width.columns(scalar)
      guard columns >= 0 else { return false }
      grown.append(scalar, columns: columns, end: next)
      isTooLong = isTooLong || grown.attached > Self.marksPerCell
    }
    // The tags of a flag are the one thing longer than a cell; Terminal draws the flag without them.
    guard !isTooLong || grown.isTagged else { return false }
    growing = grown
    return true
  }

  private func excess(after growing: GrowingCluster, of bytes: Span<UInt8>, end: inout Int) -> Int {
    guard growing.attached >= Self.marksPerCell else { return 0 }
    var count = 0
    while count < Self.longestExcess, end < bytes.count, bytes[end] >= 0x80 {
      let (scalar, next) = bytes.scalar(at: end)
      guard !scalar.isPlain, scalar.isCombiningMark, width.columns(scalar) == 0 else { break }
      count += 1
      end = next
    }
    return count
  }
}
