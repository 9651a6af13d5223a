/// One line of an open memory: `confidence`, `info.scene`, `tool_used_status`.
public struct MemoryField: Sendable, Hashable {
  /// The path in the record, `info.` before the keys of `info`.
  public var name: String
  public var value: JSONValue

  public init(name: String, value: JSONValue) {
    self.name = name
    self.value = value
  }
}
