/// RFC 4180, with a header: `category`, the columns of ``RecordField``, one per key of `info`, and `other` with the rest
/// as JSON. Times are in UTC (`2025-12-01T08:30:00Z`), tags joined by `; `, other text is unchanged, arrays and objects
/// are JSON, absent and null values are empty.
///
/// The keys of `info` are known only at the end. Until then rows are kept with the columns known so far, and a mark
/// where ``CSVPadding`` adds the others.
struct CSVForm: ExportForm {
  private let zone: ServerZone
  private var infoColumns: [ByteString: Int] = [:]
  private var infoKeys: [String] = []

  init(zone: ServerZone = .utc) {
    self.zone = zone
  }

  /// Further keys stay in `other`: with a key of its own in each memory the file would grow with the square.
  static let mostInfoColumns = 1000

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
    case (.time, let value): return time(value)
    case (.tags, .array(let elements)):
      var tags: [String] = []
      for case .string(let tag) in elements { tags.append(tag) }
      return tags.count == elements.count ? .string(tags.joined(separator: "; ")) : member.value
    case (_, let value): return value
    }
  }

  /// ISO 8601 in UTC, null for no time; an unknown format stays unchanged.
  private func time(_ value: JSONValue) -> JSONValue {
    switch RecordTime(value, zone: zone) {
    case .moment(let time): time.iso8601.map { .string($0) } ?? value
    case .none: .null
    case .other: value
    }
  }

  /// A new key is marked before the row that has it.
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

/// One cell: quoted where RFC 4180 requires it, with a `'` before what a spreadsheet would evaluate, and with marks for
/// what a terminal would obey.
enum CSVCell {
  static func append(_ value: JSONValue, to bytes: inout [UInt8]) {
    switch value {
    case .null: return
    case .bool(let flag): bytes += (flag ? "true" : "false").utf8
    case .number(let number) where isPlain(number.literal): bytes += number.literal.utf8
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
    let guarding = original.utf8.first.map(runs) == true ? "'" : ""
    guard mustQuote else {
      bytes += guarding.utf8
      bytes += text.utf8
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

  private static func runs(_ first: UInt8) -> Bool {
    switch first {
    case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"), 0x09, 0x0D: true
    default: false
    }
  }

  /// False for `-Infinity`. A spreadsheet takes `-5` for a number too.
  private static func isPlain(_ literal: String) -> Bool {
    literal.utf8.last.map { 0x30...0x39 ~= $0 } == true
  }
}

/// Adds to kept rows the cells of columns that were found later. Both marks are bytes that never occur in UTF-8.
///
/// With two columns in the end: `FE a ,1 FF ,o⏎ FE b ,2 ,3 FF ,o⏎` -> `a,1,,o⏎b,2,3,o⏎`.
public struct CSVPadding: Sendable, Hashable {
  /// From here on there is one more column.
  static let newColumn: UInt8 = 0xFE
  /// The place of the missing cells.
  static let place: UInt8 = 0xFF

  private var missing: Int

  init(missing: Int) {
    self.missing = missing
  }

  /// For the parts of a spool in order.
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
