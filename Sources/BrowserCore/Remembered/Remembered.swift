import MemoryModel

public struct Remembered: Sendable, Hashable {
  /// Users and agents that were opened, newest first.
  public private(set) var visits: [Visit] = []
  public private(set) var filters: [NamedFilter] = []
  public private(set) var recentFilters: [StoredFilter] = []
  /// Values that filters used, by field, newest first: `["scene": ["Payment", "Refund"]]`.
  public private(set) var values: [ByteString: [ByteString]] = [:]
  /// The fields of ``values``, the one used last first.
  private var recentFields: [ByteString] = []
  /// Members of the file that this version does not know, kept for the one that wrote them.
  private var unknown: [JSONObject.Member] = []

  static let mostSubjects = 20
  static let mostRecentFilters = 10
  static let mostValues = 20
  static let mostFields = 50
  /// In bytes of text or JSON: longer filters are not offered again unless they are saved.
  static let longestRecentFilter = 4_096
  /// More names than a person reads; a file that was tampered with must not fill the memory.
  public static let mostFilters = 500

  public init() {}

  public var subjects: [Subject] { visits.map(\.subject) }
}

/// A user or an agent whose memories were read, and what was found then.
public struct Visit: Sendable, Hashable {
  public let subject: Subject
  public fileprivate(set) var opened: Timestamp?
  /// nil if no answer arrived.
  public fileprivate(set) var memories: Int?
  /// False while the service may have had more than were read.
  public fileprivate(set) var isAll = false
}

public enum StoredFilter: Sendable, Hashable {
  /// One line, with times as they were typed: `scene=Payment create_time>=7d`.
  case text(String)
  /// What one line cannot say, as it is sent.
  case json(String)

  public static func == (one: StoredFilter, other: StoredFilter) -> Bool {
    switch (one, other) {
    case (.text(let one), .text(let other)), (.json(let one), .json(let other)): ByteString.isSame(one, other)
    default: false
    }
  }

  public func hash(into hasher: inout Hasher) {
    switch self {
    case .text(let text), .json(let text): ByteString.hash(text, into: &hasher)
    }
  }
}

public struct NamedFilter: Sendable, Hashable {
  public var name: String
  public var filter: StoredFilter
}

/// One thing to remember or forget. The file is read again first: what another memtui added stays.
public enum RememberedChange: Sendable, Hashable {
  case opened(Subject, at: Timestamp? = nil)
  /// How many memories were read of a subject that was opened.
  case counted(Subject, memories: Int, isAll: Bool)
  /// In place of a filter of the same name.
  case savedFilter(NamedFilter)
  case deletedFilter(name: String)
  case usedFilter(StoredFilter)
  case usedValue(field: String, value: String)
}

extension Remembered {
  /// Reads what ``json`` wrote, by this version or another. An odd entry drops only itself.
  public init(_ object: JSONObject) {
    var changes: [RememberedChange] = []
    // Applied from the oldest to the newest, so that limits and order are those of the changes themselves.
    for element in object[Name.subjects]?.elements.reversed() ?? [] {
      changes += Visit(element)?.changes ?? []
    }
    for element in object[Name.filters]?.elements ?? [] {
      guard case .object(let entry) = element, case .string(let name)? = entry[Name.name],
        let filter = StoredFilter(element)
      else { continue }
      changes.append(.savedFilter(NamedFilter(name: name, filter: filter)))
    }
    for element in object[Name.recentFilters]?.elements.reversed() ?? [] {
      if let filter = StoredFilter(element) { changes.append(.usedFilter(filter)) }
    }
    if case .object(let fields)? = object[Name.values] {
      for member in fields.members.reversed() {
        for case .string(let value) in member.value.elements.reversed() {
          changes.append(.usedValue(field: member.key, value: value))
        }
      }
    }
    for change in changes { apply(change) }
    unknown = object.members.filter { !Name.all.contains($0.key) }
  }

