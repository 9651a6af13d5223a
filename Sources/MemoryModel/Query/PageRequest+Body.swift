extension PageRequest {
  /// `{"user_id":"memos_user_123","page":1,"size":50,"include_preference":true,"include_tool_memory":true}`, or for an
  /// open-source server `{"mem_cube_id":"memos_user_123","user_id":"memos_user_123","page":1,"page_size":50,…}`
  public func body(in dialect: Dialect = .cloud, escaping: JSONEscaping = .required) -> [UInt8] {
    var members: [JSONObject.Member] = []
    func add(_ key: String, _ value: JSONValue) { members.append(JSONObject.Member(key: key, value: value)) }
    func add(_ key: String, _ number: Int) { add(key, .number(JSONNumber(literal: String(number)))) }
    if case .selfHosted(let cube) = dialect { add("mem_cube_id", .string(cube ?? subject.id)) }
    switch subject {
    case .user(let id): add("user_id", .string(id))
    case .agent(let id): add("agent_id", .string(id))
    case .cube: break
    }
    add("page", page)
    add(dialect == .cloud ? "size" : "page_size", size)
    add("include_preference", .bool(includesPreferences))
    add("include_tool_memory", .bool(includesTools))
    if dialect != .cloud { add("include_skill_memory", .bool(includesSkills)) }
    if let filter { add("filter", filter) }
    return Array(JSONValue.object(JSONObject(members)).encoded(escaping: escaping).utf8)
  }
}
