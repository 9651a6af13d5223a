struct MemoryService {
  let tenants: [Tenant]
  private let anchor: Int64
  private let key: String?

  init(options: DemoOptions) {
    tenants = Tenant.all(memories: options.memories)
    anchor = options.anchor
    key = options.key
  }

  func authorize(_ authorization: String?) throws(Refusal) {
    guard let key else { return }
    guard let authorization, authorization.hasPrefix("Token "), authorization.count > 6 else {
      throw Refusal(code: 40100, message: "API key is missing: send \"Authorization: Token <API key>\"")
    }
    guard authorization.dropFirst(6) == key else {
      throw Refusal(code: 40132, message: "API key is invalid or expired")
    }
  }

  func tenant(of call: PageCall) -> Tenant? {
    tenants.first { $0.id == call.subject && $0.isAgent == call.isAgent }
  }

  func tenant(of call: CubeCall) -> Tenant? {
    tenants.first { $0.id == call.cube && !$0.isAgent && (call.user ?? $0.id) == $0.id }
  }

  private func collection(_ category: Category, of tenant: Tenant, _ changes: Changes) -> Collection {
    Collection(tenant: tenant, category: category, anchor: anchor, changes: changes)
  }

  private func row(_ id: String, _ changes: Changes) -> Row? {
    guard let place = RowID(uuid: id), let tenant = tenants.first(where: { $0.number == place.tenant }) else {
      return nil
    }
    return collection(place.category, of: tenant, changes).row(at: place.index)
  }
}

/// What has changed since the start.
struct Changes {
  /// Rows that arrived in each category.
  var arrived = 0
  /// Where the story of each tenant is.
  var steps: [Int: Int] = [:]
}

extension MemoryService {
  /// - Parameter claim: what the answer says about its own size; nil tells the truth.
  func page(_ call: PageCall, _ changes: Changes = Changes(), claim: PageClaim?) -> [UInt8] {
    let tenant =
      tenant(of: call)
      ?? Tenant(number: 255, id: call.subject, isAgent: call.isAgent, facts: 0, preferences: 0, tools: 0)
    return JSONWriter.answer(code: 0, "ok", reserving: 4096 + call.size * 2048) { json in
      json.object { json in
        let total = writeLists(of: tenant, call, changes, into: &json)
        (claim ?? .truth(total: total, size: call.size)).write(into: &json, call)
      }
    }
  }

  private func writeLists(
    of tenant: Tenant, _ call: PageCall, _ changes: Changes, into json: inout JSONWriter
  ) -> Int {
    var total = 0
    for category in call.categories {
      let page = collection(category, of: tenant, changes).page(
        call.page, size: call.size, filter: call.filter)
      if category == .fact { total = page.total }
      json.array(category.names.list) { json in for row in page.rows { row.write(into: &json) } }
    }
    for view in ["skill", "profile", "event"] {
      json.key(view + "_detail_list")
      if call.views.contains(view) { json.array { _ in } } else { json.null() }
    }
    return total
  }

  func detail(_ id: String, _ changes: Changes) throws(Refusal) -> [UInt8] {
    guard let row = row(id, changes) else {
      throw Refusal(code: 40001, message: "memory \"\(id)\" was not found")
    }
    return JSONWriter.answer(code: 0, "ok") { row.writeDetail(into: &$0) }
  }
}

extension MemoryService {
  /// One bucket a kind, also when it is empty, and none for a kind that was switched off.
  func cube(_ call: CubeCall, _ changes: Changes) -> [UInt8] {
    let tenant = tenant(of: call)
    let size = 4096 + min(call.size ?? 50, 50) * 2048
    return JSONWriter.answer(code: 200, "Memories retrieved successfully", reserving: size) { json in
      json.object { json in
        for category in Category.allCases {
          json.array(category.names.bucket) { json in
            if call.categories.contains(category) {
              writeBucket(category, of: tenant, call, changes, into: &json)
            }
          }
        }
        json.array("skill_mem") { json in
          if call.includesSkills { writeBucket(nil, of: tenant, call, changes, into: &json) }
        }
      }
    }
  }

