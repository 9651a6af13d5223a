/// The API of the cloud, or that of the open-source server.
public enum Dialect: Sendable, Hashable {
  case cloud
  /// Memories are in cubes. Without a name the cube is the user's: `--user ann` reads the cube `ann`.
  case selfHosted(cube: String?)

  public var name: String { self == .cloud ? "cloud" : "selfhosted" }
  public var pagePath: String { self == .cloud ? "get/memory" : "product/get_memory" }
  public var knowsAgents: Bool { self == .cloud }
}

extension FilterField {
  /// The name that goes over the wire: in self-hosted filters `create_time` is `created_at`. Texts are sent by the name
  /// that was typed, although an open memory shows `key` as `memory_key`.
  func sentName(in dialect: Dialect) -> String {
    guard case .selfHosted = dialect else { return name }
    return known.flatMap { $0.comparison == nil ? nil : $0.selfHostedName } ?? name
  }

  init(sentName: String, in dialect: Dialect) {
    let field = dialect == .cloud ? nil : RecordField.comparable.first { $0.selfHostedName == sentName }
    self.init(field?.name ?? sentName)
  }

  /// `created_at` for `create_time`; nil for fields with one name.
  static func selfHostedName(of shown: String) -> String? { RecordField(name: shown)?.selfHostedName }

  /// `memory_key` in a filter for an open-source server, which calls it `key`.
  func isOfCloudOnly(in dialect: Dialect) -> Bool {
    dialect != .cloud && Self.selfHostedName(of: sentName(in: dialect)) != nil
  }
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
