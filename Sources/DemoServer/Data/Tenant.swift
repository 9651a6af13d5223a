/// Where a row lies, written as a UUID: its id alone finds the row, without a table.
struct RowID: Equatable {
  var tenant: Int
  var category: Category
  var index: Int
  private static let indexBits = 40
  private static let checkSalt: UInt64 = 0x6D65_6D74_7569_2121

  private var packed: UInt64 {
    UInt64(tenant) << 48 | UInt64(category.rawValue) << UInt64(RowID.indexBits) | UInt64(index)
  }

  /// 60 scrambled bits, the version, the variant, 4 scrambled bits and 58 bits of check.
  var uuid: String {
    let scrambled = Noise.mix(packed ^ RowID.checkSalt)
    let check = Noise.mix(scrambled ^ RowID.checkSalt) >> 10
    let high = ((scrambled >> 16) << 16) | 0x4000 | ((scrambled >> 4) & 0xFFF)
    let low = 0x8000_0000_0000_0000 | (scrambled & 0xF) << 58 | check
    let parts = [
      (high >> 32, 8), (high >> 16 & 0xFFFF, 4), (high & 0xFFFF, 4), (low >> 48, 4),
      (low & 0xFFFF_FFFF_FFFF, 12),
    ]
    return parts.map { padded($0, $1, radix: 16) }.joined(separator: "-")
  }
}

extension RowID {
  init?(uuid text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count == 36, [8, 13, 18, 23].allSatisfy({ bytes[$0] == UInt8(ascii: "-") }) else {
      return nil
    }
    let digits = text.replacing("-", with: "")
    guard digits.utf8.count == 32, let high = UInt64(digits.prefix(16), radix: 16),
      let low = UInt64(digits.suffix(16), radix: 16)
    else { return nil }
    let scrambled = ((high >> 16) << 16) | (high & 0xFFF) << 4 | ((low >> 58) & 0xF)
    let packed = Noise.unmix(scrambled) ^ RowID.checkSalt
    guard let category = Category(rawValue: Int(packed >> UInt64(RowID.indexBits) & 0xFF)) else { return nil }
    self.init(
      tenant: Int(truncatingIfNeeded: packed >> 48), category: category,
      index: Int(packed & (1 << UInt64(RowID.indexBits) - 1)))
    guard uuid == text.lowercased() else { return nil }
  }
}

struct Tenant {
  let number: Int
  let id: String
  let isAgent: Bool
  /// In a few words; nil for one without memories.
  var character: String?
  let facts: Int
  let preferences: Int
  let tools: Int

  func count(_ category: Category) -> Int {
    switch category {
    case .fact: facts
    case .preference: preferences
    case .tool: tools
    }
  }

  /// `memories` replaces the 1,287 facts of `memos_user_123`; preferences and tools keep their share.
  static func all(memories: Int?) -> [Tenant] {
    let facts = memories ?? 1287
    // The remainder on its own: the product of all would overflow for large numbers.
    func share(_ count: Int) -> Int { facts / 1287 * count + (facts % 1287 * count + 1287 / 2) / 1287 }
    return [
      Tenant(
        number: 0, id: "memos_user_123", isAgent: false, character: "a traveller", facts: facts,
        preferences: share(183), tools: share(91)),
      Tenant(
        number: 1, id: "memos_user_456", isAgent: false, character: "a nurse", facts: 37, preferences: 12,
        tools: 3),
      Tenant(
        number: 2, id: "memos_user_789", isAgent: false, character: "a student", facts: 50, preferences: 100,
        tools: 0),
      Tenant(number: 3, id: "memos_user_empty", isAgent: false, facts: 0, preferences: 0, tools: 0),
      Tenant(
        number: 4, id: "agent_concierge", isAgent: true, character: "a hotel", facts: 64, preferences: 5,
        tools: 8),
    ]
  }
}

enum Category: Int, CaseIterable {
  case fact, preference, tool

  var names: (list: String, bucket: String) {
    switch self {
    case .fact: ("memory_detail_list", "text_mem")
    case .preference: ("preference_detail_list", "pref_mem")
    case .tool: ("tool_memory_detail_list", "tool_mem")
    }
  }
}
