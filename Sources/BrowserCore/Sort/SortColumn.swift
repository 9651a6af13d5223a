import MemoryModel

/// What a pane can be sorted by: the columns of its list.
public enum SortColumn: Sendable, Hashable {
  case updated
  case kind
  case confidence
  case tools
  case success
  case text

  /// In the order in which `s` goes through them.
  public static func columns(of category: MemoryCategory) -> [SortColumn] {
    switch category {
    case .factual: [.updated, .kind, .confidence, .text]
    case .preference: [.updated, .kind, .text]
    case .tool: [.updated, .tools, .success, .text]
    case .skill, .profile, .event: [.updated, .text]
    }
  }

  /// The newest and the most certain first, words from A.
  var isDescendingAtFirst: Bool {
    switch self {
    case .updated, .confidence, .success: true
    case .kind, .tools, .text: false
    }
  }

  /// What rows of one key are told apart by; `nil` where the key says everything.
  func words(of memory: Memory) -> String? {
    switch self {
    case .updated, .confidence, .success: nil
    case .kind: memory.kind ?? ""
    case .tools: memory.toolUses.first?.name ?? ""
    case .text: memory.headline
    }
  }

  func key(of memory: Memory) -> SortKey {
    switch self {
    case .updated: (memory.updated ?? memory.created).map { SortKey($0.milliseconds) } ?? .missing
    case .confidence: memory.confidence.map { SortKey($0) } ?? .missing
    case .success: Self.mean(memory.toolUses.compactMap(\.successRate)).map { SortKey($0) } ?? .missing
    case .kind, .tools, .text: words(of: memory).map { SortKey(beginning: $0) } ?? .missing
    }
  }

  private static func mean(_ rates: [Double]) -> Double? {
    rates.isEmpty ? nil : rates.reduce(0, +) / Double(rates.count)
  }
}

/// A number, a time or the beginning of a text as one integer that sorts alike.
struct SortKey: Sendable, Hashable, Comparable {
  private let rank: UInt64
  private static let largest = UInt64.max - 2

  static let missing = SortKey(rank: .max - 1)
  /// Nothing is known of the row: its page was dropped.
  static let unknown = SortKey(rank: .max)

  var isValue: Bool { self < .missing }

  private init(rank: UInt64) {
    self.rank = rank
  }

  init(_ number: Int64) {
    rank = min(UInt64(bitPattern: number) ^ 1 << 63, Self.largest)
  }

  /// Negative numbers have their bits turned over, so that -2 sorts before -1.
  init(_ number: Double) {
    let bits = number.bitPattern
    rank = min(bits >> 63 == 1 ? ~bits : bits | 1 << 63, Self.largest)
  }

  /// Eight bytes, capital letters as small ones; no text is missing.
  init(beginning text: String) {
    guard !text.isEmpty else {
      self = .missing
      return
    }
    var rank: UInt64 = 0
    var count = 0
    for byte in text.utf8 {
      guard count < 8 else { break }
      rank = rank << 8 | UInt64(byte.lowercasedASCII)
      count += 1
    }
    self.rank = min(rank << UInt64(8 * (8 - count)), Self.largest)
  }

  static func < (left: SortKey, right: SortKey) -> Bool { left.rank < right.rank }
}

extension UInt8 {
  var lowercasedASCII: UInt8 { self &- UInt8(ascii: "A") < 26 ? self | 0x20 : self }
}
