public enum ReviewKind: Int, Sendable, CaseIterable, Comparable {
  case mayContradict, near, identical

  public static func < (one: ReviewKind, other: ReviewKind) -> Bool { one.rawValue < other.rawValue }
}

/// Texts that say nearly the same. Identical ones share a line.
public struct ReviewGroup: Sendable, Hashable {
  public let kind: ReviewKind
  /// Numbers of items, newest first, also the lines by their newest one.
  public let lines: [[Int]]
  /// The same without lines, newest first.
  public let items: [Int]
  /// When the newest was updated; the least number without a time.
  public let updated: Int64
}

/// Makes groups of pairs: every pair of a group qualifies (complete linkage). Greedy and in a fixed order, the most
/// similar pairs first, so that equal input makes equal groups. It groups what was there when it began, and leaves out
/// what is added while it runs.
struct ReviewGrouping: Sendable {
  let version: Int
  let rewrites: Int
  let items: Int
  private let lines: Int
  private let families: Int
  private let similarWordings: Int
  private enum Phase { case families, wordings, near, groups, done }

  private var phase = Phase.families
  private var place = 0
  private var level = Review.levels
  /// Of each line; -1 for a line alone.
  private var clusterOf: [Int32]
  private var clusters: [Cluster] = []
  private var line = 0
  private var groups: [ReviewGroup] = []

  private struct Cluster: Sendable {
    let kind: ReviewKind
    var lines: [Int32]
  }

  init(_ review: Review, version: Int) {
    self.version = version
    rewrites = review.rewrites
    items = review.items.count
    lines = review.lines.count
    families = review.families.count
    similarWordings = review.similarWordings.count
    clusterOf = [Int32](repeating: -1, count: lines)
  }

  /// nil while the budget did not suffice.
  mutating func run(_ review: Review, _ budget: inout Int) -> [ReviewGroup]? {
    while budget > 0 {
      switch phase {
      case .families: joinFamily(review, &budget)
      case .wordings: joinWordings(review, &budget)
      case .near: joinNear(review, &budget)
      case .groups: collect(review, &budget)
      case .done:
        return newestFirst
      }
    }
    return nil
  }

  private static let costOfSorting = 40

  /// Sorted by numbers, because moving groups is slow.
  private var newestFirst: [ReviewGroup] {
    let keys = groups.enumerated().map { place, group in
      (updated: group.updated, first: group.lines.first?.first ?? 0, place: place)
    }
    return keys.sorted { $0.updated != $1.updated ? $0.updated > $1.updated : $0.first < $1.first }
      .map { groups[$0.place] }
  }

  private mutating func enter(_ phase: Phase) {
    self.phase = phase
    place = 0
  }

  private mutating func joinFamily(_ review: Review, _ budget: inout Int) {
    guard place < families else { return enter(.wordings) }
    let family = review.families[place]
    place += 1
    budget -= 10
    guard family.first != family.last else { return }
    var members: [Int32] = []
    var first: UInt32?
    var isContradiction = false
    var next = family.first
    while next >= 0 {
      let entry = review.familyEntries[Int(next)]
      guard entry.line < lines else { break }
      next = entry.next
      budget -= 5
      guard clusterOf[Int(entry.line)] < 0, review.isLive(entry.line) else { continue }
      members.append(entry.line)
      isContradiction = isContradiction || first.map { $0 != entry.variant } ?? false
      first = first ?? entry.variant
    }
    if isContradiction { make(.mayContradict, of: members) }
  }

  private mutating func make(_ kind: ReviewKind, of lines: [Int32]) {
    for line in lines { clusterOf[Int(line)] = Int32(clusters.count) }
    clusters.append(Cluster(kind: kind, lines: lines))
  }

  private mutating func joinWordings(_ review: Review, _ budget: inout Int) {
    guard place < similarWordings else { return enter(.near) }
    let (one, other) = review.similarWordings[place]
    place += 1
    let left = tried(review, one)
    let right = tried(review, other)
    for line in left {
      for second in right {
        budget -= 5
        guard review.mayContradict(line, second) else { continue }
        join(line, second, .mayContradict, &budget) {
          review.mayContradict($0, $1) || review.saySame($0, $1)
        }
      }
    }
  }

