/// A field of ``FilterCells``: its name in eight bytes.
public struct FieldCode: Sendable, Hashable, Comparable {
  private let bits: UInt64

  public static func < (one: FieldCode, other: FieldCode) -> Bool { one.bits < other.bits }

  fileprivate init(_ field: RecordField) { bits = UInt64(field.rawValue) }

  fileprivate init(infoKey digest: FilterCode) { bits = digest.bits }

  /// nil for a field that ``FilterCells`` does not hold: a name of a self-hosted server's own.
  public init?(_ field: FilterField, in dialect: Dialect) {
    if let known = field.known, known.comparison != nil {
      self.init(known)
    } else if field.isInInfo || dialect == .cloud || FilterField.indexedKeys.contains(field.name) {
      self.init(infoKey: FilterCode(field.infoKey))
    } else {
      return nil
    }
  }
}

/// The fields of a record that filters compare, read from its bytes without decoding it: what ``ExactCondition`` finds in
/// the record it finds in these cells.
public struct FilterCells: Sendable {
  public struct Cell: Sendable {
    public let field: FieldCode
    public let code: FilterCode
  }

  /// Of the record that was read last. A row has several cells of `tags`, one for each tag.
  public private(set) var cells: [Cell] = []
  private let dialect: Dialect
  private let zone: ServerZone
  private var own = FoundFields()
  private var metadata = FoundFields()
  private var tags: [FilterCode] = []
  private var info: [(field: FieldCode, code: FilterCode?)] = []
  private var memberNames = RepeatedKeys<RecordField?>()
  private var infoKeys = RepeatedKeys<FieldCode>()

  public init(dialect: Dialect, zone: ServerZone) {
    self.dialect = dialect
    self.zone = zone
  }

  public mutating func read(_ source: MemorySource) {
    cells.removeAll(keepingCapacity: true)
    source.page.withUnsafeBufferPointer { page in
      var reader = JSONReader(UnsafeBufferPointer(rebasing: page[source.range]))
      do throws(JSONError) {
        try read(&reader)
      } catch {
        // Not reached: the record was read when its page arrived.
        cells = []
      }
    }
  }

  private mutating func read(_ reader: inout JSONReader) throws(JSONError) {
    guard try reader.peek() == UInt8(ascii: "{") else { return }
    own.clear()
    metadata.clear()
    try readMembers(&reader)
    if let inner = own[.metadata], inner.kind == .object, isMerged {
      var inside = JSONReader(reader.bytes, at: inner.range.lowerBound)
      try metadata.read(&inside)
      if own[.tags] == nil, let tags = metadata[.tags] { try readTags(tags, reader) }
      if own[.info] == nil, let info = metadata[.info] { try readInfo(info, reader) }
    }
    for field in [RecordField.agentID, .appID, .conversationID] {
      if field == .conversationID, dialect == .cloud { continue }
      if let token = token(field), let code = code(of: token, reader) { add(FieldCode(field), code) }
    }
    for field in [RecordField.createTime, .updateTime] {
      if let token = token(field) { addTime(field, token, reader) }
    }
    addTags()
    if token(.info)?.kind == .object {
      for entry in info { if let code = entry.code { add(entry.field, code) } }
    }
  }

  /// Tags and `info` are read on the way, so that no byte is read twice.
  private mutating func readMembers(_ reader: inout JSONReader) throws(JSONError) {
    memberNames.start()
    try reader.forEachMember { reader, key throws(JSONError) in
      let first = try reader.peek()
      let field = memberNames.value(of: key, in: reader) { reader.field(key) }
      switch (field, first) {
      case (.tags?, UInt8(ascii: "[")): own[.tags] = JSONToken(kind: .array, range: try readTags(&reader))
      case (.info?, UInt8(ascii: "{")): own[.info] = JSONToken(kind: .object, range: try readInfo(&reader))
      default: own.note(try reader.skipValue(), field, key, reader)
      }
    }
  }

  /// As ``JSONObject/withCloudNames(_:)`` does for a record with the shape of an open-source server.
  private var isMerged: Bool { dialect != .cloud || own[.memory] != nil && own[.memoryValue] == nil }

