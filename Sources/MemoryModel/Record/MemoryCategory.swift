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

  /// Facts, preferences and tools always have a tab; the others have one when they hold something.
  public var isAlwaysShown: Bool { self <= .tool }
}
