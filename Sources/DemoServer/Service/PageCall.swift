import FoundationEssentials

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
