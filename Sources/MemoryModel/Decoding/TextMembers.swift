/// The title and the text of an object whose shape nobody documented: in `{"id":"7","profile_name":"Job",
/// "content":"works at a bank"}` the members `profile_name` and `content`.
struct TextMembers {
  private(set) var heading: JSONToken?
  private(set) var body: JSONToken?

  static let headings = ["title", "name"]
  static let bodies = ["summary", "text", "content", "value", "description", "memory"]
  /// `profile_value` counts as `value`.
  private static let prefixes = ["profile_", "event_", "skill_", "memory_"]

  init(of object: JSONToken, in reader: JSONReader) {
    var reader = JSONReader(reader.bytes, at: object.range.lowerBound)
    var bestHeading = Self.headings.count
    var bestBody = Self.bodies.count
    var firstText: JSONToken?
    do throws(JSONParsingError) {
      try reader.forEachMember { reader, key throws(JSONParsingError) in
        let value = try reader.skipValue()
        guard value.isString, key.range.count <= 80, reader.displayText(value, limit: 80) != nil else {
          return
        }
        let word = Self.word(of: reader.text(key))
        if let rank = Self.headings.firstIndex(of: word), rank < bestHeading {
          (heading, bestHeading) = (value, rank)
        } else if let rank = Self.bodies.firstIndex(of: word), rank < bestBody {
          (body, bestBody) = (value, rank)
        } else if firstText == nil, Self.mayRead(word), reader.recordTime(value, zone: .utc).moment == nil {
          firstText = value
        }
      }
    } catch {
      // The object was walked before; what was found up to here still shows.
      return
    }
    if heading == nil, body == nil { body = firstText }
  }

  static func word(of key: String) -> String {
    for prefix in prefixes where key.hasPrefix(prefix) { return String(key.dropFirst(prefix.count)) }
    return key
  }

  /// Ids, times, types and the like say nothing about what a record is about.
  static func mayRead(_ word: String) -> Bool {
    let silent: Set = ["id", "status", "type", "url", "key", "version", "language", "user", "time"]
    return !silent.contains(word)
      && !["_id", "_ids", "_at", "_time", "_type", "_url"].contains { word.hasSuffix($0) }
  }
}
