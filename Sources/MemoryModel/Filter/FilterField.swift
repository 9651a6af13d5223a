/// What a condition is about, by the name it is sent under: `scene`, `info.tier`, `tags`, `create_time`.
public struct FilterField: Sendable, Hashable {
  /// What the service compares a field as (api.md section 3).
  public enum Kind: Sendable, Hashable {
    /// `agent_id`, `app_id` and the four indexed keys of `info`: strings, and only equality.
    case text
    case tags
    case time
    /// Any other key of `info`: a string, a number or a boolean.
    case custom
  }

  public let name: String

  public init(_ name: String) {
    self.name = name
  }

  public var kind: Kind {
    switch name {
    case "tags": .tags
    case "create_time", "update_time": .time
    case "agent_id", "app_id": .text
    default: Self.indexedKeys.contains(infoKey) ? .text : .custom
    }
  }

  /// Only these are offered.
  public var operations: [FilterOperation] {
    switch kind {
    case .text: [.equal]
    case .tags: [.contains]
    case .time: [.greaterOrEqual, .greater, .less, .lessOrEqual, .between]
    case .custom: [.equal, .greater, .greaterOrEqual, .less, .lessOrEqual]
    }
  }

  /// What stands there before one chooses.
  public var standardOperation: FilterOperation { operations[0] }

  /// The key within `info`: `tier` of `info.tier`, `scene` of `scene`.
  public var infoKey: String {
    // By scalars: a mark that begins a key joins the dot to one character.
    let scalars = name.unicodeScalars
    guard scalars.starts(with: Self.infoPrefix.unicodeScalars) else { return name }
    return String(scalars.dropFirst(Self.infoPrefix.unicodeScalars.count))
  }

  /// The indexed keys go by their own names, all others as `info.tier`, which is what the open-source server reads.
  public static func ofInfo(key: String) -> FilterField {
    FilterField(indexedKeys.contains(key) ? key : infoPrefix + key)
  }

  public static let indexedKeys = ["business_type", "biz_id", "scene", "custom_status"]
  /// In the order in which they are offered.
  public static let known = indexedKeys + ["tags", "agent_id", "app_id", "create_time", "update_time"]

  static let infoPrefix = "info."
  /// Names that the grammar gives another meaning.
  static let reserved: Set<String> = ["and", "or", "not", "user_id"]
}

extension FilterField {
  public static func == (one: FilterField, other: FilterField) -> Bool {
    ByteString.isSame(one.name, other.name)
  }

  public func hash(into hasher: inout Hasher) {
    ByteString.hash(name, into: &hasher)
  }
}
