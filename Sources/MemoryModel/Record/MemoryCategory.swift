/// The kinds of memory on a page of the service, in the order of the tabs.
public enum MemoryCategory: Int, Sendable, Hashable, CaseIterable, Comparable {
  case factual, preference, tool, skill, profile, event

  public static func < (one: MemoryCategory, other: MemoryCategory) -> Bool { one.rawValue < other.rawValue }

  private var names: (category: String, list: String, buckets: String?, kind: RecordField) {
    switch self {
    case .factual: ("factual", "memory_detail_list", "text_mem", .memoryType)
    case .preference: ("preference", "preference_detail_list", "pref_mem", .preferenceType)
    case .tool: ("tool", "tool_memory_detail_list", "tool_mem", .toolType)
    case .skill: ("skill", "skill_detail_list", "skill_mem", .skillType)
    case .profile: ("profile", "profile_detail_list", nil, .memoryType)
    case .event: ("event", "event_detail_list", nil, .memoryType)
    }
  }

  public var name: String { names.category }  // In an export: `{"category":"factual",…}`
  public var listName: String { names.list }  // The member of `data` with the rows
  var bucketsName: String? { names.buckets }  // The same in an answer of an open-source server
  public var kindField: RecordField { names.kind }  // It says which type a record has: `memory_type`

  /// The field that holds the text of a record; nil where that is no single field.
  func textField(in record: JSONObject) -> RecordField? {
    switch self {
    case .factual: record[.memoryValue] == nil ? .memoryKey : .memoryValue
    case .preference: .preference
    case .tool: record[.toolValue] == nil ? .experience : .toolValue
    case .skill, .profile, .event: nil
    }
  }

  /// The category of a record by the members that only its category has; a fact if there are none.
  public init(of record: JSONObject) {
    self = record.members.compactMap { RecordField(name: $0.key)?.category }.min() ?? .factual
  }

  /// Facts, preferences and tools always have a tab, the others only with rows.
  public var isAlwaysShown: Bool { self <= .tool }
}

public struct MemoryPage: Sendable {
  /// In the order received. A list that was absent, `null` or empty has no entry.
  public var rows: [MemoryCategory: [Memory]]
  public var size: Int?  // The page size in the answer, which may be smaller than requested
  /// Those of each row; they are counted when the page arrives, and not kept.
  public var facets: [MemoryCategory: [[Facet]]] = [:]
  public var claimedPages: Int?  // `pages` of the answer, which may be wrong
  public var total: Int?  // `total` of the answer; what it counts is not documented
  /// Lists of objects under unknown names, beside known ones, in the order received.
  public var unknownLists: [UnknownList] = []
  /// `total_nodes` of an open-source server: all rows of a category.
  public var totals: [MemoryCategory: Int] = [:]
  public var answeredAt: Timestamp?  // By the clock of the service
  public var latestTimeWithoutZone: Timestamp?  // The latest time of a row that names no zone
  public var retainedBytes: Int  // Bytes of memory that the rows keep

  public init(
    rows: [MemoryCategory: [Memory]], size: Int? = nil, claimedPages: Int? = nil, retainedBytes: Int = 0
  ) {
    self.rows = rows
    self.size = size
    self.claimedPages = claimedPages
    self.retainedBytes = retainedBytes
  }
}

/// `"knowledge_detail_list":[{…}]`: rows that no pane shows and that an export keeps.
public struct UnknownList: Sendable {
  public var name: String
  public var rows: [Memory]
}
