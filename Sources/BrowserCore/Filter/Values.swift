import MemoryModel

public struct FacetIndex: Sendable {
  public struct Field: Sendable {
    public fileprivate(set) var rows = 0
    public fileprivate(set) var counts: [FilterValue: Int] = [:]
  }

  public private(set) var fields: [ByteString: Field] = [:]
  /// Memories that were counted, those without any facet included.
  public private(set) var rows = 0
  /// A memory had more than ``Facet/mostTags`` tags; the others are not counted.
  public private(set) var isCut = false

  /// An id in `info` has as many values as there are memories: nobody picks from that many.
  static let mostValues = 5_000
  static let mostFields = 500

  /// - Parameter step: 1, or -1 for a record that was counted and is replaced by a newer one.
  mutating func count(_ facets: [Facet], by step: Int) {
    rows += step
    if step > 0, facets.count >= Facet.mostTags { isCut = true }
    var previous: ByteString?
    for facet in facets {
      let field = ByteString(facet.field)
      guard fields[field] != nil || (step > 0 && fields.count < Self.mostFields) else { continue }
      // Tags of one row are adjacent; the row counts once for the field.
      fields[field, default: Field()].count(facet.value, by: step, isFirst: field != previous)
      if step < 0, fields[field]?.rows == 0 { fields[field] = nil }
      previous = field
    }
  }

  public func values(of field: String) -> [(value: FilterValue, count: Int)] {
    guard let found = fields[ByteString(field)] else { return [] }
    let name = FilterField(field)
    return found.counts.map { (value: $0.key, count: $0.value, text: $0.key.cellText(in: name)) }
      .sorted { ($1.count, $0.text) < ($0.count, $1.text) }
      .map { (value: $0.value, count: $0.count) }
  }

  public var names: [String] {
    fields.sorted { ($1.value.rows, $0.key) < ($0.value.rows, $1.key) }.map(\.key.text)
  }
}

extension FacetIndex.Field {
  fileprivate mutating func count(_ value: FilterValue, by step: Int, isFirst: Bool) {
    if isFirst { rows += step }
    _ = counts.count(value, by: step, limit: step > 0 ? FacetIndex.mostValues : 0)
  }
}

extension Dictionary where Value == Int {
  /// Keeps no zeros, and takes no new key beyond the limit: then it returns false.
  mutating func count(_ key: Key, by step: Int, limit: Int) -> Bool {
    guard self[key] != nil || count < limit else { return false }
    let sum = (self[key] ?? 0) + step
    self[key] = sum > 0 ? sum : nil
    return true
  }
}

public enum ValueRow: Sendable, Hashable {
  case field(String, rows: Int)
  case value(Facet, count: Int)
  case more(Int)

  static let mostValues = 50
}

extension FacetIndex {
  var listed: [ValueRow] {
    names.flatMap { name -> [ValueRow] in
      let values = values(of: name)
      let left = values.count - ValueRow.mostValues
      return [.field(name, rows: fields[ByteString(name)]?.rows ?? 0)]
        + values.prefix(ValueRow.mostValues).map {
          .value(Facet(field: name, value: $0.value), count: $0.count)
        }
        + (left > 0 ? [.more(left)] : [])
    }
  }
}

/// `i`: tags and `info` values of the loaded memories.
public struct ValuesState: ScreenHandler {
  public private(set) var rows: [ValueRow]
  public private(set) var selected: Int
  var place: Place { .values }

  init(_ state: BrowserState) {
    rows = state.store.facets.listed
    selected = rows.firstIndex(where: \.isValue) ?? 0
  }

