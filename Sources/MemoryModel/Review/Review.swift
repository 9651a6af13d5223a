/// Texts of one category that say nearly the same. Texts are added one by one, while pages arrive; ``group(budget:)``
/// makes groups of what was added so far.
///
/// Texts that are equal after normalisation share a line. Lines of equal masked wording are found by a dictionary, and
/// similar lines by ``CandidateIndex``, after which the candidates are compared exactly. So the time grows with the number
/// of texts and not with its square.
public struct Review: Sendable {
  private(set) var items: [Item] = []
  private(set) var lines: [Line] = []
  private(set) var wordings: [MaskedWording] = []
  private(set) var families: [Family] = []
  private(set) var familyEntries: [FamilyEntry] = []
  /// Pairs of similar masked wordings.
  private(set) var similarWordings: [(Int32, Int32)] = []
  /// Pairs of near lines, by similarity: the last are equal but for their numbers of words.
  private(set) var near = [[(Int32, Int32)]](repeating: [], count: Self.levels + 1)
  /// Times that texts were added or removed.
  private var version = 0
  /// Times that something changed of what was there before.
  private(set) var rewrites = 0

  private var pairs: [UInt32] = []
  private var maskedPairs: [UInt32] = []
  private var slots: [UInt64] = []
  private var lineOfIdentity = ShardedTable<Identity, Int32>()
  private var wordingOfKey = ShardedTable<UInt64, Int32>()
  private var familyOfKey = ShardedTable<UInt64, Int32>()
  private var nearIndex = CandidateIndex(
    bands: ReviewRules.nearBands, hashesInBand: ReviewRules.nearHashesInBand)
  private var wordingIndex = CandidateIndex(
    bands: ReviewRules.wordingBands, hashesInBand: ReviewRules.wordingHashesInBand)
  private var reader = WordReader()
  private var candidates: [Int32] = []
  private var grouping: ReviewGrouping?
  public private(set) var groups: [ReviewGroup] = []

  static let levels = 40
  private static let mostNamesOfFamily = 8

  private struct Identity: Hashable, Sendable {
    let one: UInt64
    let other: UInt64
  }

  struct Item: Sendable {
    /// -1 without a text, and after the item was removed.
    var line: Int32
    /// The next item of the line.
    var next: Int32 = -1
    /// When it was updated; the least number without a time.
    var updated: Int64
  }

  struct Line: Sendable {
    var first: Int32
    var last: Int32
    var liveItems: Int32 = 1
    var wording: Int32
    var next: Int32 = -1  // Of the same wording
    var neighbours: UInt8 = 0
    var isCut: Bool
    var length: Int32
    var pairs: Range<Int32>
    var slots: Range<Int32>
    var negations: UInt64
  }

  struct MaskedWording: Sendable {
    var first: Int32
    var last: Int32
    var neighbours: UInt8 = 0
    var isComparable: Bool
    var pairs: Range<Int32>
  }

  /// Lines of one wording of which those of two variants contradict each other: the same names but other numbers, or all
  /// the same but one name. Lines of one variant say the same: `doesn't drink`, `does not drink`, `never drinks`.
  struct Family: Sendable {
    var first: Int32
    var last: Int32
  }

  struct FamilyEntry: Sendable {
    var line: Int32
    var next: Int32 = -1
    var variant: UInt32
  }

  public init() {}

  public var count: Int { items.count }
  public var isGrouped: Bool { groupedVersion == version }
  public var isGrouping: Bool { grouping != nil }
  /// Items that were there when the grouping of ``groups`` began.
  public private(set) var groupedCount = 0
  private var groupedVersion = 0

  /// About what it keeps in memory.
  public var bytes: Int {
    nearIndex.bytes + wordingIndex.bytes + items.capacity * 16 + lines.capacity * 72 + wordings.capacity * 24
      + (pairs.capacity + maskedPairs.capacity) * 4 + slots.capacity * 8
      + (families.capacity + familyEntries.capacity) * 12 + lines.count * 96
  }

  /// The next item, counted from 0. Without a text, or one of spaces and punctuation only, it is in no group.
  /// - Returns: the work it was, in units of ``group(budget:)``.
  @discardableResult
  public mutating func add(_ text: String?, updated: Int64?) -> Int {
    version += 1
    let time = updated ?? .min
    guard let text else {
      items.append(Item(line: -1, updated: time))
      return 1
    }
    let list = reader.read(text)
    guard !list.isEmpty else {
      items.append(Item(line: -1, updated: time))
      return text.utf8.count + 1
    }
    let item = Int32(items.count)
    let identity = Identity(one: list.identity.0, other: list.identity.1)
    if let line = lineOfIdentity[identity] {
      items.append(Item(line: line, updated: time))
      items[Int(lines[Int(line)].last)].next = item
      lines[Int(line)].last = item
      if !isLive(line) { rewrites += 1 }
      lines[Int(line)].liveItems += 1
      return text.utf8.count + 20
    }
    let line = Int32(lines.count)
    lineOfIdentity[identity] = line
    items.append(Item(line: line, updated: time))
    let wording = Wording(list, of: text)
    addLine(item, wording, list)
    return text.utf8.count * 2 + wording.pairs.count * 12 + candidates.count * 10 + 400
  }

