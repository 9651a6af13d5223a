import MemoryModel

extension Remembered {
  /// Reads what ``json`` wrote, by this version or another. An odd entry drops only itself.
  public init(_ object: JSONObject) {
    var changes: [RememberedChange] = []
    // Applied from the oldest to the newest, so that limits and order are those of the changes themselves.
    for element in object[Name.subjects]?.elements.reversed() ?? [] {
      if let subject = Subject(element) { changes.append(.opened(subject)) }
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
        JSONObject.Member(key: Name.subjects, value: .array(subjects.map(\.stored))),
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
    static let all = [subjects, filters, recentFilters, values]
  }
}

extension Subject {
  fileprivate init?(_ stored: JSONValue) {
    guard case .object(let object) = stored else { return nil }
    switch (object[Remembered.Name.user], object[Remembered.Name.agent]) {
    case (.string(let id), nil) where (1...Self.longestID).contains(id.count): self = .user(id)
    case (nil, .string(let id)) where (1...Self.longestID).contains(id.count): self = .agent(id)
    default: return nil
    }
  }

  fileprivate var stored: JSONValue {
    let member =
      switch self {
      case .user(let id): JSONObject.Member(key: Remembered.Name.user, value: .string(id))
      case .agent(let id): JSONObject.Member(key: Remembered.Name.agent, value: .string(id))
      case .cube(let id): JSONObject.Member(key: Remembered.Name.cube, value: .string(id))
      }
    return .object(JSONObject([member]))
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

extension JSONValue {
  /// None for what is no array.
  fileprivate var elements: [JSONValue] {
    if case .array(let elements) = self { elements } else { [] }
  }
}
