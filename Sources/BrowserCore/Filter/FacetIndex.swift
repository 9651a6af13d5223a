import MemoryModel

public struct FacetIndex: Sendable {
  public struct Field: Sendable {
    public fileprivate(set) var rows = 0
    public fileprivate(set) var counts: [FilterValue: Int] = [:]
  }

  /// The values of a field that no filter compares: elements of lists, objects, long texts.
  struct Unfiltered: Sendable {
    fileprivate(set) var rows: [Facet.Shape: Int] = [:]
    fileprivate(set) var counts: [Facet: Int] = [:]
  }

  public private(set) var fields: [ByteString: Field] = [:]
  private(set) var unfiltered: [ByteString: Unfiltered] = [:]
  /// Memories that were counted, those without any facet included.
  public private(set) var rows = 0
  /// A memory had at least ``Facet/mostTags`` tags or values of `info`; others are not counted.
  public private(set) var isCut = false

  /// An id in `info` has as many values as there are memories: nobody picks from that many.
  static let mostValues = 5_000
  static let mostFields = 500

  /// - Parameter step: 1, or -1 for a record that was counted and is replaced by a newer one.
  mutating func count(_ facets: [Facet], by step: Int) {
    rows += step
    if step > 0, facets.count >= Facet.mostTags {
      let tags = facets.count { $0.field == RecordField.tags.name }
      let others = facets.count { RecordField(name: $0.field) == nil }
      if max(tags, others) >= Facet.mostTags { isCut = true }
    }
    var previous: ByteString?
    for facet in facets {
      let field = ByteString(facet.field)
      guard facet.shape == .single else {
        count(facet, under: field, by: step, isFirst: field != previous)
        previous = field
        continue
      }
      guard fields[field] != nil || (step > 0 && fields.count < Self.mostFields) else { continue }
      // Tags of one row are adjacent; the row counts once for the field.
      fields[field, default: Field()].count(facet.value, by: step, isFirst: field != previous)
      if step < 0, fields[field]?.rows == 0 { fields[field] = nil }
      previous = field
    }
  }

  private mutating func count(_ facet: Facet, under field: ByteString, by step: Int, isFirst: Bool) {
    guard unfiltered[field] != nil || (step > 0 && unfiltered.count < Self.mostFields) else { return }
    var found = unfiltered[field] ?? Unfiltered()
    if isFirst { _ = found.rows.count(facet.shape, by: step, limit: .max) }
    _ = found.counts.count(facet, by: step, limit: step > 0 ? Self.mostValues : 0)
    unfiltered[field] = found.rows.isEmpty ? nil : found
  }

  /// Adds the fields and values of rows that are replaced; their counts say nothing any more.
  mutating func remember(_ other: FacetIndex) {
    guard !fields.isEmpty else {
      fields = other.fields
      return
    }
    for (name, field) in other.fields {
      guard fields[name] != nil || fields.count < Self.mostFields else { continue }
      fields[name, default: Field()].remember(field)
    }
  }

  public func values(of field: String) -> [(value: FilterValue, count: Int)] {
    writtenValues(of: field).map { (value: $0.value, count: $0.count) }
  }

  /// The same with their texts in the form.
  func writtenValues(of field: String) -> [(value: FilterValue, count: Int, text: String)] {
    guard let found = fields[ByteString(field)] else { return [] }
    let name = FilterField(field)
    return found.counts.map { (value: $0.key, count: $0.value, text: $0.key.cellText(in: name)) }
      .sorted { $0.count == $1.count ? $0.text < $1.text : $0.count > $1.count }
  }

  /// The first of ``values(of:)``. The others are not sorted: there may be thousands.
  public func mostFrequent(_ most: Int, of field: String) -> [FilterValue] {
    let name = FilterField(field)
    var first: [(value: FilterValue, count: Int, text: String)] = []
    for (value, count) in fields[ByteString(field)]?.counts ?? [:] {
      let last = first.count < most ? nil : first.last
      if let last, count < last.count { continue }
      let text = value.cellText(in: name)
      if let last, count == last.count, text >= last.text { continue }
      let place = first.firstIndex { $0.count < count || $0.count == count && text < $0.text }
      first.insert((value, count, text), at: place ?? first.count)
      if first.count > most { first.removeLast() }
    }
    return first.map(\.value)
  }

  public var names: [String] {
    fields.sorted { ($1.value.rows, $0.key) < ($0.value.rows, $1.key) }.map(\.key.text)
  }
}

extension FacetIndex.Field {
  fileprivate mutating func remember(_ other: Self) {
    rows = max(rows, other.rows)
    for (value, count) in other.counts where counts[value] != nil || counts.count < FacetIndex.mostValues {
      counts[value] = max(count, counts[value] ?? 0)
    }
  }

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
  /// nil for what no filter compares.
  var condition: FilterCondition? {
    guard shape == .single else { return nil }
    let field = FilterField(field)
    return try? FilterCondition(field, field.standardOperation, value)
  }
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