  /// Where the record has the field by the name of the service or, without that, by the other one.
  private func token(_ field: RecordField) -> JSONToken? {
    func found(_ fields: (FoundFields) -> JSONToken?) -> JSONToken? { fields(own) ?? fields(metadata) }
    let isCloud = dialect == .cloud
    switch field {
    case .createTime, .updateTime:
      let other: RecordField = field == .createTime ? .createdAt : .updatedAt
      if isCloud { return found { $0[field] } ?? (isRenamed ? found { $0[other] } : nil) }
      return found { $0[other] } ?? found { $0[field] }
    case .conversationID: return found { $0.session } ?? found { $0[field] }
    default: return found { $0[field] }
    }
  }

  private var isRenamed: Bool { own[.metadata]?.kind == .object && isMerged }

  private mutating func add(_ field: FieldCode, _ code: FilterCode) {
    cells.append(Cell(field: field, code: code))
  }

  /// nil for null, which is as good as nothing.
  private func code(of token: JSONToken, _ reader: JSONReader) -> FilterCode? {
    switch token.kind {
    case .null: nil
    case .true: FilterCode(true)
    case .false: FilterCode(false)
    case .number: FilterCode(reader.number(token))
    case .plainString, .escapedString: reader.code(ofText: token)
    case .array, .object: .other
    }
  }

  private mutating func addTime(_ field: RecordField, _ token: JSONToken, _ reader: JSONReader) {
    let value: JSONValue
    switch token.kind {
    case .number: value = .number(JSONNumber(literal: reader.text(token)))
    case .plainString, .escapedString: value = .string(reader.text(token))
    case .null, .true, .false, .array, .object: return
    }
    if let time = Timestamp(value, zone: zone) { add(FieldCode(field), FilterCode(time)) }
  }

  private mutating func addTags() {
    guard let token = token(.tags), token.kind != .null else { return }
    guard token.kind == .array else { return add(FieldCode(.tags), .other) }
    for code in tags { add(FieldCode(.tags), code) }
  }

  private mutating func readTags(_ token: JSONToken, _ reader: JSONReader) throws(JSONError) {
    guard token.kind == .array else { return }
    var inside = JSONReader(reader.bytes, at: token.range.lowerBound)
    _ = try readTags(&inside)
  }

  private mutating func readTags(_ reader: inout JSONReader) throws(JSONError) -> Range<Int> {
    let start = reader.position
    tags.removeAll(keepingCapacity: true)
    var known = Places<FilterCode>()
    try reader.forEachElement { reader throws(JSONError) in
      let token = try reader.skipValue()
      guard token.isString else { return }
      let code = reader.code(ofText: token)
      if known.place(of: code, among: tags) == nil { tags.append(code) }
    }
    return start..<reader.position
  }

  private mutating func readInfo(_ token: JSONToken, _ reader: JSONReader) throws(JSONError) {
    guard token.kind == .object else { return }
    var inside = JSONReader(reader.bytes, at: token.range.lowerBound)
    _ = try readInfo(&inside)
  }

  /// Of two keys with one name the last counts.
  private mutating func readInfo(_ reader: inout JSONReader) throws(JSONError) -> Range<Int> {
    let start = reader.position
    info.removeAll(keepingCapacity: true)
    infoKeys.start()
    var known = Places<FieldCode>()
    try reader.forEachMember { reader, key throws(JSONError) in
      let value = try reader.skipValue()
      let field = infoKeys.value(of: key, in: reader) { FieldCode(infoKey: reader.code(ofText: key)) }
      let entry = (field: field, code: code(of: value, reader))
      if let place = known.place(of: field, among: info.lazy.map(\.field)) {
        info[place] = entry
      } else {
        info.append(entry)
      }
    }
    return start..<reader.position
  }

  /// The next records are of another page, which may have other keys.
  mutating func startPage() {
    memberNames = RepeatedKeys()
    infoKeys = RepeatedKeys()
  }
}

