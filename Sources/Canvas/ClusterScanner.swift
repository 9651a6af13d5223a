/// The result depends only on the text from the offset on: wrapped lines are measured and drawn alike.
struct ClusterScanner {
  /// curses keeps five characters in a cell: a letter and four marks.
  private static let marksPerCell = 4
  private static let longestCluster = 20
  private static let longestExcess = 99

  let width: CellWidth

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
    // Only the tags of a flag are longer than a cell; Terminal draws the flag without them.
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

  /// Nil if the next scalar starts a cluster. A joiner takes its letter along: no line breaks there.
  private func joined(to cluster: GrowingCluster, of bytes: Span<UInt8>) -> Int? {
    guard bytes[cluster.end] >= 0x80 else { return nil }
    let (scalar, next) = bytes.scalar(at: cluster.end)
    if scalar.isPlain { return nil }
    switch scalar.value {
    case 0x200D: return endOfJoiner(cluster, next: next, of: bytes)
    case 0x200C: return endOfLetterJoiner(cluster, next: next, of: bytes)
    case 0xFE0E, 0xFE0F: return endOfEmojiSelector(cluster, next: next, of: bytes)
    case 0xFE00...0xFE0D:
      return cluster.isBase && (cluster.base.isSymbol || cluster.base.isEastAsian) ? next : nil
    case 0xE0100...0xE01EF: return cluster.isBase && cluster.base.isHan ? next : nil
    case 0xE0020...0xE007F: return endOfTags(cluster, of: bytes)
    case 0x180B...0x180D, 0x180F: return cluster.last.isMongolianLetter ? next : nil
    default: break
    }
    // Marks without a letter are drawn on ◌, and drawn text must read the same again.
    if cluster.scalars == 1, cluster.base.value == 0x25CC, !scalar.isInvisible, width.columns(scalar) == 0 {
      return next
    }
    if scalar.isRegionalIndicator {
      return cluster.scalars == 1 && cluster.base.isRegionalIndicator ? next : nil
    }
    if scalar.isSkinTone { return cluster.endsInPictograph && !cluster.base.isSkinTone ? next : nil }
    if scalar.isHangulVowelOrTail { return cluster.last.isHangul ? next : nil }
    if scalar.isHangulLead { return cluster.last.isHangulLead ? next : nil }
    if scalar.isCombiningMark { return next }
    // क् and ष make one syllable क्ष.
    if cluster.last.isVirama, scalar.value >> 7 == cluster.last.value >> 7, scalar.takesJoiners {
      return next
    }
    return nil
  }

  private func endOfJoiner(_ cluster: GrowingCluster, next: Int, of bytes: Span<UInt8>) -> Int? {
    if cluster.endsInPictograph, next < bytes.count {
      let (scalar, end) = bytes.scalar(at: next)
      if scalar.isPictograph { return end }
    }
    return endOfLetterJoiner(cluster, next: next, of: bytes)
  }

  private func endOfLetterJoiner(_ cluster: GrowingCluster, next: Int, of bytes: Span<UInt8>) -> Int? {
    guard cluster.last.takesJoiners else { return nil }
    if cluster.last.isVirama { return next }
    guard next < bytes.count else { return nil }
    let (scalar, end) = bytes.scalar(at: next)
    return scalar.takesJoiners ? end : nil
  }

  private func endOfEmojiSelector(_ cluster: GrowingCluster, next: Int, of bytes: Span<UInt8>) -> Int? {
    guard cluster.isBase else { return nil }
    if cluster.base.isSymbol && !cluster.base.isASCII { return next }
    guard cluster.base.isKeycapBase, next < bytes.count else { return nil }
    let (scalar, end) = bytes.scalar(at: next)
    return scalar.value == 0x20E3 ? end : nil
  }

  /// 🏴 g b e n g, closed by U+E007F; tags anywhere else are hidden letters, not a flag.
  private func endOfTags(_ cluster: GrowingCluster, of bytes: Span<UInt8>) -> Int? {
    guard cluster.scalars == 1, cluster.base.value == 0x1F3F4 else { return nil }
    var offset = cluster.end
    for _ in 0..<7 where offset < bytes.count {
      let (scalar, next) = bytes.scalar(at: offset)
      switch scalar.value {
      case 0xE0030...0xE0039, 0xE0061...0xE007A: offset = next
      case 0xE007F: return offset == cluster.end ? nil : next
      default: return nil
      }
    }
    return nil
  }
}

extension GrowingCluster {
  fileprivate var isBase: Bool { attached == 0 }

  /// The last scalar with columns is a pictograph, with nothing on it but a selector.
  fileprivate var endsInPictograph: Bool {
    base.isPictograph && (isBase || (attached == 1 && last.value == 0xFE0F))
  }
}

extension Unicode.Scalar {
  fileprivate var isHangul: Bool { isHangulSyllable || isHangulLead || isHangulVowelOrTail }
}
