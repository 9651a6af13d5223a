import MemoryModel

/// Digests of the ids that were seen: an id of 36 characters costs 8 bytes here, also after its page was dropped.
struct SeenMemories: Sendable {
  private var digests: Set<Int> = []

  var count: Int { digests.count }

  /// False for one that was seen.
  mutating func insert(_ memory: Memory) -> Bool {
    var hasher = Hasher()
    hasher.combine(memory.category)
    hasher.combine(memory.unknownList)
    hasher.combine(memory.id)
    return digests.insert(hasher.finalize()).inserted
  }
}
