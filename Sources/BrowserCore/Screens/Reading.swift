import MemoryModel

public struct Reading: SearchedTextScreen {
  public private(set) var memory: Memory
  public private(set) var fields: [MemoryField] = []
  /// Those of its fields that memtui knows. Kept, because a memory may have a hundred thousand others.
  public private(set) var known: [RecordField: MemoryField] = [:]
  /// The record from before the memory changed, while it is marked as changed.
  public private(set) var earlier: Memory?
  /// By the place of the field in ``fields``. A field that the memory no longer has is there with the value null.
  public private(set) var changes: [Int: FieldDifference] = [:]
  /// How many source messages its record has.
  public private(set) var messageCount = 0
  public private(set) var status = OpenMemoryStatus.unchanged
  public private(set) var cursor = 0
  public private(set) var top = TextAnchor()
  /// It was opened by its id and is no row of a pane.
  public let isOutside: Bool
  /// It was opened from a comparison of users: whose it is.
  public let comparedUser: Subject?

  public internal(set) var inside: InsideSearch?

  var place: Place { .memory }
  var anchor: TextAnchor {
    inside?.current?.anchor ?? TextAnchor(part: cursor, line: top.part == cursor ? top.line : 0)
  }

  init(
    _ memory: Memory, isGone: Bool, earlier: Memory? = nil, isOutside: Bool = false,
    comparedUser: Subject? = nil
  ) {
    self.memory = memory
    self.earlier = earlier
    self.comparedUser = comparedUser
    self.isOutside = isOutside
    read(memory)
    status = isGone ? .gone : changes.isEmpty ? .unchanged : .changed
  }

  private mutating func read(_ memory: Memory) {
    self.memory = memory
    // Its matches are found again when the memory is shown.
    inside = inside.map { InsideSearch($0.pattern) }
    let record = memory.record
    let differences = earlier.map { RecordComparison(betweenUsers: false).differences($0, memory) } ?? []
    fields = memory.fields(in: record, with: differences)
    let places = Dictionary(fields.enumerated().map { (ByteString($1.name), $0) }) { _, last in last }
    changes = [:]
    for difference in differences {
      if let place = places[ByteString(difference.name)] { changes[place] = difference }
    }
    known = Dictionary(fields.lazy.compactMap { field in field.known.map { ($0, field) } }) { first, _ in
      first
    }
    messageCount = SourceMessage.count(in: record)
  }

  /// Another record under the same id: the cursor stays on its field if that still exists.
  mutating func follow(_ memory: Memory?, _ status: OpenMemoryStatus) {
    self.status = status
    if let memory { replace(memory) }
  }

  /// - Parameter earlier: nil once the memory is not marked as changed any more.
  mutating func compare(with earlier: Memory?) {
    guard earlier?.source != self.earlier?.source else { return }
    self.earlier = earlier
    replace(memory)
  }

  private mutating func replace(_ memory: Memory) {
    let name = fields.indices.contains(cursor) ? fields[cursor].name : nil
    read(memory)
    let kept = fields.firstIndex { $0.name == name } ?? max(0, min(cursor, fields.count - 1))
    if top.part == cursor { top.part = kept } else { top.part = min(top.part, kept) }
    cursor = kept
  }

  mutating func perform(_ command: BrowserCommand, _ state: BrowserState, _ context: UpdateContext)
    -> [Outcome]
  {
    // Without a search of its own, n and N go to the next match of the list.
    if inside != nil || command == .search, let outcomes = searched(command, state, context) {
      return outcomes
    }
    switch command {
    case .previousMemory where comparedUser != nil: return [.showCompared(.a)]
    case .nextMemory where comparedUser != nil: return [.showCompared(.b)]
    case .nextMemory, .previousMemory, .nextMatch, .previousMatch, .showPane, .nextPane, .previousPane:
      if isOutside { return [.note(comparedUser == nil ? .outsidePanes : .outsideOfComparison)] }
    // They would act on the user of the panes.
    case .refresh, .watch:
      if let comparedUser, comparedUser != state.subject { return [.note(.commandMeansNothing)] }
    default: break
    }
    switch command {
    case .moveDown: moveDown(context.measure(state))
    case .moveUp: moveUp(context.measure(state))
    case .pageDown, .halfPageDown, .pageUp, .halfPageUp, .scroll:
      turn(by: command.distance(rows: context.sizes.textLines) ?? 0, context.measure(state))
    case .select(let field): cursor = max(0, min(field, fields.count - 1))
    case .goFirst:
      cursor = 0
      top = TextAnchor()
    case .goLast:
      cursor = max(0, fields.count - 1)
      top = lowestTop(context.measure(state))
    case .nextMemory: return [.stepMemory(by: 1)]
    case .previousMemory: return [.stepMemory(by: -1)]
    case .addField: return addField(state)
    case .showRaw: return openRaw
    case .nextMatch: return [.stepToMatch(by: 1)]
    case .previousMatch: return [.stepToMatch(by: -1)]
    case .openPager: return [.effect(.openPager(memory.text))]
    case .openEditor: return [.effect(.openEditor(memory.editorText))]
    case .back, .backOrQuit: return [.close]
    default: return command.browsingOutcomes(state)
    }
    return []
  }

