/// The fields of a record, a case and a row each: the only place besides the demo service that spells their names.
/// A field that is not here is shown, searched and exported all the same, after the others.
public enum RecordField: Int, Sendable, CaseIterable {
  case id, memoryValue, memory, memoryKey, key, memoryType
  case preference, preferenceType, reasoning
  case toolValue, toolType, toolUses, experience
  case skillValue, skillType, skillURL
  case tags, agentID, appID, createTime, createdAt, createTimeInCamelCase
  case updateTime, updatedAt, updateTimeInCamelCase, conversationID
  case status, confidence, relativity, sources, info, metadata
  case type, userName, visibility, usage, history, embedding, background

  // swift-format-ignore
  private var row: Row {
    switch self {
    case .id: Row("id", .word, csv: 1, reading: 23, filter: [])
    case .memoryValue: Row("memory_value", .text, selfHosted: "memory", of: .factual, csv: 3, reading: 1, filter: .selfHosted)
    // The text of an open-source server, whatever the category.
    case .memory: Row("memory", .text, reading: 5)
    case .memoryKey: Row("memory_key", .text, selfHosted: "key", csv: 2, reading: 6, filter: .selfHosted)
    case .key: Row("key", .text)
    case .memoryType: Row("memory_type", .word, csv: 4, reading: 8, filter: [.selfHosted, .suggested])
    case .preference: Row("preference", .text, of: .preference, csv: 5, reading: 2, filter: .selfHosted)
    case .preferenceType: Row("preference_type", .word, of: .preference, csv: 6, reading: 9, filter: .selfHosted)
    case .reasoning: Row("reasoning", .text, csv: 7, reading: 7, filter: .selfHosted)
    case .toolValue: Row("tool_value", .text, selfHosted: "memory", of: .tool, csv: 8, reading: 3, filter: .selfHosted)
    case .toolType: Row("tool_type", .word, of: .tool, csv: 9, reading: 10, filter: .selfHosted)
    case .toolUses: Row("tool_used_status", .toolUses, of: .tool, csv: 11, reading: 16, filter: .selfHosted)
    case .experience: Row("experience", .text, csv: 10, reading: 17, filter: .selfHosted)
    case .skillValue: Row("skill_value", .keys, of: .skill, csv: 12, reading: 4)
    case .skillType: Row("skill_type", .word, of: .skill, csv: 13, reading: 11)
    case .skillURL: Row("skill_url", .word, csv: 14)
    case .tags: Row("tags", .tags, csv: 18, reading: 14, comparedAs: .tags)
    case .agentID: Row("agent_id", .word, csv: 22, filter: [.cloud, .selfHosted, .suggested], comparedAs: .text, isSearched: true)
    case .appID: Row("app_id", .word, csv: 23, filter: [.cloud, .selfHosted, .suggested], comparedAs: .text, isSearched: true)
    case .createTime: Row("create_time", .time, selfHosted: "created_at", csv: 19, reading: 18, comparedAs: .time)
    case .createdAt: Row("created_at", .time, isSearched: false)
    case .createTimeInCamelCase: Row("createTime", .time)
    case .updateTime: Row("update_time", .time, selfHosted: "updated_at", csv: 20, reading: 19, comparedAs: .time)
    case .updatedAt: Row("updated_at", .time, isSearched: false)
    case .updateTimeInCamelCase: Row("updateTime", .time)
    case .conversationID: Row("conversation_id", .word, selfHosted: "session_id", csv: 21, reading: 20, filter: [.selfHosted, .suggested], comparedAs: .text, isSearched: true)
    case .status: Row("status", .word, csv: 17, reading: 13, filter: [.selfHosted, .suggested], isSearched: false)
    case .confidence: Row("confidence", .share, csv: 15, reading: 12, filter: [.selfHosted, .suggested])
    case .relativity: Row("relativity", .share, csv: 16, reading: 21, filter: .selfHosted, isSearched: false)
    case .sources: Row("sources", .sources, csv: 24, reading: 22, filter: [], isSearched: false)
    // CSV has a column for each of its keys.
    case .info: Row("info", .keys, reading: 15, filter: [])
    case .metadata: Row("metadata", .other)
    case .type: Row("type", .word, isSearched: false)
    case .userName: Row("user_name", .word, isSearched: false)
    case .visibility: Row("visibility", .word, isSearched: false)
    case .usage: Row("usage", .other, filter: .cloud, isSearched: false)
    case .history: Row("history", .other, filter: .cloud, isSearched: false)
    case .embedding: Row("embedding", .other, isSearched: false)
    case .background: Row("background", .other, filter: .cloud)
    }
  }

