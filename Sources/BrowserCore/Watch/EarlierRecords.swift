import MemoryModel

/// Of memories that changed, the records from before their first change: a memory that was `tea`, then `coffee`, and is
/// `water` now, was `tea`. As marks do, they last until `r`, a new filter or a new user.
public struct EarlierRecords: Sendable {
  private var records: [Key: Memory] = [:]
  /// Those whose memories changed last are at the end.
  private var order: [Key] = []
  private(set) var bytes = 0

  static let most = 200
  /// Records of a megabyte would fill the memory that pages need.
  static let mostBytes = 32 << 20

  private struct Key: Hashable {
    let category: MemoryCategory
    let id: ByteString

    init(_ memory: Memory) { (category, id) = (memory.category, memory.id) }
  }

  var count: Int { records.count }

  subscript(memory: Memory) -> Memory? { records.isEmpty ? nil : records[Key(memory)] }

  /// - Returns: whether the memory differs from its earliest record.
  mutating func keep(_ change: MemoryChange) -> Bool {
    let key = Key(change.before)
    let earliest = records[key] ?? change.before.detached
    forget(key)
    guard MemoryChange(before: earliest, after: change.after).isReal else { return false }
    records[key] = earliest
    order.append(key)
    bytes += earliest.source.range.count
    while order.count > Self.most || bytes > Self.mostBytes, let oldest = order.first { forget(oldest) }
    return true
  }

  private mutating func forget(_ key: Key) {
    guard let record = records.removeValue(forKey: key) else { return }
    bytes -= record.source.range.count
    order.removeAll { $0 == key }
  }
}
