extension ClusterScanner {
  /// The end of what joins the cluster: one scalar, a joiner with what it joins, or the tags of a flag. Nil where the
  /// next scalar starts a cluster, or has no business there and becomes a mark.
  ///
  /// All that decides this is part of the cluster. A joiner that needs a letter behind it takes that letter along:
  /// otherwise a line that is broken between the two would be measured with the joiner and drawn with its mark.
  func joined(to cluster: GrowingCluster, of bytes: Span<UInt8>) -> Int? {
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
    // What has no letter is drawn on ◌, and drawn text is the same when it is read again.
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

  /// 🏴 g b e n g, closed by U+E007F; letters hidden in tags anywhere else are not a flag.
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

  /// Of what takes columns the last is a pictograph, with nothing on it but a selector.
  fileprivate var endsInPictograph: Bool {
    base.isPictograph && (isBase || (attached == 1 && last.value == 0xFE0F))
  }
}

extension Unicode.Scalar {
  fileprivate var isHangul: Bool { isHangulSyllable || isHangulLead || isHangulVowelOrTail }
}
