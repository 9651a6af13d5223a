/// The places of the records of an export by category and id, in about 30 bytes each. It keeps a digest of the id; whether
/// a record really has an id is seen in its file.
struct PlaceTable: Sendable {
  private var digests = SegmentedList()
  private var places = SegmentedList()
  private var slots: [UInt32] = []  // A number counted from 1; 0 is free

  var count: Int { places.count }

  static func digest(_ memory: Memory) -> UInt64 {
    var hasher = Hasher()
    ByteString.hash(memory.listName, into: &hasher)
    memory.id.hash(into: &hasher)
    return UInt64(truncatingIfNeeded: hasher.finalize())
  }

  /// Of a record without an id: of so many that say the same.
  static func digest(_ content: UInt64, _ occurrence: Int) -> UInt64 {
    var hasher = Hasher()
    hasher.combine(content)
    hasher.combine(occurrence)
    return UInt64(truncatingIfNeeded: hasher.finalize())
  }

  /// In one word: 37 bits of offset, 26 of length, and whether the other side has it too.
  static let longestFile = 1 << 37
  private static let isPaired: UInt64 = 1 << 63
  private static let lengthBits: UInt64 = 26

  func place(_ number: Int) -> ExportPlace {
    let word = places[number] & ~Self.isPaired
    let length = Int(word & (1 << Self.lengthBits - 1))
    return ExportPlace(offset: Int(word >> Self.lengthBits), length: length + 1)
  }

  func isPaired(_ number: Int) -> Bool { places[number] & Self.isPaired != 0 }
  mutating func setPaired(_ number: Int) { places[number] |= Self.isPaired }

  /// Numbers are given in the order in which records are added.
  mutating func add(_ place: ExportPlace, digest: UInt64) {
    digests.append(digest)
    places.append(UInt64(place.offset) << Self.lengthBits | UInt64(place.length - 1))
    if places.count * 4 > slots.count * 3 { grow() } else { insert(places.count - 1) }
  }

  /// - Parameter holds: whether the record with this number has the id.
  func number(digest: UInt64, where holds: (Int) throws -> Bool) rethrows -> Int? {
    guard !slots.isEmpty else { return nil }
    var slot = Int(truncatingIfNeeded: digest) & (slots.count - 1)
    while slots[slot] != 0 {
      let number = Int(slots[slot]) - 1
      if digests[number] == digest, try holds(number) { return number }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  private mutating func grow() {
    let count = max(1024, slots.count * 2)
    slots = []  // Before the new one is made, so that memory never holds both
    slots = [UInt32](repeating: 0, count: count)
    for number in 0..<places.count { insert(number) }
  }

  private mutating func insert(_ number: Int) {
    var slot = Int(truncatingIfNeeded: digests[number]) & (slots.count - 1)
    while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
    slots[slot] = UInt32(number + 1)
  }
}

/// A list that never moves what it holds: an array that doubles needs three times its bytes meanwhile.
struct SegmentedList: Sendable {
  private var segments: [[UInt64]] = []
  private(set) var count = 0
  private static let bits = 14

  subscript(number: Int) -> UInt64 {
    get { segments[number >> Self.bits][number & (1 << Self.bits - 1)] }
    set { segments[number >> Self.bits][number & (1 << Self.bits - 1)] = newValue }
  }

  mutating func append(_ value: UInt64) {
    if count & (1 << Self.bits - 1) == 0 {
      segments.append([])
      segments[segments.count - 1].reserveCapacity(1 << Self.bits)
    }
    segments[segments.count - 1].append(value)
    count += 1
  }
}