/// What was found for a key of the first record of a page, by its place there: most records have the same keys in the same
/// order, and comparing names costs less than looking them up.
private struct RepeatedKeys<Found: Sendable>: Sendable {
  private var known: [(name: Range<Int>, found: Found)] = []
  private var names: [UInt8] = []
  private var next = 0

  private static var most: Int { 64 }
  /// Keys that a record may leave out.
  private static var mostSkipped: Int { 4 }

  mutating func start() { next = 0 }

  mutating func value(of key: JSONToken, in reader: JSONReader, orElse find: () -> Found) -> Found {
    let name = key.content
    for place in next..<min(next + Self.mostSkipped, known.count)
    where isSame(known[place].name, name, reader) {
      next = place + 1
      return known[place].found
    }
    let found = find()
    if next == known.count, next < Self.most, name.count < Self.most {
      let start = names.count
      names += reader.bytes[name]
      known.append((start..<names.count, found))
      next += 1
    }
    return found
  }

  @inline(__always)
  private func isSame(_ own: Range<Int>, _ other: Range<Int>, _ reader: JSONReader) -> Bool {
    guard own.count == other.count else { return false }
    for offset in 0..<own.count
    where names[own.lowerBound + offset] != reader.bytes[other.lowerBound + offset] { return false }
    return true
  }
}

/// Where a code is among some: a few are compared, and many looked up.
private struct Places<Code: Hashable> {
  private var places: [Code: Int] = [:]
  private static var mostCompared: Int { 16 }

  /// nil for a new one, which the caller appends.
  mutating func place(of code: Code, among codes: some RandomAccessCollection<Code>) -> Int? {
    if codes.count < Self.mostCompared {
      return codes.firstIndex(of: code).map { codes.distance(from: codes.startIndex, to: $0) }
    }
    if places.isEmpty { for (place, code) in codes.enumerated() { places[code] = place } }
    if let place = places[code] { return place }
    places[code] = codes.count
    return nil
  }
}

/// The last member of each name, as in most parsers.
private struct FoundFields {
  private var tokens = [JSONToken?](repeating: nil, count: RecordField.allCases.count)
  private(set) var session: JSONToken?
  private static let sessionName = RecordField.conversationID.selfHostedWireName

  subscript(field: RecordField) -> JSONToken? {
    get { tokens[field.rawValue] }
    set { tokens[field.rawValue] = newValue }
  }

  mutating func clear() {
    for index in tokens.indices { tokens[index] = nil }
    session = nil
  }

  mutating func read(_ reader: inout JSONReader) throws(JSONError) {
    try reader.forEachMember { reader, key throws(JSONError) in
      let value = try reader.skipValue()
      note(value, reader.field(key), key, reader)
    }
  }

  mutating func note(_ value: JSONToken, _ field: RecordField?, _ key: JSONToken, _ reader: JSONReader) {
    if let field {
      tokens[field.rawValue] = value
    } else if let name = Self.sessionName, reader.matches(key, name) {
      session = value
    }
  }
}

extension JSONReader {
  fileprivate func code(ofText token: JSONToken) -> FilterCode {
    let content = token.content
    // Broken UTF-8 is repaired as it is decoded, so only ASCII has the bytes of its text for certain.
    guard token.kind == .plainString,
      bytes.firstPlace(from: content.lowerBound, to: content.upperBound, marks: { $0 }, where: { $0 >= 0x80 })
        == content.upperBound
    else { return FilterCode(text(token)) }
    return FilterCode(utf8: UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: bytes[content])))
  }

  /// A whole number of up to 15 digits is exact, and read without a text.
  fileprivate func number(_ token: JSONToken) -> Double {
    var digits = bytes[token.content]
    let isNegative = digits.first == UInt8(ascii: "-")
    if isNegative { digits.removeFirst() }
    var whole: Int64 = 0
    guard digits.count <= 15, !digits.isEmpty else { return Double(text(token)) ?? .nan }
    for byte in digits {
      guard byte &- UInt8(ascii: "0") < 10 else { return Double(text(token)) ?? .nan }
      whole = whole * 10 + Int64(byte &- UInt8(ascii: "0"))
    }
    return Double(isNegative ? -whole : whole)
  }
}
