/// Finds which texts of B are near which of A: as near as in the review.
/// Comparing each with each would take the square: the candidates are those that agree in a band of MinHash values, and
/// these are compared exactly. Texts of similarity 0.6 meet in some band with a probability of 99 %.
struct SimilarTexts {
  private static let bands: UInt64 = 20
  private static let hashesInBand: UInt64 = 3
  /// Thousands of texts of one template meet in each band; each is compared with so many.
  private static let mostCandidates = 32

  private var reader = WordReader()
  private var a = Sets()
  private var b = Sets()

  private struct Sets {
    var hashes: [UInt32] = []
    var ends: [Int] = []

    var count: Int { ends.count }
    subscript(number: Int) -> ArraySlice<UInt32> {
      hashes[(number == 0 ? 0 : ends[number - 1])..<ends[number]]
    }

    mutating func add(_ set: [UInt32]) {
      hashes += set
      ends.append(hashes.count)
    }
  }

  /// Texts are numbered on each side, from 0.
  mutating func add(_ text: String, to side: DiffSide) {
    let set = Wording(reader.read(text), of: text).pairs
    if side == .a { a.add(set) } else { b.add(set) }
  }

  /// One to one, the most similar first.
  func bestPairs() -> [(a: Int, b: Int)] {
    var pairs = nearPairs()
    pairs.sort { ($1.similarity, $0.a, $0.b) < ($0.similarity, $1.a, $1.b) }
    var (ones, others) = (Set<UInt32>(), Set<UInt32>())
    var best: [(a: Int, b: Int)] = []
    for pair in pairs where !ones.contains(pair.a) && !others.contains(pair.b) {
      ones.insert(pair.a)
      others.insert(pair.b)
      best.append((Int(pair.a), Int(pair.b)))
    }
    return best
  }

  private func nearPairs() -> [(similarity: Double, a: UInt32, b: UInt32)] {
    var known: Set<UInt64> = []
    var found: [(similarity: Double, a: UInt32, b: UInt32)] = []
    for band in 0..<Self.bands {
      let (left, right) = (keys(of: a, band), keys(of: b, band))
      var other = 0
      var start = 0
      for (place, one) in left.enumerated() {
        if place > 0, left[place - 1].key != one.key { start = place }
        while other < right.count, right[other].key < one.key { other += 1 }
        let end = right[other...].prefix { $0.key == one.key }.endIndex
        guard other < end else { continue }
        // Of many, those at the same place: both sides are in the order of their texts.
        let first = min(other + (place - start), max(other, end - Self.mostCandidates))
        for candidate in right[first..<min(end, first + Self.mostCandidates)] {
          guard known.insert(UInt64(one.number) << 32 | UInt64(candidate.number)).inserted else { continue }
          let sets = (a[Int(one.number)], b[Int(candidate.number)])
          guard let similarity = Jaccard.similarity(sets.0, sets.1, atLeast: ReviewRules.near) else {
            continue
          }
          found.append((similarity, one.number, candidate.number))
        }
      }
    }
    return found
  }

  /// The smallest hashes of one band, joined, of each text that has words.
  private func keys(of sets: Sets, _ band: UInt64) -> [(key: UInt64, number: UInt32)] {
    var keys: [(key: UInt64, number: UInt32)] = []
    keys.reserveCapacity(sets.count)
    for number in 0..<sets.count where !sets[number].isEmpty {
      var key: UInt64 = 0
      for hash in 0..<Self.hashesInBand {
        let factor = UInt32(truncatingIfNeeded: mixed(band * Self.hashesInBand + hash, 0xF00D)) | 1
        let summand = UInt32(truncatingIfNeeded: mixed(UInt64(factor), 0xBEEF))
        let least = sets[number].reduce(UInt32.max) { min($0, ($1 ^ $1 >> 15) &* factor &+ summand) }
        key = mixed(key, UInt64(least))
      }
      keys.append((key, UInt32(number)))
    }
    keys.sort { ($0.key, $0.number) < ($1.key, $1.number) }
    return keys
  }
}
