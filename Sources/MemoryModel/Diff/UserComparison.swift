/// Compares the memories of two users, which share no ids. Within a category they are matched one to one: by equal text,
/// then by a key that is unique on both sides, then the most similar texts first. It keeps digests, not memories: those
/// are read again by their numbers, which are given in the order in which they were added.
public struct UserComparison: Sendable {
  public typealias Reading = (DiffSide, Int) throws -> Memory

  private var a = Side()
  private var b = Side()
  private let comparison = RecordComparison(betweenUsers: true)
  /// Numbers of memories that were matched and differ, in the order of A.
  public private(set) var changes: [(a: Int, b: Int)] = []
  private var pairs = 0

  public init() {}

  public mutating func add(_ memory: Memory, to side: DiffSide) {
    if side == .a { a.add(memory) } else { b.add(memory) }
  }

  /// After all were added.
  public mutating func match(_ read: Reading) rethrows {
    a.begin()
    b.begin()
    try matchTexts(read)
    try matchKeys(read)
    try matchSimilar(read)
    for (number, partner) in a.partners.enumerated() where partner >= 0 {
      pairs += 1
      if try comparison.differ(read(.a, number), read(.b, Int(partner))) {
        changes.append((number, Int(partner)))
      }
    }
  }

  public var count: Int { a.texts.count + b.texts.count }

  public var counts: DiffCounts {
    DiffCounts(
      onlyA: a.partners.count - pairs, onlyB: b.partners.count - pairs, changed: changes.count,
      same: pairs - changes.count)
  }

  public var onlyA: [Int] { a.alone }
  public var onlyB: [Int] { b.alone }

  private mutating func pair(_ one: Int, _ other: Int) {
    a.partners[one] = Int32(other)
    b.partners[other] = Int32(one)
  }

  // MARK: Equal texts

  private mutating func matchTexts(_ read: Reading) rethrows {
    for (ones, others) in Self.runs(a.sorted(by: a.texts), b.sorted(by: b.texts)) {
      try matchTexts(ones.map(Int.init), others.map(Int.init), read)
    }
  }

  /// Of so many memories with one text, those that are the same in all are matched first.
  private static let mostCompared = 64

  /// - Parameters: memories whose texts have one digest.
  private mutating func matchTexts(_ ones: [Int], _ others: [Int], _ read: Reading) rethrows {
    let text = TextOfCategory(try read(.a, ones[0]))
    var left = try ones.filter { TextOfCategory(try read(.a, $0)) == text }
    var right = try others.filter { TextOfCategory(try read(.b, $0)) == text }
    if left.count + right.count <= Self.mostCompared, left.count > 1 || right.count > 1 {
      for one in left {
        let memory = try read(.a, one)
        guard let place = try right.firstIndex(where: { try !comparison.differ(memory, read(.b, $0)) }) else {
          continue
        }
        pair(one, right.remove(at: place))
      }
      left = left.filter { a.partners[$0] < 0 }
    }
    for (one, other) in zip(left, right) { pair(one, other) }
  }

  // MARK: Unique keys

  private mutating func matchKeys(_ read: Reading) rethrows {
    for (ones, others) in Self.runs(a.sorted(by: a.keys), b.sorted(by: b.keys)) {
      guard ones.count == 1, others.count == 1 else { continue }
      let (one, other) = (Int(ones[0]), Int(others[0]))
      guard a.keys[one] != 0, a.partners[one] < 0, b.partners[other] < 0 else { continue }
      let (memory, candidate) = (try read(.a, one), try read(.b, other))
      let isSame =
        ByteString.isSame(memory.key, candidate.key)
        && ByteString.isSame(memory.listName, candidate.listName)
      if isSame { pair(one, other) }
    }
  }

  /// The numbers that have one digest on both sides.
  private static func runs(
    _ a: [(digest: UInt64, number: UInt32)], _ b: [(digest: UInt64, number: UInt32)]
  ) -> [([UInt32], [UInt32])] {
    var runs: [([UInt32], [UInt32])] = []
    var (one, other) = (0, 0)
    while one < a.count, other < b.count {
      let digest = a[one].digest
      if digest != b[other].digest {
        if digest < b[other].digest { one += 1 } else { other += 1 }
        continue
      }
      let ones = a[one...].prefix { $0.digest == digest }
      let others = b[other...].prefix { $0.digest == digest }
      runs.append((ones.map(\.number), others.map(\.number)))
      (one, other) = (ones.endIndex, others.endIndex)
    }
    return runs
  }

