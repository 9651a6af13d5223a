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
