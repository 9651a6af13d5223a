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
  /// The name that goes over the wire: in self-hosted filters `create_time` is `created_at`.
  func sentName(in dialect: Dialect) -> String {
    switch (dialect, name) {
    case (.selfHosted, "create_time"): "created_at"
    case (.selfHosted, "update_time"): "updated_at"
    default: name
    }
  }

  /// From the name that goes over the wire.
  init(sentName: String, in dialect: Dialect) {
    switch (dialect, sentName) {
    case (.selfHosted, "created_at"): self.init("create_time")
    case (.selfHosted, "updated_at"): self.init("update_time")
    default: self.init(sentName)
    }
  }
}
