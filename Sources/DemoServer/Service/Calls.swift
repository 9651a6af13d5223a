import FoundationEssentials

/// A value of a request body, with the JSON type it was sent with: `1` is an integer, `true` is not.
enum BodyValue: Decodable, Equatable {
  case null
  case bool(Bool)
  case integer(Int)
  case number(Double)
  case string(String)
  case array([BodyValue])
  case object([String: BodyValue])

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Bool.self) {
      self = .bool(value)
    } else if let value = try? container.decode(Int.self) {
      self = .integer(value)
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else if let value = try? container.decode(String.self) {
      self = .string(value)
    } else if let value = try? container.decode([BodyValue].self) {
      self = .array(value)
    } else {
      self = .object(try container.decode([String: BodyValue].self))
    }
  }

  /// `a string`: how a message speaks of it.
  var kind: String {
    switch self {
    case .null: "null"
    case .bool: "a boolean"
    case .integer: "an integer"
    case .number: "a number"
    case .string: "a string"
    case .array: "an array"
    case .object: "an object"
    }
  }

  var double: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .number(let value): value
    default: nil
    }
  }
}

/// The members of a request body, without those that are null. It decodes JSON with a library and not with memtui's own
/// reader: a mistake in that would otherwise be on both sides.
struct RequestBody {
  private let members: [String: BodyValue]

  init(_ bytes: [UInt8]) throws(Refusal) {
    let value: BodyValue
    do {
      value = try JSONDecoder().decode(BodyValue.self, from: Data(bytes))
    } catch {
      throw .badParameter("the request body is not valid JSON")
    }
    guard case .object(let members) = value else {
      throw .wrongType("the request body must be an object, not \(value.kind)")
    }
    self.members = members.filter { $0.value != .null }
  }

  subscript(name: String) -> BodyValue? { members[name] }

  func text(_ field: String) throws(Refusal) -> String? {
    guard let value = members[field] else { return nil }
    guard case .string(let text) = value else {
      throw .wrongType("\(field) must be a string, not \(value.kind)")
    }
    return text
  }

  func integer(_ field: String, _ allowed: ClosedRange<Int> = 1...Int.max) throws(Refusal) -> Int? {
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

  /// True where it is absent.
  func flag(_ field: String) throws(Refusal) -> Bool {
    guard let value = members[field] else { return true }
    guard case .bool(let flag) = value else {
      throw .wrongType("\(field) must be a boolean, not \(value.kind)")
    }
    return flag
  }
}

/// What the calls of both dialects have in common.
protocol ListCall {
  var includesPreferences: Bool { get }
  var includesTools: Bool { get }
}

extension ListCall {
  func includes(_ category: Category) -> Bool {
    switch category {
    case .fact: true
    case .preference: includesPreferences
    case .tool: includesTools
    }
  }
}

/// A body of `POST get/memory` that kept to the contract. `null` counts as absent, and a field that no contract has
/// is ignored: the official SDK sends the one, the official CLI the other.
struct PageCall: ListCall {
  let subject: String
  let isAgent: Bool
  let page: Int
  let size: Int
  let filter: Filter?
  let includesPreferences: Bool
  let includesTools: Bool
  let views: [String]

  init(body bytes: [UInt8]) throws(Refusal) {
    let body = try RequestBody(bytes)
    switch (body["user_id"], body["agent_id"]) {
    case (nil, nil): throw .missing("user_id is missing: exactly one of user_id and agent_id is needed")
    case (.some, .some): throw .missing("user_id and agent_id exclude each other: exactly one is needed")
    case (_, let agent): isAgent = agent != nil
    }
    subject = try Self.subject(isAgent ? "agent_id" : "user_id", in: body)
    page = try body.integer("page") ?? 1
    size = try body.integer("size", 1...50) ?? 10
    includesPreferences = try body.flag("include_preference")
    includesTools = try body.flag("include_tool_memory")
    views = try Self.views(in: body)
    filter = if let filter = body["filter"] { try Filter(filter) } else { nil }
  }

  private static func subject(_ field: String, in body: RequestBody) throws(Refusal) -> String {
    let text = try body.text(field) ?? ""
    guard !text.isEmpty else { throw Refusal(code: 40003, message: "\(field) is empty") }
    guard text.count <= 100 else {
      throw Refusal(code: 40010, message: "\(field) has \(text.count) characters, at most 100 are allowed")
    }
    return text
  }

  private static func views(in body: RequestBody) throws(Refusal) -> [String] {
    guard let value = body["include_memory_view"] else { return [] }
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

/// A body of `POST product/get_memory`, in the dialect of the open-source server.
struct CubeCall: ListCall {
  let cube: String
  /// nil reads the memories of every user of the cube.
  let user: String?
  /// Without both of these all rows are sent at once.
  let page: Int?
  let size: Int?
  let includesPreferences: Bool
  let includesTools: Bool
  let includesSkills: Bool
  let filter: Filter?

  init(body bytes: [UInt8]) throws(Refusal) {
    do throws(Refusal) {
      let body = try RequestBody(bytes)
      guard let cube = try body.text("mem_cube_id"), !cube.isEmpty else {
        throw .missing("[body -> mem_cube_id] Field required (type: missing)")
      }
      self.cube = cube
      user = try body.text("user_id")
      page = try body.integer("page")
      size = try body.integer("page_size")
      includesPreferences = try body.flag("include_preference")
      includesTools = try body.flag("include_tool_memory")
      includesSkills = try body.flag("include_skill_memory")
      filter = if let filter = body["filter"] { try Filter(lenient: filter) } else { nil }
    } catch {
      throw Refusal(
        code: 422, message: "Parameter validation error on POST /product/get_memory: \(error.message)")
    }
  }
}

/// The service's answer instead of memories: its own code and a sentence that names the fault.
struct Refusal: Error, Equatable {
  let code: Int
  let message: String

  static func badParameter(_ message: String) -> Refusal { Refusal(code: 40000, message: message) }
  static func missing(_ message: String) -> Refusal { Refusal(code: 40002, message: message) }
  static func wrongType(_ message: String) -> Refusal { Refusal(code: 40006, message: message) }

  var body: [UInt8] { JSONWriter.answer(code: code, message) { $0.null() } }

  /// As the open-source server writes it, under the HTTP status of the same number.
  var cubeBody: [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.member("code", integer: code)
      json.member("message", message)
      json.member("detail", [String]())
      json.key("data")
      json.null()
    }
    return json.bytes
  }
}
