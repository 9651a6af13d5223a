/// What the list shows of a record beside its headline. It is read from the record's bytes when the row is drawn: a
/// hundred thousand rows are kept, and thirty are drawn.
public struct RowDetails: Sendable {
  public private(set) var scene: String?
  public private(set) var firstTag: String?
  public private(set) var tagCount = 0
  public private(set) var agent: String?
  public private(set) var app: String?
  public private(set) var conversation: String?
  public private(set) var status: String?
  /// The last `error_type` that is not empty.
  public private(set) var lastError: String?
  /// Of the record, else the first one of its tools.
  public private(set) var experience: String?
  /// Of each text, in scalars: wider than any list.
  private static let longest = Memory.longestHeadline
  private static let sceneName: StaticString = "scene"
  private static let errorName: StaticString = "error_type"
  private static let experienceNames: [StaticString] = ["tool_experience", "experience"]

  public init() {}

  public init(_ memory: Memory) {
    memory.source.page.withUnsafeBufferPointer { page in
      let bytes = UnsafeBufferPointer(rebasing: page[memory.source.range])
      // It was read without an error before.
      try? read(JSONReader(bytes))
    }
  }

  private mutating func read(_ start: JSONReader) throws(JSONError) {
    var reader = start
    guard try reader.peek() == UInt8(ascii: "{") else { return }
    var tokens = RowTokens()
    try reader.forEachMember { reader, key throws(JSONError) in
      let value = try reader.skipValue()
      if let field = reader.field(key) { tokens[field] = value }
    }
    if let metadata = tokens[.metadata], metadata.kind == .object {
      try tokens.addMetadata(metadata, in: reader)
    }
    func text(_ field: RecordField) -> String? {
      tokens[field].flatMap { reader.displayText($0, limit: Self.longest) }
    }
    agent = text(.agentID)
    app = text(.appID)
    conversation = text(.conversationID)
    status = text(.status)
    experience = text(.experience)
    if let info = tokens[.info], info.kind == .object { try readScene(of: info, reader) }
    if let tags = tokens[.tags] { try readTags(tags, reader) }
    if let uses = tokens[.toolUses], uses.kind == .array { try readToolUses(uses, reader) }
  }

  private mutating func readScene(of info: JSONToken, _ reader: JSONReader) throws(JSONError) {
    try reader.forEachMember(of: info) { reader, key throws(JSONError) in
      let value = try reader.skipValue()
      if reader.matches(key, Self.sceneName) { scene = reader.displayText(value, limit: Self.longest) }
    }
  }

  private mutating func readTags(_ tags: JSONToken, _ reader: JSONReader) throws(JSONError) {
    guard tags.kind == .array else {
      firstTag = reader.displayText(tags, limit: Self.longest)
      tagCount = firstTag == nil ? 0 : 1
      return
    }
    try reader.forEachElement(of: tags) { reader throws(JSONError) in
      let tag = try reader.skipValue()
      if tagCount == 0 { firstTag = reader.displayText(tag, limit: Self.longest) }
      if firstTag != nil { tagCount += 1 }
    }
  }

  private mutating func readToolUses(_ uses: JSONToken, _ reader: JSONReader) throws(JSONError) {
    try reader.forEachElement(of: uses) { reader throws(JSONError) in
      guard try reader.peek() == UInt8(ascii: "{") else {
        _ = try reader.skipValue()
        return
      }
      try reader.forEachMember { reader, key throws(JSONError) in
        let value = try reader.skipValue()
        if reader.matches(key, Self.errorName) {
          lastError = reader.displayText(value, limit: Self.longest) ?? lastError
        } else if experience == nil, Self.experienceNames.contains(where: { reader.matches(key, $0) }) {
          experience = reader.displayText(value, limit: Self.longest)
        }
      }
    }
  }
}
