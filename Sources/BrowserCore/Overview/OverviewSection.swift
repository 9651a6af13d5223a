import MemoryModel

/// What a part of the overview is about, in its order.
public enum OverviewTopic: Sendable, Hashable, CaseIterable {
  case updated
  case kinds
  case confidence
  case tags
  case info
  /// Agents and apps.
  case origins
  case tools
  case created

  init(facetField name: String) {
    switch name {
    case "tags": self = .tags
    case "agent_id", "app_id": self = .origins
    default: self = .info
    }
  }
}

/// One bar.
public struct OverviewBar: Sendable, Hashable {
  public enum Subject: Sendable, Hashable {
    /// By `update_time` or `create_time`.
    case month(FilterField, CivilMonth)
    case kind(OverviewIndex.Kind)
    /// 9 is 0.9…1.0.
    case confidence(tenth: Int)
    case facet(Facet)
    case tool(ByteString)
  }

  public var subject: Subject
  public var count: Int
  /// Of the whole bar, 0…1: against the most frequent of the section, and for a tool the share of its successes; nil
  /// where nothing was said of them.
  public var share: Double?
}

public struct OverviewSection: Sendable, Hashable {
  public var topic: OverviewTopic
  /// Memories that say anything about it.
  public var memories: Int
  /// Never empty.
  public var bars: [OverviewBar]
  /// Months, tags, tools that are not listed.
  public var others: Int
}

extension OverviewBar {
  /// What Enter adds to the filter. What the service cannot filter by has none.
  var condition: FilterCondition? {
    switch subject {
    case .month(let field, let month):
      guard let days = month.days else { return nil }
      return try? FilterCondition(field, .between, .dates(.day(days.first), .day(days.last)))
    case .facet(let facet): return facet.condition
    case .kind, .confidence, .tool: return nil
    }
  }

  /// The member of a record that it counts.
  var fieldName: String {
    switch subject {
    case .month(let field, _): field.name
    case .facet(let facet): facet.field
    case .confidence: "confidence"
    case .tool: "tool_used_status"
    case .kind(let kind):
      switch kind.category {
      case .preference: "preference_type"
      case .tool: "tool_type"
      case .skill: "skill_type"
      case .factual, .profile, .event: "memory_type"
      }
    }
  }
}