  mutating func perform(_ command: BrowserCommand, _ state: BrowserState, _ context: UpdateContext)
    -> [Outcome]
  {
    if command.closes || command == .showValues { return [.close] }
    if command == .accept {
      guard rows.indices.contains(selected), case .value(let facet, _) = rows[selected] else { return [] }
      return [.close] + (facet.condition.map { [.add($0)] } ?? [])
    }
    var target = command.moved(selected, rows: context.sizes.textLines, count: rows.count)
    // Headings are skipped.
    let step = target < selected ? -1 : 1
    while rows.indices.contains(target), !rows[target].isValue { target += step }
    selected = rows.indices.contains(target) ? target : rows.firstIndex(where: \.isValue) ?? 0
    return []
  }

  /// After a page arrived. The cursor stays on its value.
  mutating func recount(_ facets: FacetIndex) {
    let before = rows.indices.contains(selected) ? rows[selected].facet : nil
    rows = facets.listed
    let kept = before.flatMap { facet in rows.firstIndex { $0.facet == facet } }
    selected = kept ?? rows.firstIndex(where: \.isValue) ?? 0
  }
}

extension BrowserState {
  func adding(_ condition: FilterCondition) -> Outcome {
    switch filter.active?.filter {
    case .raw: return .note(.formIsRaw)
    case .list(let list) where list.conditions.contains(condition): return .note(.alreadyFiltered(condition))
    case .list(let list): return Self.applying(list.junction, list.conditions + [condition])
    case nil: return Self.applying(.all, [condition])
    }
  }

  private static func applying(
    _ junction: ConditionList.Junction, _ conditions: [FilterCondition]
  ) -> Outcome {
    do throws(FilterFault) {
      return .apply(.list(try ConditionList(junction, conditions)))
    } catch {
      return .note(.filterFault(error))
    }
  }
}

extension Facet {
  var condition: FilterCondition? {
    let field = FilterField(field)
    return try? FilterCondition(field, field.standardOperation, value)
  }
}

extension ValueRow {
  var isValue: Bool { facet != nil }
  fileprivate var facet: Facet? { if case .value(let facet, _) = self { facet } else { nil } }
}

public struct ConditionChoice: ScreenHandler {
  public let conditions: [FilterCondition]
  public private(set) var selected = 0
  var place: Place { .conditions }

  mutating func perform(_ command: BrowserCommand, _ state: BrowserState, _ context: UpdateContext)
    -> [Outcome]
  {
    if command.closes { return [.close] }
    if command == .accept { return [.close, .openForm(adding: conditions[selected])] }
    selected = command.moved(selected, rows: context.sizes.textLines, count: conditions.count)
    return []
  }
}

extension MemoryField {
  /// The conditions that find memories with this value; for a list of tags, one per tag.
  func conditions(for options: BrowserOptions) -> [FilterCondition] {
    switch known?.kind {
    case .tags:
      guard case .array(let tags) = value else { return [] }
      var conditions: [FilterCondition] = []
      for case .string(let text) in tags.prefix(Facet.mostTags) where !text.isEmpty {
        if let condition = try? FilterCondition(FilterField(.tags), .contains, .string(text)) {
          conditions.append(condition)
        }
      }
      return conditions
    case .time where FilterField(name).kind == .time:
      guard let time = Timestamp(value, zone: options.serverZone) else { return [] }
      let day = CivilDate(at: time, offsetSeconds: options.zoneOffset(time))
      return [try? FilterCondition(FilterField(name), .greaterOrEqual, .date(.day(day)))].compactMap(
        \.self)
    default:
      guard let name = filterField(in: options.dialect), let value = FilterValue(value) else { return [] }
      // A field that is compared as a string would not match a number.
      if name.kind == .text, !value.isString { return [] }
      return [try? FilterCondition(name, .equal, value, in: options.dialect)].compactMap(\.self)
    }
  }

  /// Its name in a filter: `info.scene` for `scene`; nil if the service cannot filter by it.
  func filterField(in dialect: Dialect) -> FilterField? {
    let field = FilterField(name)
    if field.isInInfo { return FilterField.ofInfo(key: field.infoKey) }
    return known?.isSuggested(in: dialect) == true ? field : nil
  }
}
