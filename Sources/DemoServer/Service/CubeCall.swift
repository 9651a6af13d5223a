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

extension Filter {
  /// As the open-source server reads it: what it does not understand it ignores, and answers as if it were not there.
  /// nil accepts every row.
  init?(lenient value: BodyValue) throws(Refusal) {
    guard case .object(let members) = value else {
      throw .wrongType("filter must be an object, not \(value.kind)")
    }
    let root = members["and"].map { (Junction.and, $0) } ?? members["or"].map { (Junction.or, $0) }
    let elements: [BodyValue]
    switch root {
    case (let junction, .array(let list))?: (self.junction, elements) = (junction, list)
    case nil:
      (junction, elements) = (.and, members.sorted { $0.key < $1.key }.map { .object([$0.key: $0.value]) })
    default: return nil
    }
    conditions = elements.compactMap(Condition.init(lenient:))
    // An "or" of nothing that is understood would match nothing.
    if conditions.isEmpty { return nil }
  }
}

extension Condition {
  private static let cloudNames = ["created_at": "create_time", "updated_at": "update_time"]

  fileprivate init?(lenient value: BodyValue) {
    guard case .object(let members) = value, members.count == 1, let (name, operand) = members.first else {
      return nil
    }
    if name == "session_id" || name == "conversation_id" {
      guard case .string(let text) = operand else { return nil }
      self.init(field: .session, test: .equals(.string(text)))
      return
    }
    if case .object(let operators) = operand, operators.count == 1,
      case .array(let elements)? = operators["in"]
    {
      let accepted = elements.compactMap { element -> Test? in
        let condition = try? Condition(.object([name: element]), path: "filter")
        return condition?.test
      }
      guard let first = elements.first,
        let field = try? Condition(.object([name: first]), path: "filter").field
      else { return nil }
      self.init(field: field, test: .anyOf(accepted))
      return
    }
    let cloudName = Condition.cloudNames[name] ?? name
    guard let condition = try? Condition(.object([cloudName: operand]), path: "filter") else { return nil }
    self = condition
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