  /// `{"subjects":[{"user":"memos_user_123"}],"filters":[{"name":"pay","text":"scene=Payment"}],
  /// "recent_filters":[{"json":"{…}"}],"values":{"scene":["Payment"]}}`
  public var json: JSONObject {
    let named = filters.map { named in
      JSONValue.object(
        JSONObject([JSONObject.Member(key: Name.name, value: .string(named.name)), named.filter.member]))
    }
    let fields = recentFields.map { field in
      JSONObject.Member(key: field.text, value: .array((values[field] ?? []).map { .string($0.text) }))
    }
    return JSONObject(
      [
        JSONObject.Member(key: Name.subjects, value: .array(visits.map(\.stored))),
        JSONObject.Member(key: Name.filters, value: .array(named)),
        JSONObject.Member(
          key: Name.recentFilters, value: .array(recentFilters.map { .object(JSONObject([$0.member])) })),
        JSONObject.Member(key: Name.values, value: .object(JSONObject(fields))),
      ] + unknown)
  }

  fileprivate enum Name {
    static let subjects = "subjects"
    static let filters = "filters"
    static let recentFilters = "recent_filters"
    static let values = "values"
    static let name = "name"
    static let text = "text"
    static let json = "json"
    static let user = "user"
    static let agent = "agent"
    static let cube = "cube"
    static let opened = "opened"
    static let memories = "memories"
    static let isAll = "all"
    static let all = [subjects, filters, recentFilters, values]
  }
}

extension Visit {
  fileprivate init?(_ stored: JSONValue) {
    guard case .object(let object) = stored, let subject = Subject(object) else { return nil }
    self.subject = subject
    opened = object.integer(Remembered.Name.opened).map { Timestamp(milliseconds: $0) }
    memories = object.integer(Remembered.Name.memories).flatMap { Int(exactly: max(0, $0)) }
    isAll = object[Remembered.Name.isAll] == .bool(true)
  }

  fileprivate var changes: [RememberedChange] {
    let counts = memories.map { [RememberedChange.counted(subject, memories: $0, isAll: isAll)] } ?? []
    return [.opened(subject, at: opened)] + counts
  }

  /// `{"user":"memos_user_123","opened":1795422600000,"memories":1561,"all":true}`
  fileprivate var stored: JSONValue {
    var members = [subject.stored]
    func add(_ name: String, _ value: JSONValue?) {
      if let value { members.append(JSONObject.Member(key: name, value: value)) }
    }
    add(Remembered.Name.opened, opened.map { .number(JSONNumber(literal: "\($0.milliseconds)")) })
    add(Remembered.Name.memories, memories.map { .number(JSONNumber(literal: "\($0)")) })
    if isAll { add(Remembered.Name.isAll, .bool(true)) }
    return .object(JSONObject(members))
  }
}

extension Subject {
  fileprivate init?(_ object: JSONObject) {
    switch (object[Remembered.Name.user], object[Remembered.Name.agent]) {
    case (.string(let id), nil) where (1...Self.longestID).contains(id.count): self = .user(id)
    case (nil, .string(let id)) where (1...Self.longestID).contains(id.count): self = .agent(id)
    default: return nil
    }
  }

  fileprivate var stored: JSONObject.Member {
    switch self {
    case .user(let id): JSONObject.Member(key: Remembered.Name.user, value: .string(id))
    case .agent(let id): JSONObject.Member(key: Remembered.Name.agent, value: .string(id))
    case .cube(let id): JSONObject.Member(key: Remembered.Name.cube, value: .string(id))
    }
  }
}

extension StoredFilter {
  fileprivate init?(_ stored: JSONValue) {
    guard case .object(let object) = stored else { return nil }
    switch (object[Remembered.Name.text], object[Remembered.Name.json]) {
    case (.string(let text), nil): self = .text(text)
    case (nil, .string(let json)): self = .json(json)
    default: return nil
    }
  }

  fileprivate var member: JSONObject.Member {
    switch self {
    case .text(let text): JSONObject.Member(key: Remembered.Name.text, value: .string(text))
    case .json(let json): JSONObject.Member(key: Remembered.Name.json, value: .string(json))
    }
  }
}