  private var openRaw: [Outcome] {
    let isDeep = memory.source.liesDeeper(than: JSONLayout.deepestLevel)
    return [.open(RawState())] + (isDeep ? [.note(.deepLevelsOnOneLine)] : [])
  }

  /// `+`: the field under the cursor. A list of tags offers each of them.
  private func addField(_ state: BrowserState) -> [Outcome] {
    guard fields.indices.contains(cursor) else { return [] }
    let field = fields[cursor]
    let conditions = field.conditions(for: state.options)
    if conditions.count > 1 { return [.open(ConditionChoice(conditions: conditions))] }
    if let condition = conditions.first { return [.openForm(adding: condition)] }
    if let text = field.filterField(in: state.options.dialect), text.kind == .text {
      return [.note(.valueNotText(text.name))]
    }
    return [.note(.fieldNotFilterable(field.name))]
  }
}

/// `J` in a memory: its record as it was received.
public struct RawState: ScrollingTextHandler, SearchedTextScreen {
  public internal(set) var top = 0
  var inside: InsideSearch?
  var place: Place { .raw }

  mutating func perform(_ command: BrowserCommand, _ state: BrowserState, _ context: UpdateContext)
    -> [Outcome]
  {
    guard let memory = state.reading?.memory else { return [.close] }
    if let outcomes = searched(command, state, context) { return outcomes }
    switch command {
    case .back, .backOrQuit, .showRaw: return [.close]
    case .openPager: return [.effect(.openPager(memory.text))]
    case .openEditor: return [.effect(.openEditor(memory.editorText))]
    case .nextMemory, .previousMemory:
      if let reading = state.reading, reading.isOutside {
        return [.note(reading.comparedUser == nil ? .outsidePanes : .outsideOfComparison)]
      }
      top = 0
      return [.stepMemory(by: command == .nextMemory ? 1 : -1)]
    default: scroll(command, context.measure(state))
    }
    return []
  }
}

extension Memory {
  /// For `$EDITOR`: the record as JSON, with escapes for everything that an editor could obey or hide.
  var editorText: String { JSONLayout(source, escaping: .unprintable).text }
}

/// A line of a text in parts: the line within a part, both counted from 0.
public struct TextAnchor: Sendable, Hashable, Comparable {
  public var part: Int
  public var line: Int

  public init(part: Int = 0, line: Int = 0) {
    self.part = part
    self.line = line
  }

  public static func < (left: TextAnchor, right: TextAnchor) -> Bool {
    (left.part, left.line) < (right.part, right.line)
  }
}

extension Reading {
  /// To the next field, or a line further in a field that continues below the screen.
  private mutating func moveDown(_ text: Measurement) {
    let lines = text.lineCount(cursor, linesNeeded(text))
    let end = TextAnchor(part: cursor, line: lines - 1)
    if end > lastVisible(text) {
      top = advanced(top, by: 1, text)
    } else if cursor < fields.count - 1 {
      cursor += 1
      reveal(text)
    }
  }

  private mutating func moveUp(_ text: Measurement) {
    if top > TextAnchor(part: cursor, line: 0) {
      top = advanced(top, by: -1, text)
    } else if cursor > 0 {
      cursor -= 1
      if top > TextAnchor(part: cursor, line: 0) {
        let lines = text.lineCount(cursor, .max)
        top = TextAnchor(part: cursor, line: max(0, lines - text.sizes.textLines))
      }
    }
  }

