/// RFC 4180. Times are in UTC, tags joined by `; `, arrays and objects are JSON, absent and null values are empty.
/// Keys of `info` are known only at the end: until then a mark shows where ``CSVPadding`` adds missing cells.
struct CSVForm: ExportForm {
  private let zone: ServerZone
  private var infoColumns: [ByteString: Int] = [:]
  private var infoKeys: [String] = []

  init(zone: ServerZone = .utc) { self.zone = zone }

  /// Further keys stay in `other`: with a key of its own in each memory the file would grow with the square.
  private static let mostInfoColumns = 1000

  private static let columns = Dictionary(
    uniqueKeysWithValues: RecordField.csvColumns.enumerated().map { ($0.element, $0.offset) })

  func begin() -> [ExportStep] { [] }

  mutating func add(_ memories: [Memory]) -> [ExportStep] {
    guard !memories.isEmpty else { return [] }
    var bytes: [UInt8] = []
    for memory in memories { append(memory, to: &bytes) }
    return [.keep(bytes, spool: 0)]
  }

  func end() -> [ExportStep] {
    var header: [UInt8] = Array("category".utf8)
    let infoColumns = infoKeys.map { FilterField.infoPrefix + $0 }
    for name in RecordField.csvColumns.map(\.name) + infoColumns + ["other"] {
      header.append(UInt8(ascii: ","))
      CSVCell.append(name, to: &header)
    }
    header += "\r\n".utf8
    return [.write(header), .copy(spool: 0, CSVPadding(missing: infoKeys.count))]
  }

  private mutating func append(_ memory: Memory, to bytes: inout [UInt8]) {
    var fields = [JSONObject.Member?](repeating: nil, count: RecordField.csvColumns.count)
    var info: [JSONObject.Member] = []
    var other: [JSONObject.Member] = []
    for member in memory.record.withCloudNames(memory.category).members {
      let field = RecordField(name: member.key)
      if let column = field.flatMap({ Self.columns[$0] }) {
        // Of members of one name the last gets the column, the others go to `other`.
        if let earlier = fields[column] { other.append(earlier) }
        fields[column] = member
      } else if field == .info, case .object(let object) = member.value {
        info += object.members
      } else {
        other.append(member)
      }
    }
    let (cells, beyond) = infoCells(info, to: &bytes)
    if !beyond.isEmpty { other.append(.init(key: RecordField.info.name, value: .object(JSONObject(beyond)))) }
    CSVCell.append(memory.listName, to: &bytes)
    for value in fields.map({ $0.map(cell) }) + cells {
      bytes.append(UInt8(ascii: ","))
      if let value { CSVCell.append(value, to: &bytes) }
    }
    bytes.append(CSVPadding.place)
    bytes.append(UInt8(ascii: ","))
    if !other.isEmpty { CSVCell.append(JSONValue.object(JSONObject(other)), to: &bytes) }
    bytes += "\r\n".utf8
  }

  private func cell(of member: JSONObject.Member) -> JSONValue {
    switch (RecordField(name: member.key)?.kind, member.value) {
    case (.time, let value):
      switch RecordTime(value, zone: zone) {
      case .moment(let time): return time.iso8601.map { .string($0) } ?? value
      case .none: return .null
      case .other: return value
      }
    case (.tags, .array(let elements)):
      let tags = elements.compactMap { if case .string(let tag) = $0 { tag } else { nil } }
      return tags.count == elements.count ? .string(tags.joined(separator: "; ")) : member.value
    case (_, let value): return value
    }
  }

  private mutating func infoCells(
    _ info: [JSONObject.Member], to bytes: inout [UInt8]
  ) -> (cells: [JSONValue?], beyond: [JSONObject.Member]) {
    var beyond: [JSONObject.Member] = []
    var found: [Int: JSONObject.Member] = [:]
    for member in info {
      if let column = infoColumns[ByteString(member.key)] {
        if let earlier = found[column] { beyond.append(earlier) }
        found[column] = member
      } else if infoKeys.count < Self.mostInfoColumns {
        infoColumns[ByteString(member.key)] = infoKeys.count
        found[infoKeys.count] = member
        infoKeys.append(member.key)
        bytes.append(CSVPadding.newColumn)
      } else {
        beyond.append(member)
      }
    }
    var cells = [JSONValue?](repeating: nil, count: infoKeys.count)
    for (column, member) in found { cells[column] = member.value }
    return (cells, beyond)
  }
}

/// One cell, with a `'` before what a spreadsheet would evaluate and marks for what a terminal would obey.
enum CSVCell {
  static func append(_ value: JSONValue, to bytes: inout [UInt8]) {
    switch value {
    case .null: return
    case .bool(let flag): bytes += (flag ? "true" : "false").utf8
    // A spreadsheet takes `-5` for a number too.
    case .number(let number) where number.isInJSON: bytes += number.literal.utf8
    case .number(let number): append(number.literal, to: &bytes)
    case .string(let text): append(text, to: &bytes)
    case .array, .object: append(value.encoded(escaping: .strict), to: &bytes)
    }
  }

  /// `=1+1` -> `'=1+1`, `a,"b"` -> `"a,""b"""`.
  static func append(_ original: String, to bytes: inout [UInt8]) {
    let text = MarkedText.marked(original, marksReturns: true)
    let mustQuote = text.utf8.contains { byte in
      byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == 0x0A || byte == 0x0D
    }
    let guarding = original.utf8.first.map("=+-@\t\r".utf8.contains) == true ? "'" : ""
    guard mustQuote else {
      bytes += (guarding + text).utf8
      return
    }
    bytes.append(UInt8(ascii: "\""))
    bytes += guarding.utf8
    for byte in text.utf8 {
      if byte == UInt8(ascii: "\"") { bytes.append(byte) }
      bytes.append(byte)
    }
    bytes.append(UInt8(ascii: "\""))
  }
}

/// Adds to kept rows the cells of columns that were found later. Both marks are bytes that never occur in UTF-8.
/// With two columns in the end: `FE a ,1 FF ,o⏎ FE b ,2 ,3 FF ,o⏎` -> `a,1,,o⏎b,2,3,o⏎`.
public struct CSVPadding: Sendable, Hashable {
  static let newColumn: UInt8 = 0xFE  // From here on there is one more column
  static let place: UInt8 = 0xFF  // The place of the missing cells
  private var missing: Int

  init(missing: Int) { self.missing = missing }

  public mutating func padded(_ part: some Sequence<UInt8>) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(part.underestimatedCount)
    for byte in part {
      switch byte {
      case Self.newColumn: missing -= 1
      case Self.place: bytes.append(contentsOf: repeatElement(UInt8(ascii: ","), count: missing))
      default: bytes.append(byte)
      }
    }
    return bytes
  }
}
