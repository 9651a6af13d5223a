/// RFC 4180, with a header: `category`, `id`, a column per known field, one per key of `info`, and `other`, which holds
/// the rest as JSON. Text stands as it is, arrays and objects as JSON; what is absent or null is empty.
///
/// Which keys `info` has is known only at the end. Rows are kept with the columns known by then, and a mark where
/// ``CSVPadding`` puts what is missing.
struct CSVForm: ExportForm {
  private var infoColumns: [String: Int] = [:]
  private var infoKeys: [String] = []

  /// Keys of `info` beyond these stay in `other`: a hostile history with a key of its own in each memory would grow
  /// with its square.
  static let mostInfoColumns = 1000

  static let fields = [
    "id", "memory_key", "memory_value", "memory_type", "preference", "preference_type", "reasoning",
    "tool_value", "tool_type", "experience", "tool_used_status", "skill_value", "skill_type", "skill_url",
    "confidence", "relativity", "status", "tags", "create_time", "update_time", "conversation_id", "agent_id",
    "app_id", "sources",
  ]
  private static let fieldColumns = Dictionary(
    uniqueKeysWithValues: fields.enumerated().map { ($0.element, $0.offset) })

  func begin() -> [ExportStep] { [] }

  mutating func add(_ memories: [Memory]) -> [ExportStep] {
    guard !memories.isEmpty else { return [] }
    var bytes: [UInt8] = []
    for memory in memories { append(memory, to: &bytes) }
    return [.keep(bytes, spool: 0)]
  }

  func end() -> [ExportStep] {
    var header: [UInt8] = Array("category".utf8)
    for name in Self.fields + infoKeys.map({ "info." + $0 }) + ["other"] {
      header.append(UInt8(ascii: ","))
      CSVCell.append(name, to: &header)
    }
    header += "\r\n".utf8
    return [.write(header), .copy(spool: 0, CSVPadding(missing: infoKeys.count))]
  }

  private mutating func append(_ memory: Memory, to bytes: inout [UInt8]) {
    var fields = [JSONValue?](repeating: nil, count: Self.fields.count)
    var info: [JSONObject.Member] = []
    var other: [JSONObject.Member] = []
    for member in memory.record.inContractWords(memory.category).members {
      if let column = Self.fieldColumns[member.key] {
        fields[column] = member.value
      } else if member.key == "info", case .object(let object) = member.value {
        info += object.members
      } else {
        other.append(member)
      }
    }
    let (cells, beyond) = infoCells(info, to: &bytes)
    if !beyond.isEmpty { other.append(.init(key: "info", value: .object(JSONObject(beyond)))) }
    bytes += memory.category.name.utf8
    for value in fields + cells {
      bytes.append(UInt8(ascii: ","))
      if let value { CSVCell.append(value, to: &bytes) }
    }
    bytes.append(CSVPadding.place)
    bytes.append(UInt8(ascii: ","))
    if !other.isEmpty { CSVCell.append(JSONValue.object(JSONObject(other)), to: &bytes) }
    bytes += "\r\n".utf8
  }

  /// A new key is marked in front of the row that brings it.
  private mutating func infoCells(
    _ info: [JSONObject.Member], to bytes: inout [UInt8]
  ) -> (cells: [JSONValue?], beyond: [JSONObject.Member]) {
    var beyond: [JSONObject.Member] = []
    var found: [(column: Int, value: JSONValue)] = []
    for member in info {
      if let column = infoColumns[member.key] {
        found.append((column, member.value))
      } else if infoKeys.count < Self.mostInfoColumns {
        infoColumns[member.key] = infoKeys.count
        found.append((infoKeys.count, member.value))
        infoKeys.append(member.key)
        bytes.append(CSVPadding.newColumn)
      } else {
        beyond.append(member)
      }
    }
    var cells = [JSONValue?](repeating: nil, count: infoKeys.count)
    for (column, value) in found { cells[column] = value }
    return (cells, beyond)
  }
}
