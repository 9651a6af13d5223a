/// Something that memories can be told apart by: a tag, a value of an `info` key, an agent, an app.
public struct Facet: Sendable, Hashable {
  /// Under which name a filter asks for it: `tags`, `scene`, `info.tier`, `agent_id`.
  public var field: String
  /// A string, a number or a boolean.
  public var value: FilterValue

  public init(field: String, value: FilterValue) {
    self.field = field
    self.value = value
  }

  /// In bytes: longer values are text, and nobody picks them from a list.
  static let longestValue = 120

  /// Of one memory: a memory with sixty thousand tags is told apart by the first of them. What is left out is said
  /// where facets are shown.
  public static let mostTags = 1_000
}

extension Facet {
  public static func == (one: Facet, other: Facet) -> Bool {
    ByteString.isSame(one.field, other.field) && one.value == other.value
  }

  public func hash(into hasher: inout Hasher) {
    ByteString.hash(field, into: &hasher)
    hasher.combine(value)
  }
}
