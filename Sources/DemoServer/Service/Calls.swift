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

  func string(_ subject: String, _ wanted: String = "a string") throws(Refusal) -> String {
    guard case .string(let text) = self else { throw isNot(wanted, subject) }
    return text
  }

  func object(_ subject: String) throws(Refusal) -> [String: BodyValue] {
    guard case .object(let members) = self else { throw isNot("an object", subject) }
    return members
  }

  func isNot(_ wanted: String, _ subject: String) -> Refusal {
    .wrongType("\(subject) must be \(wanted), not \(kind)")
  }

  var double: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .number(let value): value
    default: nil
    }
  }
}

/// Decoded with a library and not with memtui's own reader: a mistake in that would otherwise be on both sides.
struct RequestBody {
  private let members: [String: BodyValue]

  init(_ bytes: [UInt8]) throws(Refusal) {
    let value: BodyValue
    do {
      value = try JSONDecoder().decode(BodyValue.self, from: Data(bytes))
    } catch {
      throw .badParameter("the request body is not valid JSON")
    }
    members = try value.object("the request body").filter { $0.value != .null }
  }

  subscript(name: String) -> BodyValue? { members[name] }

  func text(_ field: String) throws(Refusal) -> String? { try members[field]?.string(field) }

  func integer(_ field: String, _ allowed: ClosedRange<Int> = 1...Int.max) throws(Refusal) -> Int? {
    guard let value = members[field] else { return nil }
    guard case .integer(let number) = value else { throw value.isNot("an integer", field) }
    guard allowed.contains(number) else {
      let range = allowed.upperBound == .max ? "at least 1" : "between 1 and \(allowed.upperBound)"
      throw .badParameter("\(field) must be \(range), not \(number)")
    }
    return number
  }

  func flag(_ field: String) throws(Refusal) -> Bool {
    guard let value = members[field] else { return true }
    guard case .bool(let flag) = value else { throw value.isNot("a boolean", field) }
    return flag
  }

  /// Facts always, the other kinds unless they are switched off.
  func categories() throws(Refusal) -> [Category] {
    let preferences = try flag("include_preference")
    let tools = try flag("include_tool_memory")
    return Category.allCases.filter { $0 == .fact || ($0 == .preference ? preferences : tools) }
  }
}

/// `null` counts as absent, and an unknown field is ignored: the official SDK sends the one, the CLI the other.
struct PageCall {
  let subject: String
  let isAgent: Bool
  let page: Int
  let size: Int
  let filter: Filter?
  let categories: [Category]
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
    categories = try body.categories()
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
    let field = "include_memory_view"
    guard case .array(let elements) = value else { throw value.isNot("an array of strings", field) }
    return try elements.map { element throws(Refusal) in
      guard case .string(let view) = element else {
        throw .wrongType("\(field) must hold strings, not \(element.kind)")
      }
      return view
    }
  }
}

struct CubeCall {
  let cube: String
  /// nil reads the memories of every user of the cube.
  let user: String?
  /// Without both of these all rows are sent at once.
  let page: Int?
  let size: Int?
  let categories: [Category]
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
      categories = try body.categories()
      includesSkills = try body.flag("include_skill_memory")
      filter = if let filter = body["filter"] { try Filter(lenient: filter) } else { nil }
    } catch {
      throw Refusal(
        code: 422, message: "Parameter validation error on POST /product/get_memory: \(error.message)")
    }
  }
}

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
      json.null("data")
    }
    return json.bytes
  }
}
