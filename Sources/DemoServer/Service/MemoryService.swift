import FoundationEssentials

/// The contract without its transport: bodies in, bodies out.
struct MemoryService {
  let tenants: [Tenant]
  /// Milliseconds since 1970.
  let anchor: Int64
  let key: String?

  init(options: DemoOptions) {
    tenants = Tenant.all(memories: options.memories)
    anchor = options.anchor
    key = options.key
  }

  /// - Parameter authorization: the header, `Token demo-key`.
  func authorize(_ authorization: String?) throws(Refusal) {
    guard let key else { return }
    guard let authorization, authorization.hasPrefix("Token "), authorization.count > 6 else {
      throw Refusal(code: 40100, message: "API key is missing: send \"Authorization: Token <API key>\"")
    }
    guard authorization.dropFirst(6) == key else {
      throw Refusal(code: 40132, message: "API key is invalid or expired")
    }
  }

  /// - Parameters:
  ///   - arrived: how many rows came since the start.
  ///   - claim: what the answer says about its own size; nil tells the truth.
  func page(_ call: PageCall, arrived: Int, claim: PageClaim?) -> [UInt8] {
    let tenant =
      tenants.first { $0.id == call.subject && $0.isAgent == call.isAgent }
      ?? Tenant(number: 255, id: call.subject, isAgent: call.isAgent, facts: 0, preferences: 0, tools: 0)
    var json = JSONWriter()
    json.reserve(4096 + call.size * 2048)
    json.object { json in
      json.member("code", integer: 0)
      json.member("message", "ok")
      json.key("data")
      json.object { json in
        let total = writeLists(of: tenant, call, arrived: arrived, into: &json)
        (claim ?? .truth(total: total, size: call.size)).write(into: &json, call)
      }
    }
    return json.bytes
  }

  /// - Returns: how many facts there are after the filter, on all pages.
  private func writeLists(
    of tenant: Tenant, _ call: PageCall, arrived: Int, into json: inout JSONWriter
  ) -> Int {
    var total = 0
    for category in Category.allCases where call.includes(category) {
      let collection = Collection(tenant: tenant, category: category, anchor: anchor, arrived: arrived)
      let page = collection.page(call.page, size: call.size, filter: call.filter)
      if category == .fact { total = page.total }
      json.key(category.listName)
      json.array { json in
        for row in page.rows { row.write(into: &json) }
      }
    }
    for view in ["skill", "profile", "event"] {
      json.key(view + "_detail_list")
      if call.views.contains(view) { json.array { _ in } } else { json.null() }
    }
    return total
  }

  func row(_ id: String, arrived: Int) -> Row? {
    guard let place = RowID(uuid: id), let tenant = tenants.first(where: { $0.number == place.tenant }),
      place.index
        < Collection(tenant: tenant, category: place.category, anchor: anchor, arrived: arrived).count
    else { return nil }
    return Row(tenant: tenant, category: place.category, index: place.index, anchor: anchor)
  }

  /// - Parameter id: percent-decoded.
  func detail(_ id: String, arrived: Int) throws(Refusal) -> [UInt8] {
    guard let row = row(id, arrived: arrived) else {
      throw Refusal(code: 40001, message: "memory \"\(id)\" was not found")
    }
    var json = JSONWriter()
    json.object { json in
      json.member("code", integer: 0)
      json.member("message", "ok")
      json.key("data")
      row.writeDetail(into: &json)
    }
    return json.bytes
  }
}

extension PageCall {
  fileprivate func includes(_ category: Category) -> Bool {
    switch category {
    case .fact: true
    case .preference: includesPreferences
    case .tool: includesTools
    }
  }
}

/// A body of `POST get/memory` that kept to the contract. `null` counts as absent, and a field that no contract has
/// is ignored: the official SDK sends the one, the official CLI the other.
struct PageCall {
  var subject: String
  var isAgent: Bool
  var page = 1
  var size = 10
  var filter: Filter?
  var includesPreferences = true
  var includesTools = true
  var views: [String] = []

