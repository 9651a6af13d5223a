import BrowserCore
import Canvas
import MemoryModel

/// A column of the list. The last one, the text, takes what the others leave.
struct ListColumn: Sendable {
  let title: String
  let sort: SortColumn
  /// Cells, the gap to the next column included.
  let width: Int
  let text: @Sendable (Memory, DrawingContext) -> String

  /// Columns to the right of this many cells of text are given up, the least important first.
  private static let leastTextWidth = 24

  /// The columns that fit beside the text, in the order they stand in. Of those that do not fit the later ones of
  /// `byImportance` go first.
  static func fitting(
    _ category: MemoryCategory, width: Int, absoluteTimes: Bool
  ) -> [ListColumn] {
    var columns = byImportance(category, absoluteTimes: absoluteTimes)
    while !columns.isEmpty, width - columns.reduce(0, { $0 + $1.width }) < leastTextWidth {
      columns.removeLast()
    }
    return columns
  }

  static func textTitle(_ category: MemoryCategory) -> String {
    switch category {
    case .factual: "MEMORY"
    case .preference: "PREFERENCE"
    case .tool: "TEXT"
    case .skill: "SKILL"
    case .profile: "PROFILE"
    case .event: "EVENT"
    }
  }

  private static func byImportance(_ category: MemoryCategory, absoluteTimes: Bool) -> [ListColumn] {
    let updated = updated(absolute: absoluteTimes)
    switch category {
    case .factual: return [updated, type, confidence]
    case .preference: return [updated, type]
    case .tool: return [updated, tools, success]
    case .skill, .profile, .event: return [updated]
    }
  }

  private static func updated(absolute: Bool) -> ListColumn {
    ListColumn(title: "UPDATED", sort: .updated, width: absolute ? 24 : 10) { memory, context in
      // What is not understood is shown as it is.
      if memory.updated == nil, let text = memory.unreadTimes?.updated { return text }
      guard let time = memory.updated ?? memory.created else { return memory.unreadTimes?.created ?? "" }
      return absolute ? context.absolute(time) : context.relative(time)
    }
  }

  private static let type = ListColumn(title: "TYPE", sort: .kind, width: 10) { memory, _ in
    shortKind(memory.kind ?? "")
  }

  private static let confidence = ListColumn(title: "CONF", sort: .confidence, width: 6) { memory, _ in
    memory.confidence.map(twoDigits) ?? ""
  }

  private static let tools = ListColumn(title: "TOOLS", sort: .tools, width: 22) { memory, _ in
    memory.toolUses.map(\.name).joined(separator: ", ")
  }

  private static let success = ListColumn(title: "SUCCESS", sort: .success, width: 12) { memory, context in
    let rates = memory.toolUses.compactMap(\.successRate)
    guard !rates.isEmpty else { return "" }
    let mean = rates.reduce(0, +) / Double(rates.count)
    return context.glyphs.bar(mean, width: 5) + " " + MemoryField.percent(mean)
  }

  /// `LongTermMemory` is `LongTerm`, `explicit_preference` is `explicit`.
  static func shortKind(_ kind: String) -> String {
    for ending in ["Memory", "_preference"] where kind.hasSuffix(ending) && kind.count > ending.count {
      return String(kind.dropLast(ending.count))
    }
    return kind
  }

  /// `0.9` is `0.90`; out of range it is shown as it is.
  static func twoDigits(_ value: Double) -> String {
    guard value >= 0, value < 10 else { return "\(value)" }
    let hundredths = Int((value * 100).rounded())
    let fraction = hundredths % 100
    return "\(hundredths / 100).\(fraction < 10 ? "0" : "")\(fraction)"
  }
}