  private func tried(_ review: Review, _ wording: Int32) -> [Int32] {
    var lines: [Int32] = []
    var line = review.wordings[Int(wording)].first
    while line >= 0, line < self.lines, lines.count < ReviewRules.mostLinesTried {
      if review.isLive(line) { lines.append(line) }
      line = review.lines[Int(line)].next
    }
    return lines
  }

  /// Joins what the two lines belong to if every pair across qualifies.
  private mutating func join(
    _ one: Int32, _ other: Int32, _ kind: ReviewKind, _ budget: inout Int, qualifies: (Int32, Int32) -> Bool
  ) {
    let (a, b) = (clusterOf[Int(one)], clusterOf[Int(other)])
    guard a < 0 || a != b else { return }
    if a < 0, b < 0 { return make(kind, of: [one, other]) }
    let left = a < 0 ? [one] : clusters[Int(a)].lines
    let right = b < 0 ? [other] : clusters[Int(b)].lines
    guard left.count + right.count <= ReviewRules.mostLinesOfGroup else { return }
    for line in left {
      for second in right {
        budget -= 20
        guard qualifies(line, second) else { return }
      }
    }
    let (target, source) = a < 0 ? (b, a) : (a, b)
    let moved = a < 0 ? left : right
    for line in moved { clusterOf[Int(line)] = target }
    clusters[Int(target)].lines += moved
    if source >= 0 { clusters[Int(source)].lines = [] }
  }

  private mutating func joinNear(_ review: Review, _ budget: inout Int) {
    // In the order of the later line.
    guard place < review.near[level].count, review.near[level][place].1 < lines else {
      place = 0
      level -= 1
      if level < 0 { enter(.groups) }
      return
    }
    let (one, other) = review.near[level][place]
    place += 1
    budget -= 5
    for line in [one, other] {
      guard review.isLive(line) else { return }
      let cluster = clusterOf[Int(line)]
      if cluster >= 0, clusters[Int(cluster)].kind == .mayContradict { return }
    }
    join(one, other, .near, &budget) { review.similarity($0, $1) != nil }
  }

  private mutating func collect(_ review: Review, _ budget: inout Int) {
    if place < clusters.count {
      let cluster = clusters[place]
      place += 1
      budget -= 10
      guard cluster.lines.count > 1 else { return }
      let lines = cluster.lines.map { items(of: $0, review) }
      budget -= 40 * lines.count
      groups.append(group(cluster.kind, lines, review))
    } else if line < lines {
      let number = Int32(line)
      line += 1
      budget -= 1
      guard clusterOf[Int(number)] < 0, review.lines[Int(number)].liveItems > 1 else { return }
      budget -= 20
      let items = items(of: number, review)
      if items.count > 1 { groups.append(group(.identical, [items], review)) }
    } else {
      enter(.done)
      budget -= Self.costOfSorting * groups.count
    }
  }

  private func items(of line: Int32, _ review: Review) -> [Int] {
    var items: [Int] = []
    var item = review.lines[Int(line)].first
    while item >= 0, item < self.items {
      if review.items[Int(item)].line >= 0 { items.append(Int(item)) }
      item = review.items[Int(item)].next
    }
    return items.count > 1 ? newestFirst(items, review) { $0 } : items
  }

  private func group(_ kind: ReviewKind, _ lines: [[Int]], _ review: Review) -> ReviewGroup {
    let ordered = newestFirst(lines, review) { $0.first ?? 0 }
    let newest = ordered.first?.first.map { review.items[$0].updated } ?? .min
    return ReviewGroup(
      kind: kind, lines: ordered, items: newestFirst(Array(ordered.joined()), review) { $0 }, updated: newest)
  }

  private func newestFirst<Element>(
    _ elements: [Element], _ review: Review, item: (Element) -> Int
  ) -> [Element] {
    func isBefore(_ one: Element, _ other: Element) -> Bool {
      let (a, b) = (item(one), item(other))
      let (first, second) = (review.items[a].updated, review.items[b].updated)
      return first != second ? first > second : a < b
    }
    let isOrdered = zip(elements, elements.dropFirst()).allSatisfy { isBefore($0, $1) }
    return isOrdered ? elements : elements.sorted(by: isBefore)
  }
}
