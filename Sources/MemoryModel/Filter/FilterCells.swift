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
  /// Of keys of `info` that came before: of two with one name the last counts.
  private var places: [FieldCode: Int] = [:]

  public init(dialect: Dialect, zone: ServerZone) {
    self.dialect = dialect
    self.zone = zone
  }

  public mutating func read(_ memory: Memory) {
    cells.removeAll(keepingCapacity: true)
    memory.source.page.withUnsafeBufferPointer { page in
      var reader = JSONReader(UnsafeBufferPointer(rebasing: page[memory.source.range]))
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
    try own.read(&reader)
    if let inner = own[.metadata], inner.kind == .object, isMerged {
      var inside = JSONReader(reader.bytes, at: inner.range.lowerBound)
      try metadata.read(&inside)
    }
    for field in [RecordField.agentID, .appID, .conversationID] {
      if field == .conversationID, dialect == .cloud { continue }
      if let token = token(field), let code = code(of: token, reader) { add(FieldCode(field), code) }
    }
    for field in [RecordField.createTime, .updateTime] {
      if let token = token(field) { addTime(field, token, reader) }
    }
    if let tags = token(.tags) { try addTags(tags, reader) }
    if let info = token(.info), info.kind == .object { try addInfo(info, reader) }
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
    case .number: FilterCode(Double(reader.text(token)) ?? .nan)
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

  private mutating func addTags(_ tags: JSONToken, _ reader: JSONReader) throws(JSONError) {
    guard tags.kind == .array else {
      if tags.kind != .null { add(FieldCode(.tags), .other) }
      return
    }
    var known: Set<FilterCode> = []
    var codes: [FilterCode] = []
    try reader.forEachElement(of: tags) { reader throws(JSONError) in
      let token = try reader.skipValue()
      guard token.isString else { return }
      let code = reader.code(ofText: token)
      if known.insert(code).inserted { codes.append(code) }
    }
    for code in codes { add(FieldCode(.tags), code) }
  }

  private mutating func addInfo(_ info: JSONToken, _ reader: JSONReader) throws(JSONError) {
    var found: [(field: FieldCode, code: FilterCode?)] = []
    places.removeAll(keepingCapacity: true)
    try reader.forEachMember(of: info) { reader, key throws(JSONError) in
      let value = try reader.skipValue()
      let entry = (field: FieldCode(infoKey: reader.code(ofText: key)), code: code(of: value, reader))
      if let place = places.updateValue(found.count, forKey: entry.field) {
        places[entry.field] = place
        found[place] = entry
      } else {
        found.append(entry)
      }
    }
    for entry in found { if let code = entry.code { add(entry.field, code) } }
  }
}

/// The last member of each name, as in most parsers.
private struct FoundFields {
  private var tokens = [JSONToken?](repeating: nil, count: RecordField.allCases.count)
  private(set) var session: JSONToken?
  private static let sessionName = RecordField.conversationID.selfHostedWireName

  subscript(field: RecordField) -> JSONToken? { tokens[field.rawValue] }

  mutating func clear() {
    for index in tokens.indices { tokens[index] = nil }
    session = nil
  }

  mutating func read(_ reader: inout JSONReader) throws(JSONError) {
    try reader.forEachMember { reader, key throws(JSONError) in
      let value = try reader.skipValue()
      if let field = reader.field(key) {
        tokens[field.rawValue] = value
      } else if let name = Self.sessionName, reader.matches(key, name) {
        session = value
      }
    }
  }
}

extension JSONReader {
  fileprivate func code(ofText token: JSONToken) -> FilterCode {
    let bytes = UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: self.bytes[token.content]))
    // Broken UTF-8 is repaired as it is decoded, so only ASCII has the bytes of its text for certain.
    guard token.kind == .plainString, bytes.allSatisfy({ $0 < 0x80 }) else { return FilterCode(text(token)) }
    return FilterCode(utf8: bytes)
  }
}
