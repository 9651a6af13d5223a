import BrowserCore
import Canvas
import MemoryModel

extension FormCounts.Count {
  /// `33`, `≤ 33`, `–`
  func label(_ glyphs: Glyphs) -> String {
    switch self {
    case .exactly(let count): count.grouped
    case .atMost(let count): "\(glyphs.lessOrEqual) \(count.grouped)"
    case .unknown: glyphs.gone
    case .counting: glyphs.ellipsis
    }
  }
}

extension FormCounts.Reason {
  /// `0: no loaded memory has info.tier = gol; gold 33`
  func sentence(_ condition: FilterCondition, _ glyphs: Glyphs) -> String {
    switch self {
    case .absentField(let field): return "0: no loaded memory has a field \(field.cellText)"
    case .otherValues(_, let values):
      let others = values.map { "\($0.text) \($0.count.grouped)" }.joined(separator: ", ")
      let sentence = "0: no loaded memory has \(condition.label(glyphs))"
      return others.isEmpty ? sentence : "\(sentence); \(others)"
    case .notInActiveFilter: return "0: not among the rows of the active filter"
    }
  }
}

extension ConditionList.Junction {
  /// Of the form's title, for a wide and for a narrow window.
  var titles: (long: String, short: String) {
    self == .all
      ? ("all of these must match", "all must match") : ("any of these must match", "any must match")
  }

  /// Behind the number of memories that match.
  var totalLabel: String { self == .all ? "all together" : "any of these" }
}

extension FilterOperation {
  /// As in a line of text, with `..` for a range.
  func formSign(_ glyphs: Glyphs) -> String {
    switch self {
    case .contains: ":"
    case .between: ".."
    default: label(glyphs)
    }
  }

  /// `since` of `create_time ≥ 30d`
  func word(for field: FilterField) -> String {
    let isTime = field.kind == .time
    return switch self {
    case .equal: "is"
    case .contains: "contains"
    case .greater: isTime ? "after" : "above"
    case .greaterOrEqual: isTime ? "since" : "at least"
    case .less: isTime ? "before" : "below"
    case .lessOrEqual: isTime ? "until" : "at most"
    case .between: "between"
    }
  }

  /// How a sign is typed that keyboards lack.
  var typedAs: String {
    switch self {
    case .greaterOrEqual, .lessOrEqual: "typed as \(sign)"
    default: ""
    }
  }
}

extension FilterField {
  /// What a documented field is; nil for a key of `info` that a project has chosen.
  var meaning: String? {
    switch known {
    case .tags: "labels"
    case .agentID: "the agent that stored it"
    case .appID: "the app that stored it"
    case .createTime: "when it was first stored"
    case .updateTime: "when it last changed"
    case .conversationID: "the conversation it came from"
    case .some: "field of the record"
    case nil: kind == .text ? "indexed info field" : nil
    }
  }

  /// A click on one of them chooses it.
  func operatorSummary(_ glyphs: Glyphs, isShort: Bool) -> LinkedText {
    let numbers = [FilterOperation.greater, .greaterOrEqual, .less, .lessOrEqual]
      .map { LinkedText($0.label(glyphs), onClick: .selectOperation($0)) }.joined(separator: " ")
    func named(_ operation: FilterOperation, gap: String) -> LinkedText {
      LinkedText(
        "\(operation.formSign(glyphs))\(gap)\(operation.word(for: self))",
        onClick: .selectOperation(operation))
    }
    switch kind {
    case .text: return isShort ? "= is" : "=  is, the only one for this field"
    case .tags: return isShort ? ": contains" : ":  contains, the only one for tags"
    case .custom where isShort: return named(.equal, gap: " ") + "   " + numbers + " numbers"
    case .custom: return named(.equal, gap: "  ") + "        also " + numbers + " for numbers"
    case .time:
      return operations.map { named($0, gap: " ") }.joined(separator: isShort ? "  " : "   ")
    }
  }

  var valueNotes: [String] {
    switch kind {
    case .text, .tags: ["always compared as text, also 3 and true"]
    case .custom: [#""3" in quotes is text, 3 a number"#]
    case .time: ["2025-12-01, 2025-12-01 08:30, 7d, 3w, today", "between: 2025-12-01..today"]
    }
  }
}

extension FilterCondition {
  /// What its dates mean, the longest form first: `from 2026-10-27 00:00`. nil where they say it themselves.
  func meanings(today: CivilDate) -> [String]? {
    switch value {
    case .date(.literal): return ["sent as written"]
    case .date(.moment): return nil
    case .date(let date):
      let day = date.day(today: today)
      let next = CivilDate(daysSince1970: day.daysSince1970 + 1)
      switch operation {
      case .greaterOrEqual: return Self.meanings("from", day)
      case .greater: return Self.meanings("from", next)
      case .less: return Self.meanings("before", day)
      default: return ["to the end of \(day.text)", "to \(day.text)", day.text]
      }
    case .dates(let start, let end):
      let (first, last) = (start.meaning(today: today), end.meaning(today: today))
      let short = "\(first)..\(last)"
      guard end.isWholeDay else { return start.isRelative || start.isWholeDay ? [short] : nil }
      return ["from \(first) to the end of \(last)", short]
    case .string, .number, .bool: return nil
    }
  }

  private static func meanings(_ word: String, _ day: CivilDate) -> [String] {
    ["\(word) \(day.text) 00:00", "\(word) \(day.text)", day.text]
  }
}
