/// Writes `{"only_a":[…],"only_b":[…],"changed":[…]}`, an element a line, escaped as exports are. Memories are lines of
/// NDJSON; call the functions in this order.
public struct DiffJSON: Sendable {
  private var isFirst = true
  private var records = NDJSONForm()
  private var values = StrictJSON()

  public init() {}

  public var changes: ExportChanges {
    var sum = records.changes
    sum.replacedNumbers += values.changes.replacedNumbers
    sum.foldedValues += values.changes.foldedValues
    return sum
  }

  public mutating func beginOnlyA() -> [UInt8] { Array("{\"only_a\":[".utf8) }
  public mutating func beginOnlyB() -> [UInt8] { begin("only_b") }
  public mutating func beginChanged() -> [UInt8] { begin("changed") }
  public func end() -> [UInt8] { Array("\n]}\n".utf8) }

  private mutating func begin(_ name: String) -> [UInt8] {
    isFirst = true
    return Array("\n],\"\(name)\":[".utf8)
  }

  public mutating func memory(_ memory: Memory) -> [UInt8] {
    var bytes = separator()
    for case .write(let line) in records.add([memory]) { bytes += line.dropLast() }
    return bytes
  }

  /// - Parameter ids: one, or one of each user.
  public mutating func change(_ ids: DiffIDs, _ differences: [FieldDifference]) -> [UInt8] {
    let fields = differences.map { difference in
      JSONObject.Member(
        key: difference.name,
        value: .object(
          JSONObject([.init(key: "a", value: difference.a), .init(key: "b", value: difference.b)])))
    }
    let value = JSONObject(ids.members + [.init(key: "fields", value: .object(JSONObject(fields)))])
    var bytes = separator()
    Array(JSONValue.object(value).encoded().utf8).withUnsafeBufferPointer { values.append($0, to: &bytes) }
    return bytes
  }

  private mutating func separator() -> [UInt8] {
    defer { isFirst = false }
    return Array((isFirst ? "\n" : ",\n").utf8)
  }
}

/// How a memory that changed is named.
public enum DiffIDs: Sendable, Hashable {
  case same(String)
  /// nil for a memory without an id.
  case each(a: String?, b: String?)

  fileprivate var members: [JSONObject.Member] {
    switch self {
    case .same(let id): [.init(key: "id", value: .string(id))]
    case .each(let a, let b): [.init(key: "id_a", value: value(a)), .init(key: "id_b", value: value(b))]
    }
  }

  private func value(_ id: String?) -> JSONValue { id.map { .string($0) } ?? .null }
}