  public mutating func remove(_ item: Int) {
    guard items.indices.contains(item), items[item].line >= 0 else { return }
    version += 1
    rewrites += 1
    lines[Int(items[item].line)].liveItems -= 1
    items[item].line = -1
  }

  // MARK: Adding a line

  private mutating func addLine(_ item: Int32, _ wording: Wording, _ list: WordList) {
    let line = Int32(lines.count)
    let firstPair = Int32(pairs.count)
    pairs += wording.pairs
    let firstSlot = Int32(slots.count)
    for slot in wording.slots { slots.append(slot.hash & ~1 | (slot.isName ? 1 : 0)) }
    let negations = wording.negations.isEmpty ? 0 : wording.negations.reduce(0xDE41, mixed)
    lines.append(
      Line(
        first: item, last: item, wording: -1, isCut: list.isCut, length: Int32(clamping: list.length),
        pairs: firstPair..<Int32(pairs.count), slots: firstSlot..<Int32(slots.count), negations: negations))
    addWording(wording, of: line)
    if wordings[Int(lines[Int(line)].wording)].isComparable { addFamilies(of: line, wording) }
    nearIndex.add(pairSet(line), candidates: &candidates)
    for other in candidates { compare(line, other) }
  }

  private mutating func addWording(_ wording: Wording, of line: Int32) {
    if let known = wordingOfKey[wording.maskedKey] {
      lines[Int(line)].wording = known
      lines[Int(wordings[Int(known)].last)].next = line
      wordings[Int(known)].last = line
      return
    }
    let number = Int32(wordings.count)
    wordingOfKey[wording.maskedKey] = number
    lines[Int(line)].wording = number
    let first = Int32(maskedPairs.count)
    maskedPairs += wording.maskedPairs
    wordings.append(
      MaskedWording(
        first: line, last: line, isComparable: wording.unmaskedWords >= ReviewRules.fewestWords,
        pairs: first..<Int32(maskedPairs.count)))
    let set = maskedSet(number)
    wordingIndex.add(set, candidates: &candidates)
    for other in candidates {
      guard wordings[Int(number)].neighbours < ReviewRules.mostNeighbours,
        wordings[Int(number)].isComparable, wordings[Int(other)].isComparable,
        Jaccard.similarity(set, maskedSet(other), atLeast: ReviewRules.sameWording) != nil
      else { continue }
      wordings[Int(number)].neighbours += 1
      similarWordings.append((other, number))
    }
  }

  private mutating func addFamilies(of line: Int32, _ wording: Wording) {
    let names = wording.slots.indices.filter { wording.slots[$0].isName }
    let values = wording.slots.reduce(lines[Int(line)].negations) { $1.isName ? $0 : mixed($0, $1.hash) }
    let own = names.reduce(wording.maskedKey) { mixed($0, wording.slots[$1].hash) }
    addToFamily(mixed(own, 0x9A3E), line, variant: values)
    for name in names.prefix(Self.mostNamesOfFamily) {
      let others = names.reduce(mixed(wording.maskedKey, UInt64(name) &+ 1)) {
        $1 == name ? $0 : mixed($0, wording.slots[$1].hash)
      }
      addToFamily(mixed(others, values), line, variant: wording.slots[name].hash)
    }
  }

  private mutating func addToFamily(_ key: UInt64, _ line: Int32, variant: UInt64) {
    let entry = Int32(familyEntries.count)
    familyEntries.append(
      FamilyEntry(line: line, variant: UInt32(truncatingIfNeeded: mixed(0xFA, variant) >> 7)))
    if let known = familyOfKey[key] {
      familyEntries[Int(families[Int(known)].last)].next = entry
      families[Int(known)].last = entry
    } else {
      familyOfKey[key] = Int32(families.count)
      families.append(Family(first: entry, last: entry))
    }
  }

  private mutating func compare(_ line: Int32, _ other: Int32) {
    guard lines[Int(line)].neighbours < ReviewRules.mostNeighbours else { return }
    if lines[Int(line)].wording == lines[Int(other)].wording, mayContradict(line, other) { return }
    guard let similarity = similarity(line, other) else { return }
    lines[Int(line)].neighbours += 1
    let level = Int((similarity - ReviewRules.near) / (1 - ReviewRules.near) * Double(Self.levels))
    near[max(0, min(Self.levels, level))].append((other, line))
  }

  // MARK: Comparing two lines

  private func pairSet(_ line: Int32) -> ArraySlice<UInt32> {
    let range = lines[Int(line)].pairs
    return pairs[Int(range.lowerBound)..<Int(range.upperBound)]
  }

  private func maskedSet(_ wording: Int32) -> ArraySlice<UInt32> {
    let range = wordings[Int(wording)].pairs
    return maskedPairs[Int(range.lowerBound)..<Int(range.upperBound)]
  }

