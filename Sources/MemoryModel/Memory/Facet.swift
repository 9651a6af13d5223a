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
}
