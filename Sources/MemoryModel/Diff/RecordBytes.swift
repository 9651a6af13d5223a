/// The members of a record as they are written, to compare two records without making trees of them.
struct RecordBytes {
  private let reader: JSONReader
  private let members: [(key: JSONToken, value: JSONToken)]

  /// Nil for what takes the long way: no object, more than 64 members, a name with an escape or that occurs twice, and
  /// members of an open-source server, which lie one level deeper.
  init?(_ bytes: UnsafeBufferPointer<UInt8>, without ignored: (RecordField) -> Bool) {
    var reader = JSONReader(bytes)
    var members: [(key: JSONToken, value: JSONToken)] = []
    members.reserveCapacity(24)
    var nulls: [JSONToken] = []
    var isPlain = bytes.first == UInt8(ascii: "{")
    guard isPlain else { return nil }
    do throws(JSONError) {
      try reader.forEachMember { reader, key throws(JSONError) in
        let value = try reader.skipValue()
        let field = reader.field(key)
        if key.kind != .plainString || field == .metadata { isPlain = false }
        guard !(field.map(ignored) ?? false) else { return }
        if value.kind == .null { nulls.append(key) } else { members.append((key, value)) }
      }
    } catch {
      return nil
    }
    guard isPlain, members.count <= 64 else { return nil }
    self.reader = reader
    self.members = members
    if hasRepeatedName(nulls) { return nil }
  }

  private func hasRepeatedName(_ nulls: [JSONToken]) -> Bool {
    let keys = members.map(\.key) + nulls
    return keys.indices.contains { place in
      keys[..<place].contains { isSame($0.range, self, keys[place].range) }
    }
  }

  func isSame(as other: RecordBytes) -> Bool {
    guard members.count == other.members.count else { return false }
    return members.enumerated().allSatisfy { place, member in
      // Usually the order is the same.
      let found =
        matches(member.key, other, place)
        ? place : other.members.indices.first { matches(member.key, other, $0) }
      return found.map { hasSameValue(member.value, other, other.members[$0].value) } ?? false
    }
  }

  private func matches(_ key: JSONToken, _ other: RecordBytes, _ place: Int) -> Bool {
    isSame(key.range, other, other.members[place].key.range)
  }

  private func hasSameValue(_ value: JSONToken, _ other: RecordBytes, _ otherValue: JSONToken) -> Bool {
    if isSame(value.range, other, otherValue.range) { return true }
    guard value.kind == otherValue.kind || value.isString && otherValue.isString else { return false }
    guard let one = try? JSONValue(parsing: Array(reader.bytes[value.range])),
      let two = try? JSONValue(parsing: Array(other.reader.bytes[otherValue.range]))
    else { return false }
    return one.isSame(as: two)
  }

  private func isSame(_ range: Range<Int>, _ other: RecordBytes, _ otherRange: Range<Int>) -> Bool {
    guard range.count == otherRange.count else { return false }
    return reader.bytes.extracting(range).elementsEqual(other.reader.bytes.extracting(otherRange))
  }
}
