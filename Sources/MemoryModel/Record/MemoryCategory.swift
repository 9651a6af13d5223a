/// The kinds of memory on a page of the service, in the order of the tabs.
public enum MemoryCategory: Int, Sendable, Hashable, CaseIterable, Comparable {
  case factual
  case preference
  case tool
  case skill
  case profile
  case event

  public static func < (left: MemoryCategory, right: MemoryCategory) -> Bool {
    left.rawValue < right.rawValue
  }
}

extension MemoryCategory {
  /// The member of `data` with the rows: `memory_detail_list` for facts.
  public var listName: String {
    switch self {
    case .factual: "memory_detail_list"
    case .preference: "preference_detail_list"
    case .tool: "tool_memory_detail_list"
    case .skill: "skill_detail_list"
    case .profile: "profile_detail_list"
    case .event: "event_detail_list"
    }
  }

  /// In an export: `{"category":"factual",…}`.
  public var name: String {
    switch self {
    case .factual: "factual"
    case .preference: "preference"
    case .tool: "tool"
    case .skill: "skill"
    case .profile: "profile"
    case .event: "event"
    }
  }

  /// The list of buckets in an answer of an open-source server; nil for categories that it does not have.
  var bucketsName: String? {
    switch self {
    case .factual: "text_mem"
    case .preference: "pref_mem"
    case .tool: "tool_mem"
    case .skill: "skill_mem"
    case .profile, .event: nil
    }
  }

  /// The field that says which type a record of it has: `memory_type`.
  public var kindField: RecordField {
    switch self {
    case .factual, .profile, .event: .memoryType
    case .preference: .preferenceType
    case .tool: .toolType
    case .skill: .skillType
    }
  }

  /// The field that holds the text of a record; nil where that is no single field.
  func textField(in record: JSONObject) -> RecordField? {
    switch self {
    case .factual: record[.memoryValue] == nil ? .memoryKey : .memoryValue
    case .preference: .preference
    case .tool: record[.toolValue] == nil ? .experience : .toolValue
    case .skill, .profile, .event: nil
    }
  }

  /// Facts, preferences and tools always have a tab, the others only with rows.
  public var isAlwaysShown: Bool { self <= .tool }
}

/// The answer to one page request.
public struct MemoryPage: Sendable {
  /// In the order received. A list that was absent, `null` or empty has no entry.
  public var rows: [MemoryCategory: [Memory]]
  /// The page size in the answer, which may be smaller than requested.
  public var size: Int?
  /// Those of each row; they are counted when the page arrives, and not kept.
  public var facets: [MemoryCategory: [[Facet]]] = [:]
  /// `pages` of the answer, which may be wrong.
  public var claimedPages: Int?
  /// `total` of the answer; what it counts is not documented.
  public var total: Int?
  /// Lists of objects under unknown names, beside known ones, in the order received.
  public var unknownLists: [UnknownList] = []
  /// `total_nodes` of an open-source server: all rows of a category.
  public var totals: [MemoryCategory: Int] = [:]
  /// By the clock of the service.
  public var answeredAt: Timestamp?
  /// The latest time of a row that names no zone.
  public var latestTimeWithoutZone: Timestamp?
  /// Bytes of memory that the rows keep.
  public var retainedBytes: Int

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

  public init(name: String, rows: [Memory]) {
    self.name = name
    self.rows = rows
  }
}