  // MARK: Similar texts

  private mutating func matchSimilar(_ read: Reading) rethrows {
    let (ones, others) = (a.aloneByCategory, b.aloneByCategory)
    for (category, left) in ones.sorted(by: { $0.key < $1.key }) {
      guard let right = others[category] else { continue }
      var similar = SimilarTexts()
      for number in left { similar.add(try read(.a, number).text, to: .a) }
      for number in right { similar.add(try read(.b, number).text, to: .b) }
      for (one, other) in similar.bestPairs() { pair(left[one], right[other]) }
    }
  }
}

/// What differs between the memories of two users, all of which are in memory.
public struct UserDifferences: Sendable {
  public struct Change: Sendable {
    public let a: Memory
    public let b: Memory
    /// The names of the fields that differ.
    public let fields: [String]
  }

  public let onlyA: [Memory]
  public let onlyB: [Memory]
  public let changed: [Change]
  public let same: Int

  public init(_ a: [Memory], _ b: [Memory]) {
    var comparison = UserComparison()
    for memory in a { comparison.add(memory, to: .a) }
    for memory in b { comparison.add(memory, to: .b) }
    comparison.match { $0 == .a ? a[$1] : b[$1] }
    onlyA = comparison.onlyA.map { a[$0] }
    onlyB = comparison.onlyB.map { b[$0] }
    let fields = RecordComparison(betweenUsers: true)
    changed = comparison.changes.map { places in
      let (one, other) = (a[places.a], b[places.b])
      return Change(a: one, b: other, fields: fields.differences(one, other).map(\.name))
    }
    same = comparison.counts.same
  }
}

public struct DiffCounts: Sendable, Hashable {
  public var onlyA = 0
  public var onlyB = 0
  public var changed = 0
  public var same = 0

  public var differ: Bool { onlyA + onlyB + changed > 0 }
}

/// One user's memories by digests of what they are matched by, each with its category.
private struct Side: Sendable {
  private(set) var texts = SegmentedList()
  private(set) var keys = SegmentedList()  // 0 without a key
  private var categories: [UInt16] = []
  private var numbersOfCategories: [ByteString: UInt16] = [:]
  private(set) var names: [ByteString] = []
  /// The number of the memory that each is matched with, or -1.
  var partners: [Int32] = []

  mutating func add(_ memory: Memory) {
    let category = ByteString(memory.listName)
    if numbersOfCategories[category] == nil, let number = UInt16(exactly: names.count) {
      numbersOfCategories[category] = number
      names.append(category)
    }
    categories.append(numbersOfCategories[category] ?? .max)
    let record = memory.record
    texts.append(digest(memory.text(in: record), category))
    keys.append(memory.key(in: record).map { max(1, digest($0, category)) } ?? 0)
  }

  private func digest(_ text: String, _ category: ByteString) -> UInt64 {
    var hasher = Hasher()
    category.hash(into: &hasher)
    ByteString.hash(text, into: &hasher)
    return UInt64(truncatingIfNeeded: hasher.finalize())
  }

  mutating func begin() { partners = [Int32](repeating: -1, count: categories.count) }

  func sorted(by digests: SegmentedList) -> [(digest: UInt64, number: UInt32)] {
    var sorted = (0..<digests.count).map { (digests[$0], UInt32($0)) }
    sorted.sort { ($0.0, $0.1) < ($1.0, $1.1) }
    return sorted
  }

  var alone: [Int] { partners.indices.filter { partners[$0] < 0 } }

  var aloneByCategory: [ByteString: [Int]] {
    Dictionary(grouping: alone) { number in
      let category = Int(categories[number])
      return category < names.count ? names[category] : ""
    }
  }
}

private struct TextOfCategory: Equatable {
  @ByteString var category: String
  @ByteString var text: String

  init(_ memory: Memory) {
    category = memory.listName
    text = memory.text
  }
}

extension Memory {
  fileprivate var key: String? { key(in: record) }

  /// Of a fact; nil if it has none.
  fileprivate func key(in record: JSONObject) -> String? {
    guard case .string(let key)? = record.withCloudNames(category)[.memoryKey], !key.isEmpty else {
      return nil
    }
    return key
  }
}