  private mutating func turn(by lines: Int, _ text: Measurement) {
    let before = top
    top = advanced(top, by: lines, text)
    settle(text)
    if top == before {
      cursor = lines > 0 ? max(0, fields.count - 1) : 0
    } else {
      cursor = top.line == 0 ? top.part : min(top.part + 1, lastVisible(text).part)
    }
  }

  mutating func settle(_ text: Measurement) {
    guard !fields.isEmpty else { return }
    findAgain(text)
    let lines = text.lineCount(top.part, top.line + 1)
    if top.line >= lines { top.line = max(0, lines - 1) }
    let remaining = linesBelow(top, limit: text.sizes.textLines, text)
    if remaining < text.sizes.textLines {
      top = advanced(top, by: remaining - text.sizes.textLines, text)
    }
  }

  private mutating func reveal(_ text: Measurement) {
    let start = TextAnchor(part: cursor, line: 0)
    let lines = min(text.lineCount(cursor, text.sizes.textLines), text.sizes.textLines)
    let end = TextAnchor(part: cursor, line: lines - 1)
    while top < start, end > lastVisible(text) { top = advanced(top, by: 1, text) }
  }

  mutating func show(_ anchor: TextAnchor, _ text: Measurement) {
    guard fields.indices.contains(anchor.part) else { return }
    cursor = anchor.part
    guard anchor < top || anchor > lastVisible(text) else { return }
    top = advanced(anchor, by: -(text.sizes.textLines / 3), text)
    settle(text)
  }

  private func linesNeeded(_ text: Measurement) -> Int {
    (top.part == cursor ? top.line : 0) + text.sizes.textLines + 1
  }

  private func lastVisible(_ text: Measurement) -> TextAnchor {
    advanced(top, by: text.sizes.textLines - 1, text)
  }

  private func lowestTop(_ text: Measurement) -> TextAnchor {
    guard let last = fields.indices.last else { return TextAnchor() }
    let end = TextAnchor(part: last, line: text.lineCount(last, .max) - 1)
    return advanced(end, by: 1 - text.sizes.textLines, text)
  }

  private func linesBelow(_ anchor: TextAnchor, limit: Int, _ text: Measurement) -> Int {
    var count = 0
    var anchor = anchor
    while anchor.part < fields.count, count < limit {
      count += text.lineCount(anchor.part, anchor.line + limit) - anchor.line
      anchor = TextAnchor(part: anchor.part + 1, line: 0)
    }
    return min(count, limit)
  }

  private func advanced(_ anchor: TextAnchor, by distance: Int, _ text: Measurement) -> TextAnchor {
    var anchor = anchor
    var remaining = distance
    while remaining > 0 {
      let lines = text.lineCount(anchor.part, anchor.line + remaining + 1)
      let step = min(remaining, lines - 1 - anchor.line)
      anchor.line += step
      remaining -= step
      guard remaining > 0 else { break }
      guard anchor.part < fields.count - 1 else { break }
      anchor = TextAnchor(part: anchor.part + 1, line: 0)
      remaining -= 1
    }
    while remaining < 0 {
      let step = min(-remaining, anchor.line)
      anchor.line -= step
      remaining += step
      guard remaining < 0, anchor.part > 0 else { break }
      anchor.part -= 1
      anchor.line = text.lineCount(anchor.part, .max) - 1
      remaining += 1
    }
    return anchor
  }
}

extension Memory {
  /// With those that it no longer has, where they would be, and the value null.
  fileprivate func fields(in record: JSONObject, with differences: [FieldDifference]) -> [MemoryField] {
    let fields = fields(in: record)
    let known = Set(fields.map { ByteString($0.name) })
    let missing = differences.filter { !known.contains(ByteString($0.name)) }
    guard !missing.isEmpty else { return fields }
    var members = record.withCloudNames(category).members
    for difference in missing {
      let group = RecordField.allCases.first { $0.kind == .keys && difference.name.hasPrefix($0.name + ".") }
      guard let group else {
        members.append(JSONObject.Member(key: difference.name, value: difference.b))
        continue
      }
      let key = String(difference.name.dropFirst(group.name.count + 1))
      let place = members.firstIndex { $0.key == group.name }
      var keys: [JSONObject.Member] = []
      if let place, case .object(let object) = members[place].value { keys = object.members }
      keys.append(JSONObject.Member(key: key, value: difference.b))
      let member = JSONObject.Member(key: group.name, value: .object(JSONObject(keys)))
      if let place { members[place] = member } else { members.append(member) }
    }
    return Memory.fields(of: JSONObject(members), in: category)
  }
}