  private struct Row: Sendable {
    let name: StaticString
    let kind: Kind
    let selfHosted: StaticString?  // What an open-source server calls it in `metadata` and in filters
    let category: MemoryCategory?  // The only category whose records have it
    let csv: Int?  // Its column in CSV, counted from 1
    let reading: Int?  // Its place in an open memory, counted from 1
    let filter: FilterUse
    let comparison: FilterField.Kind?
    let isSearched: Bool?  // nil: as its name ends, see ``SearchedText``

    init(
      _ name: StaticString, _ kind: Kind, selfHosted: StaticString? = nil, of category: MemoryCategory? = nil,
      csv: Int? = nil, reading: Int? = nil, filter: FilterUse = [.cloud, .selfHosted],
      comparedAs comparison: FilterField.Kind? = nil, isSearched: Bool? = nil
    ) {
      self.name = name
      self.kind = kind
      self.selfHosted = selfHosted
      self.category = category
      self.csv = csv
      self.reading = reading
      self.filter = filter
      self.comparison = comparison
      self.isSearched = isSearched
    }
  }

  public enum Kind: Sendable {
    case text
    case word  // An id, a type, a status
    case time
    case share  // 0…1
    case tags, toolUses, sources
    case keys  // An object whose keys are shown as fields of their own: `info.scene`
    case other
  }

  private struct FilterUse: OptionSet, Sendable {
    let rawValue: Int
    static let cloud = FilterUse(rawValue: 1)  // The cloud takes it, if only as a key of `info`
    static let selfHosted = FilterUse(rawValue: 2)
    /// `f` in an open memory adds `field = value` where the service takes it.
    static let suggested = FilterUse(rawValue: 4)
  }

  private static let rows = allCases.map(\.row)
  private static let byName = Dictionary(
    uniqueKeysWithValues: allCases.map { ($0.name, $0) })
  /// By the length of their names, which tells most of them apart.
  fileprivate static let byLength = (0...(rows.map(\.name.utf8CodeUnitCount).max() ?? 0)).map { length in
    allCases.filter { $0.wireName.utf8CodeUnitCount == length }.map { (name: $0.wireName, field: $0) }
  }

  static let csvColumns = sorted { $0.csv }
  static let readingOrder = sorted { $0.reading }
  /// Fields that a filter compares in a way of their own, in the order in which they are offered.
  static let comparable = allCases.filter { $0.comparison != nil }
  /// Fields that no search looks into, whatever their names end with, and those that it does.
  static let unsearched = rows.filter { $0.isSearched == false }.map(\.name)
  static let searched = rows.filter { $0.isSearched == true }.flatMap {
    [$0.name, $0.selfHosted].compactMap(\.self)
  }

  private static func sorted(by place: (Row) -> Int?) -> [RecordField] {
    allCases.filter { place($0.row) != nil }.sorted { (place($0.row) ?? 0) < (place($1.row) ?? 0) }
  }

  public init?(name: String) {
    guard let field = Self.byName[name] else { return nil }
    self = field
  }

  /// As the cloud writes it and as memtui shows it: `create_time`.
  public var name: String { wireName.description }
  var wireName: StaticString { Self.rows[rawValue].name }
  public var kind: Kind { Self.rows[rawValue].kind }
  var category: MemoryCategory? { Self.rows[rawValue].category }
  /// By the name that a record of either dialect uses: `session_id` too.
  public static func isKnown(_ name: String) -> Bool {
    RecordField(name: name) != nil || allCases.contains { $0.selfHostedName == name }
  }

  /// `created_at` for `create_time`.
  var selfHostedName: String? { selfHostedWireName?.description }
  var selfHostedWireName: StaticString? { Self.rows[rawValue].selfHosted }
  var comparison: FilterField.Kind? { Self.rows[rawValue].comparison }

  func isFiltered(by dialect: Dialect) -> Bool {
    Self.rows[rawValue].filter.contains(dialect == .cloud ? .cloud : .selfHosted)
  }

  /// `f` on the field in an open memory adds `field = value`.
  public func isSuggested(in dialect: Dialect) -> Bool {
    isFiltered(by: dialect) && Self.rows[rawValue].filter.contains(.suggested)
  }
}

extension JSONReader {
  /// Also by the name in the `metadata` of an open-source server, where no column of the list has another one.
  func selfHostedField(_ key: JSONToken) -> RecordField? {
    if let field = field(key) { return field }
    guard let name = RecordField.conversationID.selfHostedWireName, matches(key, name) else { return nil }
    return .conversationID
  }

  func field(_ key: JSONToken) -> RecordField? {
    if key.kind == .escapedString { return RecordField(name: text(key)) }
    let length = key.content.count
    guard length < RecordField.byLength.count else { return nil }
    for (name, field) in RecordField.byLength[length] where matches(key, name) { return field }
    return nil
  }
}
