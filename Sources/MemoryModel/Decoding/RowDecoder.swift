/// Turns the elements of a page's lists into rows, one walk over the bytes for each.
struct RowDecoder {
  private let page: [UInt8]
  private let depth: ReadingDepth
  private let zone: ServerZone
  /// Of all rows, of the times that name no zone.
  private(set) var latestWithoutZone: Timestamp?
  private var tokens = RowTokens()
  private var scratch: [UInt8] = []
  /// Of the row that was read last.
  private(set) var facets: [Facet] = []

  private let isCancelled: () -> Bool

  init(
    page: [UInt8], depth: ReadingDepth = .list, zone: ServerZone = .utc,
    isCancelled: @escaping () -> Bool = { false }
  ) {
    self.page = page
    self.depth = depth
    self.zone = zone
    self.isCancelled = isCancelled
  }

  /// A row of a list that no contract has: of its shape nothing is known.
  mutating func row(ofListNamed name: String, from reader: inout JSONReader) throws(JSONParsingError)
    -> Memory
  {
    var memory = try row(of: .event, from: &reader)
    memory.unknownList = name
    return memory
  }

  /// Reads the element that starts at the reader, whatever it is.
  mutating func row(of category: MemoryCategory, from reader: inout JSONReader) throws(JSONParsingError)
    -> Memory
  {
    guard !isCancelled() else { throw JSONParsingError(.cancelled, at: reader.position) }
    tokens.clear()
    let record = try readRecord(&reader)
    guard depth == .list else {
      return Memory(
        id: identity(of: record.range, reader),
        category: category, source: MemorySource(page: page, range: record.range), created: nil, updated: nil,
        unreadTimes: nil, kind: nil, confidence: nil, headline: "", toolUses: [])
    }
    facets = try FacetReader(reader: reader).facets(of: tokens)
    scratch.removeAll(keepingCapacity: true)
    if record.kind == .object {
      Headline(category: category, tokens: tokens, record: record, reader: reader).write(to: &scratch)
    } else {
      reader.appendDisplayText(of: record, to: &scratch, limit: Memory.longestHeadline)
      if scratch.isEmpty { scratch.append(contentsOf: reader.bytes[record.range]) }
    }
    let created = time([.created, .createdAt, .createdCamel], reader)
    let updated = time([.updated, .updatedAt, .updatedCamel], reader)
    return Memory(
      id: identity(of: record.range, reader),
      category: category,
      source: MemorySource(page: page, range: record.range),
      created: created.moment, updated: updated.moment,
      unreadTimes: UnreadTimes(created: created, updated: updated),
      kind: kind(category, reader),
      confidence: tokens[.confidence].flatMap { reader.finiteNumber($0) },
      headline: String(decoding: scratch, as: UTF8.self),
      toolUses: try tokens[.toolStatus].map { token throws(JSONParsingError) in try toolUses(token, reader) }
        ?? [])
  }

  private mutating func readRecord(_ reader: inout JSONReader) throws(JSONParsingError) -> JSONToken {
    guard try reader.peek() == UInt8(ascii: "{") else { return try reader.skipValue() }
    let start = reader.position
    var found = tokens
    var metadata: JSONToken?
    try reader.forEachMember { reader, key throws(JSONParsingError) in
      let value = try reader.skipValue()
      if depth == .list {
        if reader.matches(key, "metadata") { metadata = value }
        found.keep(value, of: key, in: reader)
      } else if reader.matches(key, "id") {
        found[.id] = value
      }
    }
    if let metadata, metadata.kind == .object { try found.addMetadata(metadata, in: reader) }
    tokens = found
    return JSONToken(kind: .object, range: start..<reader.position)
  }

  private func identity(of record: Range<Int>, _ reader: JSONReader) -> ByteString {
    guard let token = tokens[.id], token.isString || token.kind == .number, !token.content.isEmpty else {
      return ByteString(digest(of: record, reader))
    }
    return ByteString(reader.text(token))
  }

  /// FNV-1a over the bytes, so that a record without an id keeps its place between two readings of the same page.
  private func digest(of range: Range<Int>, _ reader: JSONReader) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in reader.bytes[range] { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return "#" + String(hash, radix: 16)
  }

  /// Of the first column that says something.
  private mutating func time(_ columns: [RowColumn], _ reader: JSONReader) -> RecordTime {
    for column in columns {
      guard let token = tokens[column] else { continue }
      let time = reader.recordTime(token, zone: zone)
      if time == .none { continue }
      if let moment = time.moment, token.isString, latestWithoutZone.map({ $0 < moment }) ?? true,
        RecordTime.namesNoZone(reader.text(token))
      {
        latestWithoutZone = moment
      }
      return time
    }
    return .none
  }

  private func kind(_ category: MemoryCategory, _ reader: JSONReader) -> String? {
    let own: RowColumn =
      switch category {
      case .factual, .profile, .event: .memoryType
      case .preference: .preferenceType
      case .tool: .toolType
      case .skill: .skillType
      }
    guard let token = tokens[own] ?? tokens[.memoryType], token.kind != .null else { return nil }
    for known in Self.knownKinds where known.utf8.elementsEqual(reader.bytes[token.content]) { return known }
    return reader.displayText(token, limit: Memory.longestHeadline)
  }

  /// Words that nearly every row carries; as literals they take no memory.
  private static let knownKinds = [
    "WorkingMemory", "LongTermMemory", "UserMemory", "OuterMemory", "explicit_preference",
    "implicit_preference",
    "ToolTrajectoryMemory", "ToolSchemaMemory", "ToolSchema",
  ]

  /// `[{"used_tool":"search","success_rate":"0.9"}, "bash"]`; what names no tool is left to the record.
  private func toolUses(_ token: JSONToken, _ reader: JSONReader) throws(JSONParsingError) -> [ToolUse] {
    guard token.kind == .array else { return [] }
    var uses: [ToolUse] = []
    var reader = JSONReader(reader.bytes, at: token.range.lowerBound)
    try reader.forEachElement { reader throws(JSONParsingError) in
      guard try reader.peek() == UInt8(ascii: "{") else {
        let name = reader.displayText(try reader.skipValue(), limit: Memory.longestHeadline)
        if let name { uses.append(ToolUse(name: name, successRate: nil)) }
        return
      }
      var name: String?
      var rate: Double?
      try reader.forEachMember { reader, key throws(JSONParsingError) in
        let value = try reader.skipValue()
        if reader.matches(key, "used_tool") {
          name = reader.displayText(value, limit: Memory.longestHeadline)
        } else if reader.matches(key, "success_rate") {
          rate = reader.finiteNumber(value)
        }
      }
      if let name { uses.append(ToolUse(name: name, successRate: rate)) }
    }
    return uses
  }
}
