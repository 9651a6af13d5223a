/// Finds the longest sequence that two lists have, in this order. Of long lists one that is nearly as long, from words
/// that are in both once: comparing each word with each would take too long.
struct SharedSequence<Word: Hashable> {
  private let one: [Word]
  private let other: [Word]
  /// For each word of the first list, whether it is in the sequence; the same for the second one.
  private(set) var isKept: [Bool]
  private(set) var isOtherKept: [Bool]

  init(_ one: [Word], _ other: [Word]) {
    (self.one, self.other) = (one, other)
    isKept = [Bool](repeating: false, count: one.count)
    isOtherKept = [Bool](repeating: false, count: other.count)
  }

  mutating func find() { find(in: 0..<one.count, 0..<other.count, depth: 0) }

  /// Steps of one comparison of each word with each.
  private var mostSteps: Int { 1 << 18 }
  private var deepest: Int { 12 }

  private mutating func find(in left: Range<Int>, _ right: Range<Int>, depth: Int) {
    var (left, right) = (left, right)
    while let a = left.first, let b = right.first, one[a] == other[b] {
      keep(a, b)
      left.removeFirst()
      right.removeFirst()
    }
    while let a = left.last, let b = right.last, one[a] == other[b] {
      keep(a, b)
      left.removeLast()
      right.removeLast()
    }
    guard !left.isEmpty, !right.isEmpty else { return }
    if left.count * right.count <= mostSteps { return findLongest(in: left, right) }
    guard depth < deepest else { return }
    var (start, otherStart) = (left.lowerBound, right.lowerBound)
    for (a, b) in anchors(in: left, right) {
      find(in: start..<a, otherStart..<b, depth: depth + 1)
      keep(a, b)
      (start, otherStart) = (a + 1, b + 1)
    }
    // Without an anchor nothing was divided.
    guard start > left.lowerBound else { return }
    find(in: start..<left.upperBound, otherStart..<right.upperBound, depth: depth + 1)
  }

  private mutating func keep(_ a: Int, _ b: Int) {
    isKept[a] = true
    isOtherKept[b] = true
  }

  private mutating func findLongest(in left: Range<Int>, _ right: Range<Int>) {
    let width = right.count + 1
    // Of the lists behind each pair of places. No sequence is longer than the shorter list: 512 words.
    var lengths = [UInt16](repeating: 0, count: (left.count + 1) * width)
    for row in stride(from: left.count - 1, through: 0, by: -1) {
      for column in stride(from: right.count - 1, through: 0, by: -1) {
        let below = (row + 1) * width + column
        lengths[row * width + column] =
          one[left.lowerBound + row] == other[right.lowerBound + column]
          ? lengths[below + 1] + 1 : max(lengths[below], lengths[row * width + column + 1])
      }
    }
    var (row, column) = (0, 0)
    while row < left.count, column < right.count {
      if one[left.lowerBound + row] == other[right.lowerBound + column] {
        keep(left.lowerBound + row, right.lowerBound + column)
        row += 1
        column += 1
      } else if lengths[(row + 1) * width + column] >= lengths[row * width + column + 1] {
        row += 1
      } else {
        column += 1
      }
    }
  }

  /// Words that are in both lists once, as many as are in the same order.
  private func anchors(in left: Range<Int>, _ right: Range<Int>) -> [(Int, Int)] {
    let places = uniquePlaces(one, left)
    let otherPlaces = uniquePlaces(other, right)
    let pairs = places.compactMap { word, place in otherPlaces[word].map { (place, $0) } }.sorted {
      $0.0 < $1.0
    }
    // The longest rising sequence: `ends[n]` is the pair that ends the lowest one of n + 1 pairs.
    var ends: [Int] = []
    var before = [Int](repeating: -1, count: pairs.count)
    for (index, pair) in pairs.enumerated() {
      var (low, high) = (0, ends.count)
      while low < high {
        let middle = (low + high) / 2
        if pairs[ends[middle]].1 < pair.1 { low = middle + 1 } else { high = middle }
      }
      if low > 0 { before[index] = ends[low - 1] }
      if low == ends.count { ends.append(index) } else { ends[low] = index }
    }
    var rising: [(Int, Int)] = []
    var next = ends.last ?? -1
    while next >= 0 {
      rising.append(pairs[next])
      next = before[next]
    }
    return rising.reversed()
  }

  private func uniquePlaces(_ words: [Word], _ part: Range<Int>) -> [Word: Int] {
    var places: [Word: Int] = [:]
    var repeated: Set<Word> = []
    for place in part where places.updateValue(place, forKey: words[place]) != nil {
      repeated.insert(words[place])
    }
    return places.filter { !repeated.contains($0.key) }
  }
}
