/// The kinds of memory that one page of the service carries side by side, in the order of the tabs.
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
  /// The member of `data` that holds the rows: `memory_detail_list` for facts.
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

  /// What an export calls it: `{"category":"factual",…}`.
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

  /// The same in the answer of an open-source server, as a list of buckets; nil for what it does not have.
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

  /// Facts, preferences and tools always have a tab; the others have one when they hold something.
  public var isAlwaysShown: Bool { self <= .tool }
}

/// What one page request brought.
public struct MemoryPage: Sendable {
  /// Rows by category, in the order received. A list that was absent, `null` or empty has no entry.
  public var rows: [MemoryCategory: [Memory]]
  /// The page size that the answer names, which may be smaller than the one asked for.
  public var size: Int?
  /// For each row of ``rows`` what it can be told apart by; counted once when the page arrives, and not kept.
  public var facets: [MemoryCategory: [[Facet]]] = [:]
  /// `pages` of the answer: how many pages there are, if it is to be believed.
  public var claimedPages: Int?
  /// `total` of the answer: nobody documents what it counts.
  public var total: Int?
  /// Lists of objects under names that no contract has, beside known ones, in the order received.
  public var unknownLists: [UnknownList] = []
  /// `total_nodes` of an open-source server: how many rows a category has in all.
  public var totals: [MemoryCategory: Int] = [:]
  /// By the answer's own clock.
  public var answeredAt: Timestamp?
  /// The latest time of a row that names no zone.
  public var latestTimeWithoutZone: Timestamp?
  /// Bytes of memory that the rows hold on to.
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

/// `"knowledge_detail_list":[{…}]`: rows that no pane shows, but that an export keeps.
public struct UnknownList: Sendable {
  public var name: String
  public var rows: [Memory]

  public init(name: String, rows: [Memory]) {
    self.name = name
    self.rows = rows
  }
}
