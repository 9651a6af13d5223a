/// A field that differs: `memory_value`, `info.scene`. A field that is missing is null.
public struct FieldDifference: Sendable, Hashable {
  @ByteString public var name: String
  public var a: JSONValue
  public var b: JSONValue

  public init(name: String, a: JSONValue, b: JSONValue) {
    self.name = name
    self.a = a
    self.b = b
  }
}

/// Compares the records of two memories field by field, as JSON values: the order of keys does not matter, `1.0` is `1`,
/// and null is the same as absent. `relativity` belongs to a search and is not compared.
public struct RecordComparison: Sendable {
  private let ignored: Set<RecordField>

  /// - Parameter betweenUsers: the memories belong to two users, so what makes them theirs is not compared.
  public init(betweenUsers: Bool) { ignored = betweenUsers ? Self.ownOfUser : [.relativity] }

  private static let ownOfUser: Set<RecordField> = [
    .relativity, .id, .conversationID, .sources, .userName, .createTime, .createdAt, .createTimeInCamelCase,
    .updateTime, .updatedAt, .updateTimeInCamelCase,
  ]
  private static let updateTimes: Set<RecordField> = [.updateTime, .updatedAt, .updateTimeInCamelCase]

  /// In reading order. Empty also if nothing but the update time differs: then nothing was learned.
  public func differences(_ a: Memory, _ b: Memory) -> [FieldDifference] {
    if a.source == b.source { return [] }
    let (one, other) = (Members(a), Members(b))
    var names = one.names
    names += other.names.filter { one.values[$0] == nil }
    let found = names.filter { name in
      !isIgnored(name) && !(one.values[name] ?? .null).isSame(as: other.values[name] ?? .null)
    }
    guard found.contains(where: { !Self.isUpdateTime($0) }) else { return [] }
    let sorted = found.enumerated().sorted {
      (Self.rank($0.element), $0.offset) < (Self.rank($1.element), $1.offset)
    }
    return sorted.flatMap { _, name in
      Self.parts(name.text, one.values[name] ?? .null, other.values[name] ?? .null)
    }
  }

  private func isIgnored(_ name: ByteString) -> Bool {
    guard let field = RecordField(name: name.text) else {
      return ignored.contains(.userName) && name == "user_id"
    }
    return ignored.contains(field)
  }

  private static func isUpdateTime(_ name: ByteString) -> Bool {
    RecordField(name: name.text).map(updateTimes.contains) ?? false
  }

  private static let ranks = Dictionary(
    uniqueKeysWithValues: RecordField.readingOrder.enumerated().map { ($0.element, $0.offset) })

  private static func rank(_ name: ByteString) -> Int {
    RecordField(name: name.text).flatMap { ranks[$0] } ?? ranks.count
  }

  /// The keys that differ in `info`, as an open memory shows them: `info.scene`.
  private static func parts(_ name: String, _ a: JSONValue, _ b: JSONValue) -> [FieldDifference] {
    let whole = [FieldDifference(name: name, a: a, b: b)]
    guard RecordField(name: name)?.kind == .keys, let one = a.objectOrNull, let other = b.objectOrNull else {
      return whole
    }
    var known: Set<ByteString> = []
    let keys = (one.members + other.members).map { ByteString($0.key) }.filter { known.insert($0).inserted }
    let parts = keys.compactMap { key -> FieldDifference? in
      let (a, b) = (one[key.text] ?? .null, other[key.text] ?? .null)
      return a.isSame(as: b) ? nil : FieldDifference(name: "\(name).\(key)", a: a, b: b)
    }
    return parts.isEmpty ? whole : parts
  }

  /// Of two members with one name the last counts.
  private struct Members {
    var names: [ByteString] = []
    var values: [ByteString: JSONValue] = [:]

    init(_ memory: Memory) {
      for member in memory.record.withCloudNames(memory.category).members {
        let name = ByteString(member.key)
        if values.updateValue(member.value, forKey: name) == nil { names.append(name) }
      }
    }
  }
}

