/// One page of one query, whatever the dialect.
public struct PageRequest: Sendable, Hashable {
  public var subject: Subject
  /// Counted from 1.
  public var page: Int
  /// Entries per category, 1…50.
  public var size: Int
  public var includesPreferences: Bool
  public var includesTools: Bool
  /// Only a self-hosted server is told: the cloud has no switch for them.
  public var includesSkills: Bool
  /// As it is sent: `{"and":[{"scene":"Payment"}]}`. Without conditions there is none.
  public var filter: JSONValue?

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

/// What happens to a question while it is under way. A retry is a call of its own.
public enum CallReport: Sendable, Hashable {
  /// A request was sent: it costs quota.
  case sent
  /// Headers and body are here, good or not. Milliseconds since the request was sent.
  case answered(milliseconds: Int)
  /// The call failed and is tried again after the given seconds; `attempt` counts retries from 1 to `of`.
  case retrying(ServiceError, seconds: Double, attempt: Int, of: Int)
}

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

extension PageRequest {
  /// The same question for a shell, with the key left to its environment: `curl -sS 'https://…/get/memory' -H
  /// "Authorization: Token $MEMOS_API_KEY" -H 'Content-Type: application/json' --data-raw '{"user_id":…}'`
  ///
  /// What does not print is escaped in the JSON, so that nothing in the line steers the terminal it is pasted into.
  ///
  /// - Parameter sendsKey: an open-source server needs none.
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
