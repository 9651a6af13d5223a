/// The members of a record that a list shows.
enum RowColumn: Int, CaseIterable {
  case id
  case title
  case memoryValue
  /// The text, whatever the category, of an open-source server.
  case memory
  case preference
  case toolValue
  case skillValue
  case experience
  case memoryType
  case preferenceType
  case toolType
  case skillType
  case confidence
  case created
  case createdAt
  case createdCamel
  case updated
  case updatedAt
  case updatedCamel
  case toolStatus
  case agent
  case app
  case tags
  case info

  var name: StaticString {
    switch self {
    case .id: "id"
    case .title: "memory_key"
    case .memoryValue: "memory_value"
    case .memory: "memory"
    case .preference: "preference"
    case .toolValue: "tool_value"
    case .skillValue: "skill_value"
    case .experience: "experience"
    case .memoryType: "memory_type"
    case .preferenceType: "preference_type"
    case .toolType: "tool_type"
    case .skillType: "skill_type"
    case .confidence: "confidence"
    case .created: "create_time"
    case .createdAt: "created_at"
    case .createdCamel: "createTime"
    case .updated: "update_time"
    case .updatedAt: "updated_at"
    case .updatedCamel: "updateTime"
    case .toolStatus: "tool_used_status"
    case .agent: "agent_id"
    case .app: "app_id"
    case .tags: "tags"
    case .info: "info"
    }
  }

  static let named: [(name: StaticString, column: RowColumn)] = allCases.map { ($0.name, $0) }

  /// Within the `metadata` of an open-source server's record.
  static let namedInMetadata: [(name: StaticString, column: RowColumn)] = named + [("key", .title)]
}

/// Where the columns of one record lie. Of two members with one name the last counts.
struct RowTokens {
  private var tokens = [JSONToken?](repeating: nil, count: RowColumn.allCases.count)

  subscript(column: RowColumn) -> JSONToken? {
    get { tokens[column.rawValue] }
    set { tokens[column.rawValue] = newValue }
  }

  mutating func clear() {
    for index in tokens.indices { tokens[index] = nil }
  }

  mutating func keep(_ value: JSONToken, of key: JSONToken, in reader: JSONReader) {
    for (name, column) in RowColumn.named where reader.matches(key, name) {
      self[column] = value
      return
    }
  }

  /// Lays out `{"key":"Tea","tags":[…]}`; what the record itself says goes before it.
  mutating func addMetadata(_ metadata: JSONToken, in reader: JSONReader) throws(JSONParsingError) {
    var found = RowTokens()
    var reader = JSONReader(reader.bytes, at: metadata.range.lowerBound)
    try reader.forEachMember { reader, key throws(JSONParsingError) in
      let value = try reader.skipValue()
      for (name, column) in RowColumn.namedInMetadata where reader.matches(key, name) {
        found[column] = value
      }
    }
    for index in tokens.indices where tokens[index] == nil { tokens[index] = found.tokens[index] }
  }
}