extension RecordComparison {
  /// Whether ``differences(_:_:)`` is not empty. Quicker, because it makes no trees of most records.
  public func differ(_ a: Memory, _ b: Memory) -> Bool {
    if a.source == b.source { return false }
    if let isSame = isSame(a.source, b.source), isSame || !ignored.contains(.userName) { return !isSame }
    return !differences(a, b).isEmpty
  }

  /// Nil if it cannot tell. Between users, false may be due to `user_id`, which it does not know.
  private func isSame(_ a: MemorySource, _ b: MemorySource) -> Bool? {
    a.page.withUnsafeBufferPointer { one in
      b.page.withUnsafeBufferPointer { other in
        let isLeftOut = { ignored.contains($0) || Self.updateTimes.contains($0) }
        guard let one = RecordBytes(one.extracting(a.range), without: isLeftOut),
          let other = RecordBytes(other.extracting(b.range), without: isLeftOut)
        else { return nil }
        return one.isSame(as: other)
      }
    }
  }
}

extension RecordComparison {
  /// Equal for two records of one list that do not differ.
  func digest(_ memory: Memory) -> UInt64 {
    let members = Members(memory).values.filter { name, value in
      value != .null && !isIgnored(name) && !Self.isUpdateTime(name)
    }
    var hasher = Hasher()
    ByteString.hash(memory.listName, into: &hasher)
    JSONObject.hash(members, into: &hasher)
    return UInt64(truncatingIfNeeded: hasher.finalize())
  }
}

extension JSONValue {
  /// Null counts as an object without members, so that `info` can appear key by key.
  fileprivate var objectOrNull: JSONObject? {
    switch self {
    case .object(let object): object
    case .null: JSONObject()
    default: nil
    }
  }

  /// By value: the order of keys does not matter, null members are absent, and `1.0` is `1`.
  func isSame(as other: JSONValue) -> Bool {
    switch (self, other) {
    case (.null, .null): true
    case (.bool(let one), .bool(let other)): one == other
    case (.string(let one), .string(let other)): ByteString.isSame(one, other)
    case (.number(let one), .number(let other)): one.isSame(as: other)
    case (.array(let one), .array(let other)):
      one.count == other.count && zip(one, other).allSatisfy { $0.isSame(as: $1) }
    case (.object(let one), .object(let other)): one.isSame(as: other)
    default: false
    }
  }
}

extension JSONValue {
  /// Equal for values that are the same by ``isSame(as:)``.
  fileprivate func hashMeaning(into hasher: inout Hasher) {
    switch self {
    case .null: hasher.combine(0)
    case .bool(let flag): hasher.combine(flag ? 1 : 2)
    case .string(let text):
      hasher.combine(3)
      ByteString.hash(text, into: &hasher)
    case .number(let number):
      if let exact = DecimalNumber(number.literal) {
        hasher.combine(exact)
      } else {
        ByteString.hash(number.literal, into: &hasher)
      }
    case .array(let elements):
      hasher.combine(elements.count)
      for element in elements { element.hashMeaning(into: &hasher) }
    case .object(let object): JSONObject.hash(object.values, into: &hasher)
    }
  }
}

extension JSONObject {
  /// In whatever order the members are.
  fileprivate static func hash(_ values: [ByteString: JSONValue], into hasher: inout Hasher) {
    let members = values.map { key, value in
      var hasher = Hasher()
      key.hash(into: &hasher)
      value.hashMeaning(into: &hasher)
      return hasher.finalize()
    }
    hasher.combine(members.reduce(0, &+))
  }

  fileprivate func isSame(as other: JSONObject) -> Bool {
    let (one, other) = (values, other.values)
    return one.count == other.count
      && one.allSatisfy { key, value in other[key].map { value.isSame(as: $0) } ?? false }
  }

  fileprivate var values: [ByteString: JSONValue] {
    var values: [ByteString: JSONValue] = [:]
    for member in members { values[ByteString(member.key)] = member.value }
    return values.filter { $0.value != .null }
  }
}
