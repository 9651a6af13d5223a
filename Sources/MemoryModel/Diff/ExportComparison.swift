public enum DiffSide: Sendable, Hashable {
  case a, b
}

/// Compares two exports by category and id, whatever their order. First all records of A are added, then all of B: each
/// record of B is compared with the one of A that has its id, which is read again from its place. So nothing depends on
/// a digest, and memory grows by 31 bytes a record of A, and by as much a record that only B has.
/// Records without an id are matched one to one by what they say.
public struct ExportComparison: Sendable {
  /// Reads the memory at a place again.
  public typealias Reading = (DiffSide, ExportPlace) throws -> Memory

  private var a = PlaceTable()
  private var b = PlaceTable()  // Only those that A does not have
  private var changed: [(number: UInt32, length: UInt32, offset: UInt64)] = []
  private let comparison = RecordComparison(betweenUsers: false)

  private var pairs = 0

  public init() {}

  public var counts: DiffCounts {
    DiffCounts(
      onlyA: a.count - pairs, onlyB: b.count, changed: changed.count, same: pairs - changed.count)
  }

  /// In the order of their sides.
  public var onlyA: some Sequence<ExportPlace> {
    (0..<a.count).lazy.filter { !a.isPaired($0) }.map { a.place($0) }
  }
  public var onlyB: some Sequence<ExportPlace> { (0..<b.count).lazy.map { b.place($0) } }

  /// In the order of A, after ``sort()``.
  public var changes: some Sequence<(a: ExportPlace, b: ExportPlace)> {
    changed.lazy.map {
      (a.place(Int($0.number)), ExportPlace(offset: Int($0.offset), length: Int($0.length)))
    }
  }

  public mutating func sort() { changed.sort { $0.number < $1.number } }

  /// Throws an ``ExportFault`` for an id that this side has had.
  public mutating func add(_ record: ExportRecord, to side: DiffSide, _ read: Reading) throws {
    let digest = PlaceTable.digest(record.memory)
    guard record.place.offset + record.place.length < PlaceTable.longestFile, a.count < UInt32.max - 1,
      b.count < UInt32.max - 1
    else { throw ExportFault(.tooManyBytes, line: record.line) }
    guard record.memory.hasOwnID else { return try addWithoutID(record, to: side, read) }
    var stored: Memory?
    let found = try a.number(digest: digest) { number in
      let memory = try read(.a, a.place(number))
      stored = memory
      return Self.isSame(memory, record.memory)
    }
    switch (side, found) {
    case (.a, nil): a.add(record.place, digest: digest)
    case (.a, _?): throw Self.repetition(of: record)
    case (.b, let number?):
      guard !a.isPaired(number) else { throw Self.repetition(of: record) }
      a.setPaired(number)
      pairs += 1
      guard let stored, comparison.differ(stored, record.memory) else { return }
      changed.append((UInt32(number), UInt32(record.place.length), UInt64(record.place.offset)))
    case (.b, nil):
      let isRepeated = try b.number(digest: digest) { number in
        Self.isSame(try read(.b, b.place(number)), record.memory)
      }
      guard isRepeated == nil else { throw Self.repetition(of: record) }
      b.add(record.place, digest: digest)
    }
  }

  /// Of the records that say the same, the first of A is matched with the first of B, and so on.
  private mutating func addWithoutID(
    _ record: ExportRecord, to side: DiffSide, _ read: Reading
  ) throws {
    let content = comparison.digest(record.memory)
    func number(_ occurrence: Int) throws -> Int? {
      try a.number(digest: PlaceTable.digest(content, occurrence)) { number in
        let memory = try read(.a, a.place(number))
        return !memory.hasOwnID && ByteString.isSame(memory.listName, record.memory.listName)
          && !comparison.differ(memory, record.memory)
      }
    }
    switch side {
    case .a:
      let occurrence = try Self.firstFree { try number($0) != nil }
      a.add(record.place, digest: PlaceTable.digest(content, occurrence))
    case .b:
      let occurrence = try Self.firstFree { try number($0).map { a.isPaired($0) } ?? false }
      guard let number = try number(occurrence) else {
        // Nothing looks for it there, and equal digests would be slow.
        return b.add(record.place, digest: PlaceTable.digest(content, b.count))
      }
      a.setPaired(number)
      pairs += 1
    }
  }

  /// The least number from 1 on that is not taken; all before it are. A million equal records take twenty steps each.
  private static func firstFree(isTaken: (Int) throws -> Bool) rethrows -> Int {
    var (taken, free) = (0, 1)
    while try isTaken(free) { (taken, free) = (free, free * 2) }
    while free - taken > 1 {
      let middle = (taken + free) / 2
      if try isTaken(middle) { taken = middle } else { free = middle }
    }
    return free
  }

  private static func isSame(_ one: Memory, _ other: Memory) -> Bool {
    one.id == other.id && ByteString.isSame(one.listName, other.listName)
  }

  private static func repetition(of record: ExportRecord) -> ExportFault {
    ExportFault(
      .repeatedID(record.memory.id.text, category: record.memory.listName), line: record.line)
  }
}