  init(body: [UInt8]) throws(Refusal) {
    let members = try BodyValue.members(of: body)
    (subject, isAgent) = try PageCall.subject(of: members)
    page = try PageCall.integer("page", in: members, 1...Int.max) ?? 1
    size = try PageCall.integer("size", in: members, 1...50) ?? 10
    includesPreferences = try PageCall.flag("include_preference", in: members) ?? true
    includesTools = try PageCall.flag("include_tool_memory", in: members) ?? true
    views = try PageCall.views(of: members)
    if let filter = members["filter"] { self.filter = try Filter(filter) }
  }

  private static func subject(of members: [String: BodyValue]) throws(Refusal) -> (String, Bool) {
    switch (members["user_id"], members["agent_id"]) {
    case (nil, nil): throw .missing("user_id is missing: exactly one of user_id and agent_id is needed")
    case (.some, .some): throw .missing("user_id and agent_id exclude each other: exactly one is needed")
    case (let user?, nil): return (try name(user, of: "user_id"), false)
    case (nil, let agent?): return (try name(agent, of: "agent_id"), true)
    }
  }

  private static func name(_ value: BodyValue, of field: String) throws(Refusal) -> String {
    guard case .string(let text) = value else {
      throw .wrongType("\(field) must be a string, not \(value.kind)")
    }
    guard !text.isEmpty else { throw Refusal(code: 40003, message: "\(field) is empty") }
    guard text.count <= 100 else {
      throw Refusal(code: 40010, message: "\(field) has \(text.count) characters, at most 100 are allowed")
    }
    return text
  }

  static func integer(
    _ field: String, in members: [String: BodyValue], _ allowed: ClosedRange<Int>
  ) throws(Refusal) -> Int? {
    guard let value = members[field] else { return nil }
    guard case .integer(let number) = value else {
      throw .wrongType("\(field) must be an integer, not \(value.kind)")
    }
    guard allowed.contains(number) else {
      let range = allowed.upperBound == .max ? "at least 1" : "between 1 and \(allowed.upperBound)"
      throw .badParameter("\(field) must be \(range), not \(number)")
    }
    return number
  }

  static func flag(_ field: String, in members: [String: BodyValue]) throws(Refusal) -> Bool? {
    guard let value = members[field] else { return nil }
    guard case .bool(let flag) = value else {
      throw .wrongType("\(field) must be a boolean, not \(value.kind)")
    }
    return flag
  }

  private static func views(of members: [String: BodyValue]) throws(Refusal) -> [String] {
    guard let value = members["include_memory_view"] else { return [] }
    guard case .array(let elements) = value else {
      throw .wrongType("include_memory_view must be an array of strings, not \(value.kind)")
    }
    var views: [String] = []
    for element in elements {
      guard case .string(let view) = element else {
        throw .wrongType("include_memory_view must hold strings, not \(element.kind)")
      }
      views.append(view)
    }
    return views
  }
}

/// What an answer says about its own size in `total`, `size`, `current` and `pages`.
public enum PageClaim: Sendable, Equatable {
  /// These numbers, true or not.
  case pages(Int, total: Int)
  /// The four members are `null`.
  case null
  /// The four members are left out.
  case absent

  static func truth(total: Int, size: Int) -> PageClaim {
    .pages((total + size - 1) / size, total: total)
  }

  func write(into json: inout JSONWriter, _ call: PageCall) {
    let members: [(String, Int?)]
    switch self {
    case .absent: return
    case .null: members = [("total", nil), ("size", nil), ("current", nil), ("pages", nil)]
    case .pages(let pages, let total):
      members = [("total", total), ("size", call.size), ("current", call.page), ("pages", pages)]
    }
    for (name, number) in members {
      json.key(name)
      if let number { json.integer(Int64(number)) } else { json.null() }
    }
  }
}
