import BrowserCore
import MemoryModel

extension OverviewTopic {
  var title: String {
    switch self {
    case .updated: "Per month, by update_time"
    case .created: "Per month, by create_time"
    case .kinds: "Types"
    case .confidence: "Confidence"
    case .tags: "Tags"
    case .info: "Info values"
    case .origins: "Agents and apps"
    case .tools: "Tools: uses, mean success"
    }
  }

  /// `and 12 earlier months`
  func others(_ count: Int) -> String {
    let noun =
      switch self {
      case .updated, .created: count == 1 ? "earlier month" : "earlier months"
      case .kinds: count == 1 ? "more type" : "more types"
      case .confidence: "more"
      case .tags: count == 1 ? "more tag" : "more tags"
      case .info: count == 1 ? "more value" : "more values"
      case .origins: "more"
      case .tools: count == 1 ? "more tool" : "more tools"
      }
    return "and \(count) \(noun)"
  }
}

extension OverviewBar.Subject {
  /// `2025-12`, `LongTermMemory`, `0.9 to 1`, `scene = Payment`, `agent planner`. A tag needs no field before it.
  func words(_ glyphs: Glyphs) -> String {
    switch self {
    case .month(_, let month): month.text
    // Facts, preferences and tools have names of their own: `LongTermMemory`, `explicit_preference`, `ToolSchema`.
    case .kind(let kind):
      kind.category.isAlwaysShown ? kind.name.text : "\(kind.category.title) \(glyphs.dot) \(kind.name)"
    case .confidence(let tenth): "0.\(tenth) to \(tenth == 9 ? "1" : "0.\(tenth + 1)")"
    case .tool(let name): name.text
    case .facet(let facet): Self.words(of: facet)
    }
  }

  private static func words(of facet: Facet) -> String {
    let value = facet.value.cellText(in: FilterField(facet.field))
    return switch facet.field {
    case "tags": value
    case "agent_id": "agent \(value)"
    case "app_id": "app \(value)"
    default: "\(facet.field) = \(value)"
    }
  }
}

extension BrowserState {
  /// ``loadedWords``, and what is left out of a memory with more than anybody counts.
  var countedWords: String {
    let most = Facet.mostTags.grouped
    return loadedWords + (store.facets.isCut ? ", at most \(most) tags and info keys of each" : "")
  }

  /// How many memories tags, values and bars stand on: `150 of 150+ loaded`, while more may follow.
  var loadedWords: String {
    let counted = store.facets.rows
    return "\(counted) of \(counted)\(counter.everythingHasEnded ? "" : "+") loaded"
  }
}
