/// A body of `POST product/get_memory`, in the dialect of the open-source server.
struct CubeCall {
  var cube: String
  /// nil reads the memories of every user of the cube.
  var user: String?
  /// Without both of these everything comes at once.
  var page: Int?
  var size: Int?
  var includesPreferences = true
  var includesTools = true
  var includesSkills = true
  var filter: Filter?

  init(body: [UInt8]) throws(Refusal) {
    do throws(Refusal) {
      let members = try BodyValue.members(of: body)
      guard let cube = try CubeCall.text("mem_cube_id", in: members), !cube.isEmpty else {
        throw .missing("[body -> mem_cube_id] Field required (type: missing)")
      }
      self.cube = cube
      user = try CubeCall.text("user_id", in: members)
      page = try PageCall.integer("page", in: members, 1...Int.max)
      size = try PageCall.integer("page_size", in: members, 1...Int.max)
      includesPreferences = try PageCall.flag("include_preference", in: members) ?? true
      includesTools = try PageCall.flag("include_tool_memory", in: members) ?? true
      includesSkills = try PageCall.flag("include_skill_memory", in: members) ?? true
      if let filter = members["filter"] { self.filter = try Filter(lenient: filter) }
    } catch {
      throw Refusal(
        code: 422, message: "Parameter validation error on POST /product/get_memory: \(error.message)")
    }
  }

  private static func text(_ field: String, in members: [String: BodyValue]) throws(Refusal) -> String? {
    switch members[field] {
    case .string(let text)?: return text
    case nil: return nil
    case let value?: throw .wrongType("\(field) must be a string, not \(value.kind)")
    }
  }
}

extension MemoryService {
  /// One bucket a kind, also when it is empty, and none for a kind that was switched off.
  func cube(_ call: CubeCall, arrived: Int) -> [UInt8] {
    let tenant = tenants.first { $0.id == call.cube && !$0.isAgent && (call.user ?? $0.id) == $0.id }
    var json = JSONWriter()
    json.reserve(4096 + min(call.size ?? 50, 50) * 2048)
    json.object { json in
      json.member("code", integer: 200)
      json.member("message", "Memories retrieved successfully")
      json.key("data")
      json.object { json in
        for category in Category.allCases {
          json.key(category.bucketName)
          json.array { json in
            if call.includes(category) { writeBucket(category, of: tenant, call, arrived, into: &json) }
          }
        }
        json.key("skill_mem")
        json.array { json in
          if call.includesSkills { writeBucket(nil, of: tenant, call, arrived, into: &json) }
        }
      }
    }
    return json.bytes
  }

  private func writeBucket(
    _ category: Category?, of tenant: Tenant?, _ call: CubeCall, _ arrived: Int, into json: inout JSONWriter
  ) {
    var rows: [Row] = []
    var total = 0
    if let category, let tenant {
      let collection = Collection(tenant: tenant, category: category, anchor: anchor, arrived: arrived)
      let isPaged = call.page != nil && call.size != nil
      (rows, total) = collection.page(
        isPaged ? call.page ?? 1 : 1, size: isPaged ? call.size ?? 1 : max(1, collection.count),
        filter: call.filter)
    }
    json.object { json in
      json.member("cube_id", call.cube)
      json.key("memories")
      json.array { json in
        for row in rows { row.writeNode(into: &json) }
      }
      json.member("total_nodes", integer: total)
    }
  }

  /// - Parameter id: percent-decoded. One that is not known is no error there.
  func node(_ id: String, arrived: Int) -> [UInt8] {
    let row = row(id, arrived: arrived)
    var json = JSONWriter()
    json.object { json in
      json.member("code", integer: 200)
      json.member("message", row == nil ? "Memory with ID \(id) not found" : "Memory retrieved successfully")
      json.key("data")
      if let row { row.writeNode(into: &json) } else { json.null() }
    }
    return json.bytes
  }
}

extension CubeCall {
  fileprivate func includes(_ category: Category) -> Bool {
    switch category {
    case .fact: true
    case .preference: includesPreferences
    case .tool: includesTools
    }
  }
}

/// The memories of one subject in one category, newest first. Rows that arrived since the start stand before the others.
struct Collection {
  let tenant: Tenant
  let category: Category
  let anchor: Int64
  let arrived: Int

  var count: Int { tenant.count(category) + (tenant.count(category) == 0 ? 0 : arrived) }

  /// Place 0 is the newest.
  subscript(place: Int) -> Row {
    let arrived = count - tenant.count(category)
    let index = place < arrived ? count - 1 - place : place - arrived
    return Row(tenant: tenant, category: category, index: index, anchor: anchor)
  }

  /// One page, and how many rows there are. With a filter every row is looked at and none is kept. A million rows take
  /// up to 0.7 s, in which the server's one thread answers nobody else: good enough for a demo.
  func page(_ page: Int, size: Int, filter: Filter?) -> (rows: [Row], total: Int) {
    let (start, overflow) = (page - 1).multipliedReportingOverflow(by: size)
    guard !overflow, start < count else { return ([], total(filter)) }
    guard let filter else {
      return ((start..<start + min(size, count - start)).map { self[$0] }, count)
    }
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
