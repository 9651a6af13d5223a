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
