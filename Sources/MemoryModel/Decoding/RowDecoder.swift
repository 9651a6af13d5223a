struct RowDecoder {
  private let page: [UInt8]
  private let depth: ReadingDepth
  private let zone: ServerZone
  private(set) var latestWithoutZone: Timestamp?  // The latest of the times that name no zone, of all rows
  private var tokens = RowTokens()
  private var scratch: [UInt8] = []
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

  mutating func row(ofListNamed name: String, from reader: inout JSONReader) throws(JSONError) -> Memory {
    var memory = try row(of: .event, from: &reader)
    memory.unknownList = name
    return memory
  }

  mutating func row(of category: MemoryCategory, from reader: inout JSONReader) throws(JSONError) -> Memory {
    guard !isCancelled() else { throw JSONError(.cancelled, at: reader.position) }
    tokens.clear()
    let record = try readRecord(&reader)
    guard depth == .list else {
      return Memory(
        id: identity(of: record.range, reader), category: category,
        source: MemorySource(page: page, range: record.range), created: nil, updated: nil, unreadTimes: nil,
        kind: nil, confidence: nil, headline: "", titleLength: 0, toolUses: [])
    }
    facets = try reader.facets(of: tokens)
    scratch.removeAll(keepingCapacity: true)
    var titleLength = 0
    if record.kind == .object {
      titleLength = Headline(category: category, tokens: tokens, record: record, reader: reader)
        .write(to: &scratch)
    } else {
      reader.appendDisplayText(of: record, to: &scratch, limit: Memory.longestHeadline)
      // `null`, or quoted spaces.
      if scratch.isEmpty {
        scratch.append(contentsOf: reader.bytes[record.range].prefix(Memory.longestHeadline))
      }
    }
    let headline = String(decoding: scratch, as: UTF8.self)
    if titleLength > 0, headline.utf8.count != scratch.count {
      // Ill-formed UTF-8 was repaired, so the title has other bytes, too.
      titleLength = String(decoding: scratch.prefix(titleLength), as: UTF8.self).utf8.count
    }
    let created = time([.createTime, .createdAt, .createTimeInCamelCase], reader)
    let updated = time([.updateTime, .updatedAt, .updateTimeInCamelCase], reader)
    return Memory(
      id: identity(of: record.range, reader), category: category,
      source: MemorySource(page: page, range: record.range), created: created.moment, updated: updated.moment,
      unreadTimes: UnreadTimes(created: created, updated: updated), kind: kind(category, reader),
      confidence: tokens[.confidence].flatMap { reader.finiteNumber($0) },
      headline: headline, titleLength: UInt16(clamping: titleLength),
      toolUses: try tokens[.toolUses].map { token throws(JSONError) in try toolUses(token, reader) } ?? [])
  }

  private mutating func readRecord(_ reader: inout JSONReader) throws(JSONError) -> JSONToken {
    guard try reader.peek() == UInt8(ascii: "{") else { return try reader.skipValue() }
    let start = reader.position
    let idName = RecordField.id.wireName
    try reader.forEachMember { reader, key throws(JSONError) in
      let value = try reader.skipValue()
      if depth == .list {
        if let field = reader.field(key) { tokens[field] = value }
      } else if reader.matches(key, idName) {
        tokens[.id] = value
      }
    }
    if let metadata = tokens[.metadata], metadata.kind == .object {
      try tokens.addMetadata(metadata, in: reader)
    }
    return JSONToken(kind: .object, range: start..<reader.position)
  }

  private func identity(of record: Range<Int>, _ reader: JSONReader) -> ByteString {
    guard let token = tokens[.id], token.isString || token.kind == .number, !token.content.isEmpty else {
      return Memory.idWithoutOwn(reader.bytes[record])
    }
    return ByteString(reader.text(token))
  }

  private mutating func time(_ fields: [RecordField], _ reader: JSONReader) -> RecordTime {
    for field in fields {
      guard let token = tokens[field] else { continue }
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
    let token = tokens[category.kindField] ?? tokens[.memoryType]
    guard let token, token.kind != .null else { return nil }
    for known in Self.knownKinds where known.utf8.elementsEqual(reader.bytes[token.content]) { return known }
    return reader.displayText(token, limit: Memory.longestHeadline)
  }

  /// Nearly every row has one of these; literals need no memory.
  private static let knownKinds = [
    "WorkingMemory", "LongTermMemory", "UserMemory", "OuterMemory", "explicit_preference",
    "implicit_preference", "ToolTrajectoryMemory", "ToolSchemaMemory", "ToolSchema",
  ]

  /// `[{"used_tool":"search","success_rate":"0.9"}, "bash"]`; elements without a name are left out.
  private func toolUses(_ token: JSONToken, _ reader: JSONReader) throws(JSONError) -> [ToolUse] {
    guard token.kind == .array else { return [] }
    var uses: [ToolUse] = []
    try reader.forEachElement(of: token) { reader throws(JSONError) in
      guard try reader.peek() == UInt8(ascii: "{") else {
        let name = reader.displayText(try reader.skipValue(), limit: Memory.longestHeadline)
        if let name { uses.append(ToolUse(name: name, successRate: nil)) }
        return
      }
      var name: String?
      var rate: Double?
      try reader.forEachMember { reader, key throws(JSONError) in
        let value = try reader.skipValue()
        if reader.matches(key, ToolUse.nameMember) {
          name = reader.displayText(value, limit: Memory.longestHeadline)
        } else if reader.matches(key, ToolUse.rateMember) {
          rate = reader.finiteNumber(value)
        }
      }
      if let name { uses.append(ToolUse(name: name, successRate: rate)) }
    }
    return uses
  }
}

struct RowTokens {
  private var tokens = [JSONToken?](repeating: nil, count: RecordField.allCases.count)

  subscript(field: RecordField) -> JSONToken? {
    get { tokens[field.rawValue] }
    set { tokens[field.rawValue] = newValue }
  }

  mutating func clear() { for index in tokens.indices { tokens[index] = nil } }

  /// Adds `{"key":"Tea","tags":[…]}` of an open-source server; the record's own fields win.
  mutating func addMetadata(_ metadata: JSONToken, in reader: JSONReader) throws(JSONError) {
    var found = RowTokens()
    try reader.forEachMember(of: metadata) { reader, key throws(JSONError) in
      let value = try reader.skipValue()
      guard let field = reader.selfHostedField(key) else { return }
      found[field == .key ? .memoryKey : field] = value
    }
    for index in tokens.indices where tokens[index] == nil { tokens[index] = found.tokens[index] }
  }
}

extension JSONReader {
  /// Each facet once, even if a tag is in the list twice; at most ``Facet/mostTags`` tags, and as many values of `info`.
  fileprivate func facets(of tokens: RowTokens) throws(JSONError) -> [Facet] {
    var facets: [Facet] = []
    for field in [RecordField.agentID, .appID] {
      if let value = tokens[field].flatMap(facetValue) {
        facets.append(Facet(field: field.name, value: value))
      }
    }
    if let tags = tokens[.tags], tags.kind == .array {
      var known: Set<FilterValue> = []
      try forEachElement(of: tags) { reader throws(JSONError) in
        let token = try reader.skipValue()
        guard known.count < Facet.mostTags, token.isString, let value = facetValue(token) else { return }
        if known.insert(value).inserted { facets.append(Facet(field: RecordField.tags.name, value: value)) }
      }
    }
    if let info = tokens[.info], info.kind == .object {
      let end = facets.count + Facet.mostTags
      try forEachMember(of: info) { reader, key throws(JSONError) in
        let token = try reader.skipValue()
        guard facets.count < end, key.range.count <= Facet.longestValue, !key.content.isEmpty,
          token.kind != .null
        else { return }
        let field = FilterField.ofInfo(key: reader.text(key))
        switch token.kind {
        case .array:
          let most = min(Facet.mostElements, end - facets.count)
          try addElements(of: token, most: most, field: field.name, to: &facets)
        case .object: facets.append(Facet(field: field.name, value: beginning(of: token), shape: .object))
        default:
          // A filter compares these as strings: a number would not match.
          let isCompared = field.kind != .text || token.isString
          if let value = facetValue(token) {
            facets.append(Facet(field: field.name, value: value, shape: isCompared ? .single : .other))
          } else if !token.content.isEmpty {
            facets.append(Facet(field: field.name, value: beginning(of: token), shape: .other))
          }
        }
      }
    }
    return facets
  }

  /// Each element once; an empty list is a value itself.
  private func addElements(
    of list: JSONToken, most: Int, field: String, to facets: inout [Facet]
  ) throws(JSONError) {
    var known: Set<Facet> = []
    let start = facets.count
    try forEachElement(of: list) { reader throws(JSONError) in
      let token = try reader.skipValue()
      guard known.count < most, token.kind != .null else { return }
      let shape: Facet.Shape =
        switch token.kind {
        case .object: .listedObject
        case .array: .listJSON
        default: .list
        }
      let facet = Facet(field: field, value: facetValue(token) ?? beginning(of: token), shape: shape)
      if known.insert(facet).inserted { facets.append(facet) }
    }
    if facets.count == start { facets.append(Facet(field: field, value: .string("[]"), shape: .listJSON)) }
  }

  /// The text or the JSON, cut where it is long.
  private func beginning(of token: JSONToken) -> FilterValue {
    var text: [UInt8] = []
    let longest = Facet.longestValue
    if token.isString {
      appendText(of: token, to: &text, limit: longest + 1)
    } else {
      text = Array(bytes[token.range.prefix(4 * (longest + 1))])
    }
    let scalars = String(decoding: text, as: UTF8.self).unicodeScalars
    guard scalars.count > longest else { return .string(String(scalars)) }
    return .string(String(scalars.prefix(longest)) + "…")
  }

  private func facetValue(_ token: JSONToken) -> FilterValue? {
    guard token.range.count <= Facet.longestValue else { return nil }
    switch token.kind {
    case .true: return .bool(true)
    case .false: return .bool(false)
    case .number: return JSONNumber(strict: text(token)).map { .number($0) }
    case .plainString, .escapedString: return token.content.isEmpty ? nil : .string(text(token))
    case .null, .array, .object: return nil
    }
  }
}

extension Memory {
  /// nil if the service sent none, so that ``id`` is made from its bytes.
  public var ownID: String? { hasOwnID ? id.text : nil }

  public var hasOwnID: Bool {
    id.text.utf8.first != UInt8(ascii: "#") || id != Self.idWithoutOwn(source.bytes)
  }

  /// FNV-1a, so that a record without an id has the same one when the page is read again.
  fileprivate static func idWithoutOwn(_ bytes: some Sequence<UInt8>) -> ByteString {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return ByteString("#" + String(hash, radix: 16))
  }

  public var facets: [Facet] {
    source.bytes.withUnsafeBufferPointer { buffer in
      var reader = JSONReader(buffer, at: 0)
      var decoder = RowDecoder(page: [])
      // It was read without an error before.
      guard (try? decoder.row(of: category, from: &reader)) != nil else { return [] }
      return decoder.facets
    }
  }
}
