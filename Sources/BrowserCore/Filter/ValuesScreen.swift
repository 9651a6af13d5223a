import MemoryModel

/// What the values of a key have in common: `number 0.02 … 1`, `text`, `list`.
public enum ValueKind: Sendable, Hashable {
  /// Its smallest and its largest value, as they were written; nil where not every value was counted.
  case number(from: String, to: String)
  case numbers, truth, text, list, object, mixed
}

/// A row of the left column of the values: a key of `info`, the tags, the agents, the apps.
public struct CountedKey: Sendable, Hashable {
  @ByteString public var name: String
  /// Memories that have it.
  public var memories: Int
  public var values: Int
  /// There are more values than are counted.
  public var isCut: Bool
  public var kind: ValueKind
  /// As many values as memories, such as the ids of orders.
  public var isAllDifferent: Bool
}

public struct CountedValue: Sendable, Hashable {
  public var facet: Facet
  public var count: Int
}

extension FacetIndex {
  /// The most frequent first.
  var keys: [CountedKey] {
    Set(fields.keys).union(unfiltered.keys).compactMap(key)
      .sorted { ($1.memories, ByteString($0.name)) < ($0.memories, ByteString($1.name)) }
  }

  /// nil where no memory that was counted has it.
  public func key(named name: ByteString) -> CountedKey? {
    let (single, others) = (fields[name], unfiltered[name])
    guard single != nil || others != nil else { return nil }
    let memories = (single?.rows ?? 0) + (others?.rows.values.reduce(0, +) ?? 0)
    let values = (single?.counts.count ?? 0) + (others?.counts.count ?? 0)
    let isCut =
      single?.counts.count ?? 0 >= Self.mostValues || others?.counts.count ?? 0 >= Self.mostValues
    return CountedKey(
      name: name.text, memories: memories, values: values, isCut: isCut,
      kind: Self.kind(single, others, isCut: isCut), isAllDifferent: values >= 2 && values == memories)
  }

  func countedValues(of name: String) -> [CountedValue] {
    let field = FilterField(name)
    let single = values(of: name).map {
      CountedValue(facet: Facet(field: name, value: $0.value), count: $0.count)
    }
    guard let others = unfiltered[ByteString(name)], !others.counts.isEmpty else { return single }
    let all = single + others.counts.map { CountedValue(facet: $0.key, count: $0.value) }
    return all.map { (value: $0, text: $0.facet.value.cellText(in: field)) }
      .sorted { ($1.value.count, $0.text) < ($0.value.count, $1.text) }.map(\.value)
  }

  private static func kind(_ single: Field?, _ others: Unfiltered?, isCut: Bool) -> ValueKind {
    var kinds: Set<ValueKind> = []
    var low: JSONNumber?
    var high: JSONNumber?
    func note(_ value: FilterValue) {
      switch value {
      case .number(let number):
        kinds.insert(.numbers)
        guard let double = number.double, double.isFinite else { return }
        if low?.double.map({ double < $0 }) ?? true { low = number }
        if high?.double.map({ double > $0 }) ?? true { high = number }
      case .bool: kinds.insert(.truth)
      case .string, .date, .dates: kinds.insert(.text)
      }
    }
    for value in (single?.counts ?? [:]).keys { note(value) }
    for facet in (others?.counts ?? [:]).keys {
      switch facet.shape {
      case .list, .listedObject, .listJSON: kinds.insert(.list)
      case .object: kinds.insert(.object)
      case .other, .single: note(facet.value)
      }
    }
    guard kinds.count == 1, let only = kinds.first else { return .mixed }
    guard only == .numbers, !isCut, let low, let high else { return only }
    return .number(from: low.literal, to: high.literal)
  }
}

/// `i`: the keys of the loaded memories at the left, the values of the selected key at the right.
public struct ValuesState: ScreenHandler {
  public private(set) var keys: [CountedKey]
  /// Of the selected key.
  public private(set) var values: [CountedValue] = []
  public private(set) var key = 0
  public private(set) var value = 0
  /// The cursor is in the right column.
  public private(set) var isInValues = false
  var inside: InsideSearch?
  var place: Place { .values }

  init(_ state: BrowserState) {
    keys = state.store.facets.keys
    show(key: 0, state.store.facets)
  }

  mutating func perform(_ command: BrowserCommand, _ state: BrowserState, _ context: UpdateContext)
    -> [Outcome]
  {
    let facets = state.store.facets
    // One thing at a time: loading first.
    if command == .back, state.loading.goal?.kind == .everything { return [.cancel] }
    if let outcomes = searched(command, state, context) { return outcomes }
    switch command {
    case .back, .backOrQuit, .showValues: return [.close]
    case .nextCell: isInValues = !values.isEmpty
    case .previousCell: isInValues = false
    case .selectKey(let index):
      isInValues = false
      show(key: index, facets)
    case .selectValue(let index):
      isInValues = !values.isEmpty
      value = max(0, min(index, values.count - 1))
    case .accept where isInValues: return accept()
    case .accept: isInValues = !values.isEmpty
    case .goLast where state.list.wentToLast: return [.loadEverything]
    case .refresh: return [.refresh]
    default:
      let rows = context.sizes.textLines
      if isInValues {
        value = max(0, command.moved(value, rows: rows, count: values.count))
      } else {
        show(key: command.moved(key, rows: rows, count: keys.count), facets)
      }
    }
    return []
  }

  /// False where Enter narrows the loaded rows instead.
  public var acceptFilters: Bool {
    values.indices.contains(value) ? values[value].facet.condition != nil : true
  }

