import Testing

@testable import MemoryModel

/// Two spellings of é, in one scalar and in two, that Swift's `String` considers equal and a service does not.
@Suite struct IdentityTests {
  private static let one = "caf\u{E9}"
  private static let two = "cafe\u{301}"

  @Test func byteStringsCompareBytes() {
    #expect(Self.one == Self.two, "String considers them equal")
    #expect(ByteString(Self.one) != ByteString(Self.two))
    #expect(Set([ByteString(Self.one), ByteString(Self.two), ByteString(Self.one)]).count == 2)
    #expect(ByteString(Self.two) < ByteString(Self.one), "e sorts before é as bytes")
    #expect(ByteString("\u{212A}") != ByteString("K"), "the Kelvin sign")
  }

  @Test func membersOfAnObjectAreDistinguished() throws {
    let json = "{\"\(Self.one)\":1,\"\(Self.two)\":2}"
    guard case .object(let object) = try JSONValue(parsing: json) else {
      throw JSONError(.badNumber, at: 0)
    }
    #expect(object[Self.one] == .number(JSONNumber(literal: "1")))
    #expect(object[Self.two] == .number(JSONNumber(literal: "2")))
    #expect(object["k"] == nil)
  }

  @Test func valuesCompareTheirTextAsBytes() throws {
    func pair<Value: Hashable>(_ make: (String) -> Value) {
      #expect(make(Self.one) != make(Self.two))
      #expect(Set([make(Self.one), make(Self.two)]).count == 2)
      #expect(make(Self.one) == make(Self.one))
    }
    pair { JSONValue.string($0) }
    pair { JSONValue.array([.string($0)]) }
    pair { JSONValue.object(JSONObject([.init(key: $0, value: .null)])) }
    pair { FilterField("info." + $0) }
    pair { FilterValue.string($0) }
    pair { Facet(field: "tags", value: .string($0)) }
    pair { Facet(field: "info." + $0, value: .bool(true)) }
    pair { MemoryField(name: $0, value: .null) }
    pair { SourceMessage(role: $0, time: nil, text: "", others: []) }
    pair { SourceMessage(role: nil, time: nil, text: $0, others: []) }
    pair { Subject.user($0) }
    pair { Subject.agent($0) }
    pair { try? FilterCondition(FilterField("scene"), .equal, .string($0)) }
  }

  @Test func filtersCompareBytes() throws {
    let check = try #require(
      FilterCheck(
        sent: JSONValue(
          parsing: "{\"and\":[{\"scene\":\"\(Self.one)\"},{\"tags\":{\"contains\":\"\(Self.one)\"}}]}")))
    func memory(_ text: String) throws -> Memory {
      try Memory(
        decoding: Array("{\"id\":\"1\",\"tags\":[\"\(text)\"],\"info\":{\"scene\":\"\(text)\"}}".utf8),
        category: .factual)
    }
    #expect(check.contradicted(by: try memory(Self.one)).isEmpty)
    #expect(check.contradicted(by: try memory(Self.two)) == [0, 1])
    let named = try #require(
      FilterCheck(sent: JSONValue(parsing: "{\"and\":[{\"info.\(Self.one)\":\"x\"}]}")))
    let record = "{\"id\":\"1\",\"info\":{\"\(Self.two)\":\"y\"}}"
    #expect(named.contradicted(by: try Memory(decoding: Array(record.utf8), category: .factual)).isEmpty)
  }

  @Test func bothTagsOfARecordBecomeFacets() throws {
    let body =
      "{\"code\":0,\"data\":{\"memory_detail_list\":[{\"id\":\"1\",\"tags\":[\"\(Self.one)\",\"\(Self.two)\",\"\(Self.one)\"]}]}}"
    let page = try MemoryPage(decoding: Array(body.utf8))
    #expect(page.facets[.factual]?.first?.count == 2)
  }

  @Test func aCSVHasAColumnForEachSpelling() throws {
    var writer = ExportWriter(.csv) { _ in "" }
    let record = "{\"id\":\"1\",\"info\":{\"\(Self.one)\":\"x\",\"\(Self.two)\":\"y\"}}"
    _ = writer.add([try Memory(decoding: Array(record.utf8), category: .factual)])
    var header = ""
    for case .write(let bytes) in writer.end() { header += String(decoding: bytes, as: UTF8.self) }
    #expect(
      Array(header.utf8).count { $0 == UInt8(ascii: ",") } == RecordField.csvColumns.map(\.name).count + 3)
  }
}
