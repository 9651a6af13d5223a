import MemoryModel

/// `/`: the line being typed, and what Esc returns to.
public struct SearchPrompt: ScreenHandler {
  public private(set) var line = EditedLine()
  /// Where the cursor was, in server order.
  private(set) var row: Int
  let top: Int
  private(set) var earlier: Search?

  var place: Place { .search }
  var isLine: Bool { true }
  var editedLine: EditedLine? { line }

  init(_ state: BrowserState) {
    row = state.list.cursorRow(in: state.category)
    top = state.pane.top
    earlier = state.search.active
  }

  mutating func perform(_ command: BrowserCommand, _ state: BrowserState, _ context: UpdateContext)
    -> [Outcome]
  {
    switch command {
    // With nothing typed, the earlier search stays.
    case .accept: return [.close] + (state.search.active == nil ? [.restoreSearch(earlier)] : [.answerSearch])
    // One thing at a time: loading first.
    case .back: return state.loading.isSearching ? [.cancel] : [.close, .leaveSearch(self)]
    case .nextMatch: return [.stepToMatch(by: 1)]
    case .previousMatch: return [.stepToMatch(by: -1)]
    case .searchFurther: return [.searchFurther]
    default: break
    }
    let before = line.text
    line.edit(command)
    return line.text == before ? [] : [.search(line.text, from: self)]
  }

  mutating func follow(_ changes: [RowChange], in category: MemoryCategory, isShown: Bool) {
    earlier?.follow(changes, in: category, isShown: isShown)
    if isShown { row = changes.reduce(row) { $1.moved($0) } }
  }

  mutating func forgetRows() { earlier?.forgetRows() }
}

/// `&`: asks for the text or the condition that the rows of the pane are narrowed by.
public struct NarrowPrompt: ScreenHandler {
  public enum Meaning: Sendable, Hashable {
    case nothing
    case text(SearchPattern)
    case condition(RecordCondition)
    case fault(FilterFault)
  }

  public private(set) var line = EditedLine()
  public private(set) var meaning = Meaning.nothing
  /// Where records have the field of the condition. Finding it out may read many of them.
  private var field: (name: String, version: PageStore.Version, path: [String]?)?

  var place: Place { .narrow }
  var isLine: Bool { true }
  var editedLine: EditedLine? { line }

  init() {}

  mutating func perform(_ command: BrowserCommand, _ state: BrowserState, _ context: UpdateContext)
    -> [Outcome]
  {
    switch command {
    case .back: return [.close]
    case .accept:
      switch meaning {
      case .nothing: return [.close]
      case .text(let pattern): return [.close, .narrow(.text(pattern))]
      case .condition(let condition): return [.close, .narrow(.condition(condition))]
      case .fault: return []
      }
    default:
      let before = line.text
      line.edit(command)
      if line.text != before { meaning = meaning(of: line.text, state, context) }
      return []
    }
  }

  private mutating func meaning(
    of text: String, _ state: BrowserState, _ context: UpdateContext
  ) -> Meaning {
    let target = state.options.filterTarget(at: context.now)
    do throws(FilterFault) {
      let condition = try RecordCondition.read(text, for: target) { path(ofField: $0, state.list) }
      if let condition { return .condition(condition) }
    } catch {
      return .fault(error)
    }
    return SearchPattern(text).map { .text($0) } ?? .nothing
  }

  private mutating func path(ofField name: String, _ list: MemoryList) -> [String]? {
    let version = list.store.version
    if let field, field.version == version, ByteString.isSame(field.name, name) { return field.path }
    let path = list.path(ofField: name)
    field = (name, version, path)
    return path
  }
}

extension MemoryList {
  private static let mostRowsRead = 50

  /// Where records have a field of this name: `["info", "tier"]` for `info.tier`, and for `tier`.
  fileprivate func path(ofField name: String) -> [String]? {
    let parts = name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard let first = parts.first, !parts.contains("") else { return nil }
    if RecordField.isKnown(first), RecordField(name: first) != .info { return parts }
    let isInInfo = first == RecordField.info.name && parts.count > 1
    let key = isInInfo ? String(name.dropFirst(first.count + 1)) : name
    let inInfo = [RecordField.info.name] + (isInInfo ? Array(parts.dropFirst()) : parts)
    if store.facets.fields[ByteString(FilterField.ofInfo(key: key).name)] != nil { return inInfo }
    // Objects below `info`, and members that memtui does not know, are not counted.
    var read = [selectedMemory].compactMap(\.self)
    for category in categories {
      read += (0..<min(store[category].count, Self.mostRowsRead)).compactMap {
        store[category].memory(at: $0)
      }
    }
    var isOutsideInfo = false
    for memory in read {
      let record = memory.record.withMetadataMembers
      if RecordCondition.has(inInfo, record) { return inInfo }
      if !isOutsideInfo { isOutsideInfo = RecordCondition.has(parts, record) }
    }
    return isOutsideInfo ? parts : nil
  }
}