  /// nil if they are not near.
  func similarity(_ one: Int32, _ other: Int32) -> Double? {
    guard hasSimilarLength(one, other) else { return nil }
    return Jaccard.similarity(pairSet(one), pairSet(other), atLeast: ReviewRules.near)
  }

  /// Of texts of which only the beginning is compared.
  private func hasSimilarLength(_ one: Int32, _ other: Int32) -> Bool {
    guard lines[Int(one)].isCut || lines[Int(other)].isCut else { return true }
    let lengths = [Double(lines[Int(one)].length), Double(lines[Int(other)].length)].sorted()
    return lengths[0] >= ReviewRules.near * lengths[1]
  }

  /// Whether lines whose masked wordings are equal or similar differ in a number, a date, a name or a negation. A name
  /// that differs together with something else is another subject: `Anna's … 3 May` and `Tom's … 9 June`.
  func mayContradict(_ one: Int32, _ other: Int32) -> Bool {
    guard hasSimilarLength(one, other) else { return false }
    let isNegated = lines[Int(one)].negations != lines[Int(other)].negations
    let left = slots[Int(lines[Int(one)].slots.lowerBound)..<Int(lines[Int(one)].slots.upperBound)]
    let right = slots[Int(lines[Int(other)].slots.lowerBound)..<Int(lines[Int(other)].slots.upperBound)]
    var names = 0
    var values = 0
    if lines[Int(one)].wording == lines[Int(other)].wording {
      for (a, b) in zip(left, right) where a != b {
        if (a | b) & 1 == 1 { names += 1 } else { values += 1 }
      }
    } else {
      let differing = Self.difference(left.sorted(), right.sorted())
      names = differing.names
      values = differing.values
    }
    if names > 0 { return names == 1 && values == 0 && !isNegated }
    return isNegated || values > 0
  }

  /// Whether lines differ in nothing that is compared: `doesn't drink` and `does not drink`.
  func saySame(_ one: Int32, _ other: Int32) -> Bool {
    let (a, b) = (lines[Int(one)], lines[Int(other)])
    guard a.wording == b.wording, a.negations == b.negations, hasSimilarLength(one, other) else {
      return false
    }
    return slots[Int(a.slots.lowerBound)..<Int(a.slots.upperBound)].elementsEqual(
      slots[Int(b.slots.lowerBound)..<Int(b.slots.upperBound)])
  }

  /// How many slots stand against another one. A slot that only one side has is more said, not something else said;
  /// a name that only one side has is another subject.
  private static func difference(_ one: [UInt64], _ other: [UInt64]) -> (names: Int, values: Int) {
    var left: [UInt64] = []
    var right: [UInt64] = []
    var (place, otherPlace) = (0, 0)
    while place < one.count || otherPlace < other.count {
      if otherPlace == other.count || (place < one.count && one[place] < other[otherPlace]) {
        left.append(one[place])
        place += 1
      } else if place == one.count || other[otherPlace] < one[place] {
        right.append(other[otherPlace])
        otherPlace += 1
      } else {
        place += 1
        otherPlace += 1
      }
    }
    let names = (left.filter { $0 & 1 == 1 }.count, right.filter { $0 & 1 == 1 }.count)
    let values = (left.count - names.0, right.count - names.1)
    if names.0 != names.1 { return (2, 0) }
    return (names.0, min(values.0, values.1))
  }

  func isLive(_ line: Int32) -> Bool { lines[Int(line)].liveItems > 0 }

  // MARK: Grouping

  /// Groups what was added before it began, a part at a time. What is added meanwhile does not disturb it, and gets into
  /// the next groups: see ``groupedCount``.
  /// - Parameter budget: the work that may be done, in units of about ten nanoseconds; what was done is taken off.
  /// - Returns: whether ``groups`` are new, or of all that was added.
  @discardableResult
  public mutating func group(budget: inout Int) -> Bool {
    guard !isGrouped else { return true }
    var current = grouping?.rewrites == rewrites ? grouping : nil
    grouping = nil
    var running = current ?? ReviewGrouping(self, version: version)
    current = nil
    guard let groups = running.run(self, &budget) else {
      grouping = running
      return false
    }
    self.groups = groups
    groupedVersion = running.version
    groupedCount = running.items
    return true
  }

  /// Groups all at once.
  public mutating func group() {
    while !isGrouped {
      var budget = Int.max
      group(budget: &budget)
    }
  }
}

/// A dictionary in parts. One of a hundred thousand keys takes many milliseconds when it grows, in which no key of the
/// keyboard would be answered; its parts grow at different times.
struct ShardedTable<Key: Hashable & Sendable, Value: Sendable>: Sendable {
  private var parts = [[Key: Value]](repeating: [:], count: 64)

  subscript(key: Key) -> Value? {
    get { parts[part(key)][key] }
    set { parts[part(key)][key] = newValue }
  }

  private func part(_ key: Key) -> Int { key.hashValue & (parts.count - 1) }
}
