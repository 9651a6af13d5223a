/// How a service is spoken to: the cloud's way (api.md section 1), or the open-source server's (section 5).
public enum Dialect: Sendable, Hashable {
  case cloud
  /// Memories lie in cubes. Without a name of its own the cube goes by the user's: `--user ann` reads the cube `ann`.
  case selfHosted(cube: String?)
}

extension Dialect {
  /// As a profile has it.
  public var name: String {
    switch self {
    case .cloud: "cloud"
    case .selfHosted: "selfhosted"
    }
  }

  /// What is appended to the base URL to ask for a page.
  public var pagePath: String {
    switch self {
    case .cloud: "get/memory"
    case .selfHosted: "product/get_memory"
    }
  }

  /// An agent's own memories are the cloud's idea.
  public var knowsAgents: Bool { self == .cloud }
}

extension FilterField {
  /// The name that goes over the wire: in self-hosted filters `create_time` is `created_at`. Texts are sent by the name
  /// that was typed, although an open memory shows `key` as `memory_key`.
  func sentName(in dialect: Dialect) -> String {
    guard case .selfHosted = dialect else { return name }
    return known.flatMap { $0.comparison == nil ? nil : $0.selfHostedName } ?? name
  }

  /// From the name that goes over the wire.
  init(sentName: String, in dialect: Dialect) {
    guard case .selfHosted = dialect else {
      self.init(sentName)
      return
    }
    let field = RecordField.comparable.first { $0.selfHostedName == sentName }
    self.init(field?.name ?? sentName)
  }

  /// Of a field that an open-source server knows under another name, that one: `created_at` of `create_time`.
  static func selfHostedName(of shown: String) -> String? {
    RecordField(name: shown)?.selfHostedName
  }

  /// `memory_key` in a filter for an open-source server, which says `key`.
  func isOfCloudOnly(in dialect: Dialect) -> Bool {
    dialect != .cloud && Self.selfHostedName(of: sentName(in: dialect)) != nil
  }
}

/// Whose memories are read. A request to the cloud carries exactly one of `user_id` and `agent_id`.
public enum Subject: Sendable, Hashable {
  case user(String)
  case agent(String)
  /// Every user of a cube of an open-source server: no `user_id` is sent.
  case cube(String)

  public var id: String {
    switch self {
    case .user(let id), .agent(let id), .cube(let id): id
    }
  }

  /// The service's limit on `user_id`, in characters (its error code 40010).
  public static let longestID = 100
}

extension Subject {
  public static func == (one: Subject, other: Subject) -> Bool {
    switch (one, other) {
    case (.user(let one), .user(let other)), (.agent(let one), .agent(let other)),
      (.cube(let one), .cube(let other)):
      ByteString.isSame(one, other)
    case (.user, _), (.agent, _), (.cube, _): false
    }
  }

  public func hash(into hasher: inout Hasher) {
    ByteString.hash(id, into: &hasher)
  }
}
