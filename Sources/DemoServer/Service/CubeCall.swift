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
