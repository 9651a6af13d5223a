public struct PageRequest: Sendable, Hashable {
  public var subject: Subject
  public var page: Int  // Counted from 1
  public var size: Int  // Entries per category, 1…50
  public var includesPreferences: Bool
  public var includesTools: Bool
  public var includesSkills: Bool  // Only for a self-hosted server: the cloud has no such switch
  public var filter: JSONValue?  // As sent: `{"and":[{"scene":"Payment"}]}`; nil without conditions

  public init(
    subject: Subject, page: Int, size: Int, includesPreferences: Bool = true,
    includesTools: Bool = true, includesSkills: Bool = true, filter: JSONValue? = nil
  ) {
    self.subject = subject
    self.page = page
    self.size = size
    self.includesPreferences = includesPreferences
    self.includesTools = includesTools
    self.includesSkills = includesSkills
    self.filter = filter
  }
}

public enum CallReport: Sendable, Hashable {
  case sent  // The call counts against the quota from here on
  /// Headers and body have arrived, so many milliseconds after the request was sent.
  case answered(milliseconds: Int)
  /// The call failed and is retried after so many seconds; `attempt` counts from 1 to `of`.
  case retrying(ServiceError, seconds: Double, attempt: Int, of: Int)
}

extension PageRequest {
  /// `{"user_id":"memos_user_123","page":1,"size":50,"include_preference":true,"include_tool_memory":true}`
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

  /// For a shell that has the key in its environment. Characters that do not print are escaped: it is safe to paste.
  /// - Parameter sendsKey: false for an open-source server without one.
  public func curlLine(baseURL: String, in dialect: Dialect = .cloud, sendsKey: Bool = true) -> String {
    let body = String(decoding: body(in: dialect, escaping: .unprintable), as: UTF8.self)
    let key = sendsKey ? [#"-H "Authorization: Token $MEMOS_API_KEY""#] : []
    return
      (["curl -sS", Self.quoted("\(baseURL)/\(dialect.pagePath)")] + key + [
        "-H 'Content-Type: application/json'", "--data-raw", Self.quoted(body),
      ]).joined(separator: " ")
  }

  /// `it's` is `'it'\''s'`.
  private static func quoted(_ text: String) -> String {
    "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: #"'\''"#) + "'"
  }
}

/// The API of the cloud, or that of the open-source server.
public enum Dialect: Sendable, Hashable {
  case cloud
  /// Memories are in cubes. Without a name the cube is the user's: `--user ann` reads the cube `ann`.
  case selfHosted(cube: String?)

  public var name: String { self == .cloud ? "cloud" : "selfhosted" }
  public var pagePath: String { self == .cloud ? "get/memory" : "product/get_memory" }
  public var knowsAgents: Bool { self == .cloud }
}

/// Whose memories are read. A request to the cloud has exactly one of `user_id` and `agent_id`.
public enum Subject: Sendable, Hashable {
  case user(String)
  case agent(String)
  case cube(String)  // All users of a cube of an open-source server: no `user_id` is sent

  public var id: String {
    switch self {
    case .user(let id), .agent(let id), .cube(let id): id
    }
  }

  public static let longestID = 100  // In characters: the service answers longer ones with its code 40010

  public static func == (one: Subject, other: Subject) -> Bool {
    switch (one, other) {
    case (.user, .user), (.agent, .agent), (.cube, .cube): ByteString.isSame(one.id, other.id)
    case (.user, _), (.agent, _), (.cube, _): false
    }
  }

  public func hash(into hasher: inout Hasher) { ByteString.hash(id, into: &hasher) }
}