  private func accept() -> [Outcome] {
    guard values.indices.contains(value) else { return [] }
    let facet = values[value].facet
    if let condition = facet.condition { return [.close, .add(condition)] }
    return facet.rule.map { [.close, .narrowAll(.condition($0))] } ?? [
      .note(.valueNotFilterable(facet.field))
    ]
  }

  fileprivate mutating func show(key index: Int, _ facets: FacetIndex) {
    let index = max(0, min(index, keys.count - 1))
    if index != key { value = 0 }
    key = index
    values = keys.indices.contains(index) ? facets.countedValues(of: keys[index].name) : []
  }

  /// A page arrived: the cursor stays on its key and its value.
  mutating func recount(_ facets: FacetIndex) {
    let name = keys.indices.contains(key) ? keys[key].name : nil
    let facet = values.indices.contains(value) ? values[value].facet : nil
    keys = facets.keys
    let kept = name.flatMap { name in keys.firstIndex { ByteString.isSame($0.name, name) } }
    let place = value
    show(key: kept ?? 0, facets)
    value =
      facet.flatMap { facet in values.firstIndex { $0.facet == facet } }
      ?? (kept == nil ? 0 : max(0, min(place, values.count - 1)))
    if values.isEmpty { isInValues = false }
  }
}

extension ValuesState: SearchedScreen {
  /// Line 0 is the key, the others are its values.
  var anchor: TextAnchor { TextAnchor(part: key, line: isInValues ? value + 1 : 0) }

  mutating func find(
    _ pattern: SearchPattern?, from anchor: TextAnchor, _ state: BrowserState, _ text: Measurement
  ) {
    inside = pattern.map { InsideSearch($0) }
    let facets = state.store.facets
    let found = pattern.flatMap { place(of: $0, from: anchor, including: true, forward: true, facets) }
    go(to: found?.anchor ?? anchor, facets)
    inside?.select(found?.anchor)
  }

  mutating func step(by step: Int, _ state: BrowserState, _ text: Measurement) -> [Outcome] {
    guard let pattern = inside?.pattern else { return [.note(.nothingSearched)] }
    let facets = state.store.facets
    let found = place(of: pattern, from: anchor, including: false, forward: step > 0, facets)
    inside?.select(found?.anchor)
    guard let found else { return [.note(.noMatchInside)] }
    let isSame = found.anchor == anchor
    go(to: found.anchor, facets)
    guard found.hasWrapped else { return [] }
    return [.note(isSame ? .onlyMatch : step > 0 ? .searchWentToTop : .searchWentToBottom)]
  }

  private mutating func go(to anchor: TextAnchor, _ facets: FacetIndex) {
    show(key: anchor.part, facets)
    isInValues = anchor.line > 0 && !values.isEmpty
    if isInValues { value = max(0, min(anchor.line - 1, values.count - 1)) }
  }

  private func place(
    of pattern: SearchPattern, from anchor: TextAnchor, including: Bool, forward: Bool, _ facets: FacetIndex
  ) -> (anchor: TextAnchor, hasWrapped: Bool)? {
    let count = keys.count
    // The last round is what is on the other side of the cursor in its own key.
    for round in 0...count where count > 0 {
      let part = (anchor.part + (forward ? round : count - round % count)) % count
      var lines = matches(of: pattern, in: keys[part].name, facets)
      if round == 0 {
        lines = lines.filter {
          forward ? $0 > anchor.line || including && $0 == anchor.line : $0 < anchor.line
        }
      }
      guard let line = forward ? lines.first : lines.last else { continue }
      let found = TextAnchor(part: part, line: line)
      let hasWrapped = forward ? found <= anchor && !(including && found == anchor) : found >= anchor
      return (found, hasWrapped)
    }
    return nil
  }

  private func matches(of pattern: SearchPattern, in name: String, _ facets: FacetIndex) -> [Int] {
    let own = pattern.matches(name) ? [0] : []
    guard facets.hasValue(of: name, matching: pattern) else { return own }
    let field = FilterField(name)
    return own
      + facets.countedValues(of: name).enumerated().compactMap { index, value in
        pattern.matches(value.facet.value.cellText(in: field)) ? index + 1 : nil
      }
  }
}

extension FacetIndex {
  fileprivate func hasValue(of name: String, matching pattern: SearchPattern) -> Bool {
    let field = FilterField(name)
    let key = ByteString(name)
    return (fields[key]?.counts.keys.contains { pattern.matches($0.cellText(in: field)) } ?? false)
      || (unfiltered[key]?.counts.keys.contains { pattern.matches($0.value.cellText(in: field)) } ?? false)
  }
}

extension Facet {
  /// What narrows the loaded rows to those with this value, where no filter finds them; nil for a text that was cut.
  fileprivate var rule: RecordCondition? {
    let path = [RecordField.info.name, FilterField(field).infoKey]
    switch (shape, value) {
    case (.single, _), (.listJSON, _): return nil
    case (.object, .string(let text)), (.listedObject, .string(let text)):
      // Of an object with more members no single condition finds the others like it.
      guard case .object(let object)? = try? JSONValue(parsing: text), object.members.count == 1,
        let member = object.members.first
      else { return nil }
      return RecordCondition(path: path + [member.key], equals: member.value)
    case (_, .string(let text)):
      return text.hasSuffix("…") ? nil : RecordCondition(path: path, equals: .string(text))
    case (_, .number(let number)): return RecordCondition(path: path, equals: .number(number))
    case (_, .bool(let flag)): return RecordCondition(path: path, equals: .bool(flag))
    case (_, .date), (_, .dates): return nil
    }
  }
}