  private func writeBucket(
    _ category: Category?, of tenant: Tenant?, _ call: CubeCall, _ changes: Changes,
    into json: inout JSONWriter
  ) {
    var rows: [Row] = []
    var total = 0
    if let category, let tenant {
      let collection = collection(category, of: tenant, changes)
      if let page = call.page, let size = call.size {
        (rows, total) = collection.page(page, size: size, filter: call.filter)
      } else {
        (rows, total) = collection.page(1, size: max(1, collection.count), filter: call.filter)
      }
    }
    json.object { json in
      json.member("cube_id", call.cube)
      json.array("memories") { json in for row in rows { row.writeNode(into: &json) } }
      json.member("total_nodes", integer: total)
    }
  }

  /// - Parameter id: percent-decoded. The open-source server does not treat an unknown one as an error.
  func node(_ id: String, _ changes: Changes) -> [UInt8] {
    let row = row(id, changes)
    let message = row == nil ? "Memory with ID \(id) not found" : "Memory retrieved successfully"
    return JSONWriter.answer(code: 200, message) { json in
      if let row { row.writeNode(into: &json) } else { json.null() }
    }
  }
}

/// The memories of one subject in one category, newest first. Rows that arrived since the start come first.
private struct Collection {
  private let tenant: Tenant
  private let category: Category
  private let anchor: Int64
  private let arrived: Int
  private let step: Int
  private let stage: Story.Stage

  init(tenant: Tenant, category: Category, anchor: Int64, changes: Changes) {
    let start = tenant.count(category)
    self.tenant = tenant
    self.category = category
    self.anchor = anchor
    arrived = start == 0 ? 0 : changes.arrived
    step = changes.steps[tenant.number] ?? 0
    stage = Story.stage(step, of: tenant, category).limited(to: start)
  }

  /// The rows that were there from the start.
  private var start: Int { tenant.count(category) }
  var count: Int { stage.top.count + arrived + start - stage.empty.count }

  private subscript(place: Int) -> Row { row(index(of: place)) }

  private func index(of place: Int) -> Int {
    if place < stage.top.count { return stage.top[place] }
    let place = place - stage.top.count
    if place < arrived { return start + arrived - 1 - place }
    return stage.empty.reduce(place - arrived) { $1 <= $0 ? $0 + 1 : $0 }
  }

  private func row(_ index: Int) -> Row {
    Row(tenant: tenant, category: category, index: index, anchor: anchor, step: step)
  }

  /// nil for one that is not there, or not any more.
  func row(at index: Int) -> Row? {
    let isThere = index < start + arrived && !stage.empty.contains(index)
    return isThere || stage.top.contains(index) ? row(index) : nil
  }

  /// A filter looks at every row: up to 0.7 s for a million, in which the one thread answers nobody else.
  func page(_ page: Int, size: Int, filter: Filter?) -> (rows: [Row], total: Int) {
    let (start, overflow) = (page - 1).multipliedReportingOverflow(by: size)
    guard !overflow, start < count else { return ([], total(filter)) }
    guard let filter else { return ((start..<start + min(size, count - start)).map { self[$0] }, count) }
    var rows: [Row] = []
    var matches = 0
    for place in 0..<count {
      let row = self[place]
      guard filter.accepts(row) else { continue }
      if matches >= start, rows.count < size { rows.append(row) }
      matches += 1
    }
    return (rows, matches)
  }

  private func total(_ filter: Filter?) -> Int {
    filter == nil || count == 0 ? count : page(1, size: 1, filter: filter).total
  }
}

public enum PageClaim: Sendable, Equatable {
  case pages(Int, total: Int)
  case null, absent

  static func truth(total: Int, size: Int) -> PageClaim { .pages((total + size - 1) / size, total: total) }

  func write(into json: inout JSONWriter, _ call: PageCall) {
    let numbers: [Int?]
    switch self {
    case .absent: return
    case .null: numbers = [nil, nil, nil, nil]
    case .pages(let pages, let total): numbers = [total, call.size, call.page, pages]
    }
    for (name, number) in zip(["total", "size", "current", "pages"], numbers) {
      json.key(name)
      if let number { json.integer(Int64(number)) } else { json.null() }
    }
  }
}
