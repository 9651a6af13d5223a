extension PageRequest {
  /// `{"user_id":"memos_user_123","page":1,"size":50,"include_preference":true,"include_tool_memory":true}`
  public func body(escaping: JSONEscaping = .required) -> [UInt8] {
    let subjectMember =
      switch subject {
      case .user(let id): JSONObject.Member(key: "user_id", value: .string(id))
      case .agent(let id): JSONObject.Member(key: "agent_id", value: .string(id))
      }
    var object = JSONObject([
      subjectMember,
      JSONObject.Member(key: "page", value: .number(JSONNumber(literal: String(page)))),
      JSONObject.Member(key: "size", value: .number(JSONNumber(literal: String(size)))),
      JSONObject.Member(key: "include_preference", value: .bool(includesPreferences)),
      JSONObject.Member(key: "include_tool_memory", value: .bool(includesTools)),
    ])
    if let filter { object.members.append(JSONObject.Member(key: "filter", value: filter)) }
    return Array(JSONValue.object(object).encoded(escaping: escaping).utf8)
  }
}
