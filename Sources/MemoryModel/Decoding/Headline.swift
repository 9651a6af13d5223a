/// The line of a record in a list: `Guangzhou trip · plans to travel to Guangzhou in the summer`.
struct Headline {
  let category: MemoryCategory
  let tokens: RowTokens
  let record: JSONToken
  let reader: JSONReader
  static let separator = Array(" · ".utf8)

  /// - Returns: how many bytes of it are the title; 0 without one.
  func write(to text: inout [UInt8]) -> Int {
    var title = 0
    switch category {
    case .factual: title = write(tokens[.memoryKey], tokens[.memoryValue] ?? tokens[.memory], to: &text)
    case .preference: title = write(nil, tokens[.preference], to: &text)
    case .tool:
      title = write(nil, tokens[.toolValue] ?? tokens[.memory], to: &text)
      if text.isEmpty { title = write(nil, tokens[.experience], to: &text) }
    case .skill: title = writeSkill(to: &text)
    case .profile, .event: break
    }
    if text.isEmpty {
      let found = TextMembers(of: record, in: reader)
      title = write(found.heading, found.body, to: &text)
    }
    if text.isEmpty { reader.appendDisplayText(of: record, to: &text, limit: Memory.longestHeadline) }
    return title
  }

  private func writeSkill(to text: inout [UInt8]) -> Int {
    guard let skill = tokens[.skillValue] else {
      return write(tokens[.memoryKey], tokens[.memory], to: &text)
    }
    guard skill.kind == .object else { return write(nil, skill, to: &text) }
    let found = TextMembers(of: skill, in: reader)
    let title = write(found.heading, found.body, to: &text)
    return text.isEmpty ? write(nil, skill, to: &text) : title
  }

  private func write(_ title: JSONToken?, _ body: JSONToken?, to text: inout [UInt8]) -> Int {
    let longest = Memory.longestHeadline
    if let title { reader.appendDisplayText(of: title, to: &text, limit: longest) }
    let titleEnd = text.count
    guard let body else { return titleEnd }
    if titleEnd > 0 { text.append(contentsOf: Self.separator) }
    let bodyStart = text.count
    reader.appendDisplayText(of: body, to: &text, limit: longest)
    let isSame = text[..<titleEnd] == text[bodyStart...]
    if bodyStart == text.count || isSame { text.removeSubrange(titleEnd...) }
    cut(&text, after: longest)
    return isSame ? 0 : titleEnd
  }

  private func cut(_ text: inout [UInt8], after limit: Int) {
    guard text.count > limit else { return }
    var scalars = 0
    for index in text.indices where text[index] & 0xC0 != 0x80 {
      if scalars == limit { return text.removeSubrange(index...) }
      scalars += 1
    }
  }
}

/// The title and the text of an undocumented object: `profile_name` and `content`, for example.
struct TextMembers {
  private(set) var heading: JSONToken?
  private(set) var body: JSONToken?
  static let headings = ["title", "name"]
  static let bodies = ["summary", "text", "content", "value", "description", RecordField.memory.name]
  /// `profile_value` counts as `value`.
  private static let prefixes = ["profile_", "event_", "skill_", "memory_"]

  init(of object: JSONToken, in reader: JSONReader) {
    var reader = JSONReader(reader.bytes, at: object.range.lowerBound)
    var bestHeading = Self.headings.count
    var bestBody = Self.bodies.count
    var firstText: JSONToken?
    do throws(JSONError) {
      try reader.forEachMember { reader, key throws(JSONError) in
        let value = try reader.skipValue()
        guard value.isString, key.range.count <= 80, reader.displayText(value, limit: 80) != nil else {
          return
        }
        let name = Self.shortName(reader.text(key))
        if let rank = Self.headings.firstIndex(of: name), rank < bestHeading {
          (heading, bestHeading) = (value, rank)
        } else if let rank = Self.bodies.firstIndex(of: name), rank < bestBody {
          (body, bestBody) = (value, rank)
        } else if firstText == nil, Self.mayBeText(name), reader.recordTime(value, zone: .utc).moment == nil {
          firstText = value
        }
      }
    } catch {
      // Not reached: the object was read before.
      return
    }
    if heading == nil, body == nil { body = firstText }
  }

  static func shortName(_ key: String) -> String {
    for prefix in prefixes where key.hasPrefix(prefix) { return String(key.dropFirst(prefix.count)) }
    return key
  }

  private static func mayBeText(_ name: String) -> Bool {
    !["id", "status", "type", "url", "key", "version", "language", "user", "time"].contains(name)
      && !["_id", "_ids", "_at", "_time", "_type", "_url"].contains { name.hasSuffix($0) }
  }
}
