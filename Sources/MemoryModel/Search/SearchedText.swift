/// Which members of a record a search looks into: all that read as text. Ids, times, types and the like would match
/// `a1` or `2025` in every row, and the source messages are not what the memory says.
public enum SearchedText {
  private static let leftOut: [StaticString] = [
    "id", "type", "status", "sources", "relativity", "usage", "history", "visibility", "embedding",
    "user_name",
    "created_at", "updated_at",
  ]
  private static let endings: [StaticString] = ["_id", "_ids", "_time", "_type", "_url"]

  static func leavesOut(_ key: JSONToken, in reader: JSONReader) -> Bool {
    for name in leftOut where reader.matches(key, name) { return true }
    let content = key.content
    return endings.contains { ending in
      let count = ending.utf8CodeUnitCount
      guard content.count > count else { return false }
      let start = content.upperBound - count
      return (0..<count).allSatisfy { reader.bytes[start + $0] == ending.utf8Start[$0] }
    }
  }

  /// Whether a search looks into a field of an open memory: `memory_value`, `info.scene`, not `update_time`.
  public static func covers(_ field: MemoryField) -> Bool {
    let name = field.name.split(separator: ".", maxSplits: 1).first.map(String.init) ?? field.name
    return !leftOut.contains { $0.description == name }
      && !endings.contains { name.hasSuffix($0.description) }
  }
}
