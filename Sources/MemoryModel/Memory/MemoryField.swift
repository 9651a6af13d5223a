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

extension MemoryField {
  public static func == (one: MemoryField, other: MemoryField) -> Bool {
    ByteString.isSame(one.name, other.name) && one.value == other.value
  }

  public func hash(into hasher: inout Hasher) {
    ByteString.hash(name, into: &hasher)
    hasher.combine(value)
  }
}
