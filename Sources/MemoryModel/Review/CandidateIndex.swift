/// Finds sets that may be similar without comparing each with each: locality-sensitive hashing of MinHash signatures.
/// The smallest of hashed elements agrees for two sets with the probability of their Jaccard similarity. A band joins
/// some of these hashes; sets that agree in a whole band are candidates.
struct CandidateIndex: Sendable {
  private let bandCount: Int
  private let hashesInBand: Int
  private let multipliers: [SIMD16<UInt32>]
  private let summands: [SIMD16<UInt32>]
  /// Of each band: by the key's low bits, the latest set.
  private var heads: [[Int32]]
  /// Of each set and band. In chunks, so that growing copies nothing.
  private var chunks: [[Entry]] = []
  private var smallest: [SIMD16<UInt32>]
  /// When a set was last found, so that it is a candidate once.
  private var seen: [Int32] = []
  private(set) var count = 0
  private var searches: Int32 = -1  // Counted downwards, as no set is

  private struct Entry: Sendable {
    var key: UInt32
    /// The set before in the same place.
    var next: Int32
  }

  private static let firstCapacity = 1 << 8
  private static let setsInChunk = 1 << 10

  init(bands: Int, hashesInBand: Int) {
    bandCount = bands
    self.hashesInBand = hashesInBand
    heads = [[Int32]](repeating: [Int32](repeating: -1, count: Self.firstCapacity), count: bands)
    let vectors = (bands * hashesInBand + 15) / 16
    var state: UInt64 = 0x6D65_6D74_7569
    func number() -> UInt32 {
      state = mixed(state, 0xF00D)
      return UInt32(truncatingIfNeeded: state >> 16)
    }
    func vector(_ make: () -> UInt32) -> SIMD16<UInt32> {
      var vector = SIMD16<UInt32>()
      for lane in 0..<16 { vector[lane] = make() }
      return vector
    }
    multipliers = (0..<vectors).map { _ in vector { number() | 1 } }
    summands = (0..<vectors).map { _ in vector(number) }
    smallest = [SIMD16<UInt32>](repeating: SIMD16(repeating: .max), count: vectors)
  }

  var bytes: Int {
    chunks.count * Self.setsInChunk * bandCount * 8 + heads.reduce(0) { $0 + $1.count * 4 } + seen.capacity
      * 4
  }

  /// Adds a set under the next number and collects the earlier ones that may be similar, the latest first.
  mutating func add(_ set: ArraySlice<UInt32>, candidates: inout [Int32]) {
    candidates.removeAll(keepingCapacity: true)
    sign(set)
    let own = Int32(count)
    seen.append(own)
    grow()
    if count % Self.setsInChunk == 0 {
      chunks.append([])
      chunks[chunks.count - 1].reserveCapacity(Self.setsInChunk * bandCount)
    }
    for band in 0..<bandCount {
      let key = key(of: band)
      let place = Int(key) & (heads[band].count - 1)
      let head = heads[band][place]
      if candidates.count < ReviewRules.mostCandidates { collect(from: head, band, key, own, &candidates) }
      chunks[chunks.count - 1].append(Entry(key: key, next: head))
      heads[band][place] = own
    }
    count += 1
  }

  /// Collects sets that may be similar, the latest first, without adding this one.
  mutating func find(_ set: ArraySlice<UInt32>, candidates: inout [Int32]) {
    candidates.removeAll(keepingCapacity: true)
    sign(set)
    searches -= 1
    for band in 0..<bandCount {
      let key = key(of: band)
      collect(from: heads[band][Int(key) & (heads[band].count - 1)], band, key, searches, &candidates)
    }
  }

  private mutating func collect(
    from head: Int32, _ band: Int, _ key: UInt32, _ own: Int32, _ candidates: inout [Int32]
  ) {
    var found = 0
    var steps = 0
    var other = head
    while other >= 0, found < ReviewRules.mostCandidatesInBand, steps < ReviewRules.mostCandidatesInBand * 2 {
      let entry = self[other, band]
      if entry.key == key {
        found += 1
        if seen[Int(other)] != own, candidates.count < ReviewRules.mostCandidates {
          seen[Int(other)] = own
          candidates.append(other)
        }
      }
      steps += 1
      other = entry.next
    }
  }

  private subscript(set: Int32, band: Int) -> Entry {
    chunks[Int(set) / Self.setsInChunk][Int(set) % Self.setsInChunk * bandCount + band]
  }

  private mutating func sign(_ set: ArraySlice<UInt32>) {
    for vector in multipliers.indices {
      let multiplier = multipliers[vector]
      let summand = summands[vector]
      var least = SIMD16<UInt32>(repeating: .max)
      for element in set {
        let hashed = multiplier &* element &+ summand
        least = pointwiseMin(least, hashed)
      }
      smallest[vector] = least
    }
  }

  private func key(of band: Int) -> UInt32 {
    var hash = UInt64(band)
    for step in 0..<hashesInBand {
      let place = band * hashesInBand + step
      hash = mixed(hash, UInt64(smallest[place >> 4][place & 15]))
    }
    return UInt32(truncatingIfNeeded: hash >> 7)
  }

  /// One band at a time, so that no single addition waits for all of them.
  private mutating func grow() {
    let band = count % bandCount
    guard heads[band].count < count else { return }
    let capacity = heads[band].count * 4
    var larger = [Int32](repeating: -1, count: capacity)
    for set in 0..<count {
      let place = Int(self[Int32(set), band].key) & (capacity - 1)
      chunks[set / Self.setsInChunk][set % Self.setsInChunk * bandCount + band].next = larger[place]
      larger[place] = Int32(set)
    }
    heads[band] = larger
  }
}

enum Jaccard {
  /// Whether two sorted sets have at least this similarity; it ends as soon as that is out of reach.
  /// - Returns: the similarity, or nil below the threshold.
  static func similarity(_ one: ArraySlice<UInt32>, _ other: ArraySlice<UInt32>, atLeast least: Double)
    -> Double?
  {
    let total = one.count + other.count
    guard !one.isEmpty, !other.isEmpty,
      Double(min(one.count, other.count)) >= least * Double(max(one.count, other.count))
    else { return nil }
    // |A∩B| / (|A| + |B| - |A∩B|) >= t
    let needed = (least * Double(total) / (1 + least) - 1e-9).rounded(.up)
    var missable = min(one.count, other.count) - Int(needed)
    guard missable >= 0 else { return nil }
    var shared = 0
    var left = one.startIndex
    var right = other.startIndex
    let isLeftSmaller = one.count <= other.count
    while left < one.endIndex, right < other.endIndex {
      let a = one[left]
      let b = other[right]
      if a == b {
        shared += 1
        left += 1
        right += 1
      } else if a < b {
        left += 1
        if isLeftSmaller {
          missable -= 1
          if missable < 0 { return nil }
        }
      } else {
        right += 1
        if !isLeftSmaller {
          missable -= 1
          if missable < 0 { return nil }
        }
      }
    }
    let similarity = Double(shared) / Double(total - shared)
    return similarity >= least - 1e-9 ? similarity : nil
  }
}