extension JSONObject {
  fileprivate func integer(_ name: String) -> Int64? {
    if case .number(let number)? = self[name] { Int64(number.literal) } else { nil }
  }
}

extension JSONValue {
  fileprivate var elements: [JSONValue] { if case .array(let elements) = self { elements } else { [] } }
}

extension Remembered {
  public mutating func apply(_ change: RememberedChange) {
    switch change {
    // A cube is what a profile or a flag names; a list of users has no place for it.
    case .opened(.cube, _): return
    case .opened(let subject, let time):
      var visit = visits.first { $0.subject == subject } ?? Visit(subject: subject)
      visit.opened = time ?? visit.opened
      visits.removeAll { $0.subject == subject }
      visits.insert(visit, at: 0)
      visits.removeLast(max(0, visits.count - Self.mostSubjects))
    case .counted(let subject, let memories, let isAll):
      guard let index = visits.firstIndex(where: { $0.subject == subject }) else { return }
      visits[index].memories = memories
      visits[index].isAll = isAll
    case .savedFilter(let named):
      filters.removeAll { ByteString.isSame($0.name, named.name) }
      guard filters.count < Self.mostFilters else { return }
      let place = filters.firstIndex { ByteString(named.name) < ByteString($0.name) } ?? filters.endIndex
      filters.insert(named, at: place)
    case .deletedFilter(let name): filters.removeAll { ByteString.isSame($0.name, name) }
    case .usedFilter(let filter): Self.put(filter, first: &recentFilters, atMost: Self.mostRecentFilters)
    case .usedValue(let field, let value):
      let field = ByteString(field)
      Self.put(ByteString(value), first: &values[field, default: []], atMost: Self.mostValues)
      recentFields.removeAll { $0 == field }
      recentFields.insert(field, at: 0)
      for forgotten in recentFields.dropFirst(Self.mostFields) { values[forgotten] = nil }
      recentFields.removeLast(max(0, recentFields.count - Self.mostFields))
    }
  }

  private static func put<Element: Equatable>(
    _ element: Element, first list: inout [Element], atMost most: Int
  ) {
    list.removeAll { $0 == element }
    list.insert(element, at: 0)
    list.removeLast(max(0, list.count - most))
  }
}

public struct History: Sendable {
  public private(set) var remembered = Remembered()
  private var isRead = false
  private var changesBeforeRead: [RememberedChange] = []
  /// Names under which another filter was saved before.
  private var replacedNames: Set<ByteString> = []

  mutating func remember(_ change: RememberedChange) -> BrowserEffect {
    if case .savedFilter(let named) = change {
      let earlier = remembered.filters.first { ByteString.isSame($0.name, named.name) }
      if let earlier, earlier.filter != named.filter { replacedNames.insert(ByteString(named.name)) }
    }
    remembered.apply(change)
    if !isRead { changesBeforeRead.append(change) }
    return .remember(change)
  }

  /// Changes since the start may be in the file already: to apply them once more changes nothing then.
  mutating func read(_ file: Remembered) {
    remembered = file
    for change in changesBeforeRead { remembered.apply(change) }
    changesBeforeRead = []
    isRead = true
  }

  /// Saving and deleting filters is reported; the rest is remembered silently.
  mutating func kept(_ change: RememberedChange) -> Notice.Fact? {
    switch change {
    case .savedFilter(let named):
      .filterSaved(named.name, replaced: replacedNames.remove(ByteString(named.name)) != nil)
    case .deletedFilter(let name): .filterDeleted(name)
    case .opened, .counted, .usedFilter, .usedValue: nil
    }
  }
}

extension RememberedChange {
  func notKeptNotice(_ reason: Notice.NotKept) -> Notice.Fact? {
    switch (self, reason) {
    case (.savedFilter(let named), _): .filterNotSaved(named.name, reason)
    case (.deletedFilter(let name), _): .filterNotDeleted(name, reason)
    case (_, .fault(let fault, let path)): .stateNotWritten(fault, path: path)
    case (_, .switchedOff), (_, .noFolder), (_, .full): nil
    }
  }
}
