import BrowserCore
import Canvas
import MemoryModel

extension FilterOperation {
  /// As the form and the chips show it.
  func words(_ glyphs: Glyphs) -> String {
    switch self {
    case .equal: "="
    case .contains: glyphs.contains
    case .greater: ">"
    case .greaterOrEqual: glyphs.greaterOrEqual
    case .less: "<"
    case .lessOrEqual: glyphs.lessOrEqual
    case .between: "between"
    }
  }

  /// In the form there is room for the word.
  func cellWords(_ glyphs: Glyphs) -> String {
    self == .contains ? "contains" : words(glyphs)
  }
}

extension FilterCondition {
  /// `scene = Payment`, `create_time ≥ 7d (2026-11-18)`
  func words(_ glyphs: Glyphs, today: CivilDate? = nil) -> String {
    let words = "\(field.cellText) \(operation.words(glyphs)) \(value.cellText(in: field))"
    guard let today, let meaning = value.meaning(today: today) else { return words }
    return "\(words) (\(meaning))"
  }
}

extension FilterValue {
  /// What a relative date means: `2026-11-18` of `7d`; nil where that is written already.
  func meaning(today: CivilDate) -> String? {
    switch self {
    case .date(let date): date.isRelative ? date.meaning(today: today) : nil
    case .dates(let start, let end):
      start.isRelative || end.isRelative
        ? "\(start.meaning(today: today))..\(end.meaning(today: today))" : nil
    case .string, .number, .bool: nil
    }
  }
}

extension MemoryFilter {
  /// `scene = Payment  AND  tags ∋ finance`, or the JSON of a raw one.
  func words(_ glyphs: Glyphs, today: CivilDate? = nil) -> String {
    switch self {
    case .raw(let value): "raw \(value.encoded())"
    case .list(let list):
      list.conditions.map { $0.words(glyphs, today: today) }
        .joined(separator: list.junction == .all ? "  AND  " : "  OR  ")
    }
  }
}
