import BrowserCore
import MemoryModel

/// A column of the list, in the order in which they are drawn. The text takes what the others leave.
enum ListColumn: Int, Comparable {
  case updated, created, kind, confidence, tools, success, error
  case text
  case scene, tags, agent, app, conversation, status

  static func < (one: ListColumn, other: ListColumn) -> Bool { one.rawValue < other.rawValue }

  /// Between two columns.
  static let gap = 2

  /// The most important ones first, as many as leave the text enough room.
  static func fitting(
    _ category: MemoryCategory, width: Int, room: Int, absoluteTimes: Bool
  ) -> [ListColumn] {
    let leastText = width < 70 || category == .tool ? 24 : 40
    var columns = [ListColumn.text]
    var free = room - leastText
    for column in byImportance(category) {
      free -= column.width(absoluteTimes: absoluteTimes) + gap
      guard free >= 0 else { break }
      columns.append(column)
    }
    return columns.sorted()
  }

  private static func byImportance(_ category: MemoryCategory) -> [ListColumn] {
    switch category {
    case .factual:
      [.updated, .confidence, .scene, .kind, .created, .tags, .agent, .app, .conversation, .status]
    // They have no confidence.
    case .preference: [.updated, .scene, .kind, .created, .tags, .agent, .app, .conversation, .status]
    case .tool: [.updated, .tools, .success, .error]
    case .skill, .profile, .event:
      [.updated, .scene, .created, .tags, .agent, .app, .conversation, .status]
    }
  }

  /// Without the gap. The text has no width of its own.
  func width(absoluteTimes: Bool) -> Int {
    switch self {
    case .updated: absoluteTimes ? 17 : 7
    case .created: absoluteTimes ? 17 : 9
    case .kind, .status: 10
    case .confidence: 5
    case .tools: 24
    case .success: 9
    case .error, .conversation: 18
    case .text: 0
    case .scene, .tags: 11
    case .agent: 16
    case .app: 12
    }
  }

  func title(_ category: MemoryCategory) -> String {
    switch self {
    case .kind: "TYPE"
    case .confidence: "CONF"
    case .text where category == .factual: "MEMORY"
    case .text where category == .tool: "EXPERIENCE"
    case .text: category.noun(1).uppercased()
    default: "\(self)".uppercased()
    }
  }

  /// What the loaded rows can be sorted by.
  var sort: SortColumn? {
    switch self {
    case .updated: .updated
    case .created: .created
    case .kind: .kind
    case .confidence: .confidence
    case .tools: .tools
    case .success: .success
    case .error: .error
    case .text: .text
    case .scene, .tags, .agent, .app, .conversation, .status: nil
    }
  }

  var role: Theme.Role {
    switch self {
    case .updated, .kind, .confidence, .tools, .success, .text: .text
    case .created, .error, .scene, .tags, .agent, .app, .conversation, .status: .faint
    }
  }

  /// Of all columns but the text, which has a title and matches to show.
  func text(_ memory: Memory, _ details: RowDetails, absoluteTimes: Bool, _ context: DrawingContext) -> String
  {
    func text(_ time: Timestamp) -> String { absoluteTimes ? context.moment(time) : context.age(time) }
    switch self {
    case .updated:
      if memory.updated == nil, let text = memory.unreadTimes?.updated { return text }
      return (memory.updated ?? memory.created).map(text) ?? memory.unreadTimes?.created ?? ""
    case .created: return memory.created.map(text) ?? memory.unreadTimes?.created ?? ""
    case .kind: return Self.shortKind(memory.kind ?? "")
    case .confidence: return memory.confidence.map(Self.hundredths) ?? ""
    case .tools: return memory.toolUses.map(\.name).joined(separator: ", ")
    case .success: return SuccessRange(memory)?.text(context.glyphs) ?? ""
    case .error: return details.lastError ?? ""
    case .scene: return details.scene ?? ""
    case .tags:
      let others = details.tagCount - 1
      return (details.firstTag ?? "") + (others > 0 ? " +\(others)" : "")
    case .agent: return details.agent ?? ""
    case .app: return details.app ?? ""
    case .conversation: return details.conversation ?? ""
    case .status: return details.status ?? ""
    case .text: return ""
    }
  }

  /// `LongTermMemory` is `LongTerm`, `explicit_preference` is `explicit`.
  static func shortKind(_ kind: String) -> String {
    for ending in ["Memory", "_preference"] where kind.hasSuffix(ending) && kind.count > ending.count {
      return String(kind.dropLast(ending.count))
    }
    return kind
  }

  /// `0.9` is `.90`; out of range it is shown as it is.
  static func hundredths(_ value: Double) -> String {
    guard value >= 0, value < 10 else { return "\(value)" }
    let hundredths = Int((value * 100).rounded())
    let fraction = hundredths % 100
    return "\(hundredths < 100 ? "" : "\(hundredths / 100)").\(fraction < 10 ? "0" : "")\(fraction)"
  }
}

/// The lowest and the highest success rate of a memory's tools: `60…99 % !`, marked below 70 %.
struct SuccessRange {
  private let lowest: Double
  private let highest: Double
  static let leastGood = 0.7

  init?(_ memory: Memory) {
    let rates = memory.toolUses.compactMap(\.successRate)
    guard let lowest = rates.min(), let highest = rates.max() else { return nil }
    (self.lowest, self.highest) = (lowest, highest)
  }

  var isLow: Bool { (0..<Self.leastGood).contains(lowest) }

  /// A number outside 0…1 is shown as the service sent it.
  func text(_ glyphs: Glyphs) -> String {
    let areShares = lowest >= 0 && highest <= 1
    func number(_ rate: Double) -> String {
      areShares ? "\(Int((rate * 100).rounded()))" : ServiceError.number(rate)
    }
    let (low, high) = (number(lowest), number(highest))
    let range = (low == high ? low : low + glyphs.range + high) + (areShares ? " %" : "")
    guard isLow else { return range }
    return range.count < 8 ? range + " !" : range + "!"
  }
}
