import Testing

@testable import MemoryModel

/// Very large records: the work is proportional to their size. The tests count what is made and read, not the time.
@Suite struct LargeRecordTests {
  @Test(arguments: [2_000, 60_000, 250_000])
  func onlyTheFirstOfManyTagsAreCounted(_ count: Int) throws {
    let tags = (0..<count).map { "\"tag-\($0)\"" }.joined(separator: ",")
    let page = try Self.page("{\"id\":\"1\",\"tags\":[\(tags)],\"info\":{\(Self.members(count))}}")
    let facets = try #require(page.facets[.factual]?.first)
    #expect(facets.count == 2 * Facet.mostTags)
    #expect(page.rows[.factual]?.first?.source.range.count ?? 0 > count * 10)
  }

  @Test func decodingStopsWhenCancelled() {
    let rows = (0..<1000).map { "{\"id\":\"\($0)\"}" }.joined(separator: ",")
    let body = Array("{\"code\":0,\"data\":{\"memory_detail_list\":[\(rows)]}}".utf8)
    let asked = Counter()
    var cause: JSONError.Reason?
    do {
      _ = try MemoryPage(decoding: body) {
        asked.count += 1
        return asked.count == 10
      }
    } catch {
      if case .notJSON(let found) = error { cause = found.reason }
    }
    #expect(cause == .cancelled)
    #expect(asked.count == 10)
  }

  private final class Counter {
    var count = 0
  }

  /// `[[[…]]]` 500 deep, 1,600 times: 1.6 MB, or 800 MB if every bracket had its own indented line.
  @Test func deepLevelsArePrintedOnOneLine() throws {
    let element = String(repeating: "[", count: 500) + String(repeating: "]", count: 500)
    let record = "{\"id\":\"1\",\"deep\":[\(Array(repeating: element, count: 1600).joined(separator: ","))]}"
    let memory = try Memory(decoding: Array(record.utf8), category: .factual)
    let layout = JSONLayout(memory.source)
    #expect(layout.text.utf8.count < 2 * record.utf8.count)
    #expect(memory.source.liesDeeper(than: JSONLayout.deepestLevel))
    #expect(layout.text.utf8.filter { $0 != 0x0A && $0 != 0x20 }.elementsEqual(record.utf8))
    let printed = JSONValue.object(memory.record).prettyPrinted()
    #expect(printed.utf8.count < 4 * record.utf8.count)
    #expect(memory.strictLine.count < 2 * record.utf8.count)
  }

  @Test func shortLinesAtAMediumDepthAreLimitedToo() throws {
    let depth = JSONLayout.deepestLevel - 1
    let inner = Array(repeating: "1", count: 2_000_000).joined(separator: ",")
    let record = String(repeating: "[", count: depth) + inner + String(repeating: "]", count: depth)
    let memory = try Memory(decoding: Array(record.utf8), category: .factual)
    #expect(JSONLayout(memory.source).text.utf8.count < (20 << 20) + 2 * record.utf8.count)
  }

  @Test(arguments: [
    #"{"a":{"b":[1,{"c":"\u4e2d\n\""},[],{}]},"a":1.50,"e":"x","n":NaN}"#, "[]", "{}", #""s""#, "-1e5",
    "{ \"a\" : [ ] , \"b\" : { } }",
  ])
  func bytesArePrintedLikeTheTree(_ json: String) throws {
    let memory = try Memory(decoding: Array(json.utf8), category: .factual)
    for escaping in [JSONEscaping.required, .unprintable] {
      let expected = try JSONValue(parsing: json).prettyPrinted(escaping: escaping)
      #expect(JSONLayout(memory.source, escaping: escaping).text == expected)
    }
  }

  @Test(arguments: ["[", "{\"a\":"])
  func depthOverflowsNoStackAnywhere(_ open: String) throws {
    let depth = 1_000_000
    let json =
      "{\"id\":\"1\",\"tags\":" + String(repeating: open, count: depth) + "1"
      + String(repeating: open == "[" ? "]" : "}", count: depth) + "}"
    let memory = try Memory(decoding: Array(json.utf8), category: .factual)
    let record = memory.record
    #expect(record == memory.record)
    #expect(record.hashValue == memory.record.hashValue)
    #expect(memory.fields.count == 2)
    #expect(!memory.text.isEmpty)
    #expect(JSONLayout(memory.source).text.utf8.count < 2 * json.utf8.count)
    for format in ExportFormat.allCases {
      var writer = ExportWriter(format) { _ in "" }
      #expect(!writer.add([memory]).isEmpty)
    }
    var cost = 0
    #expect(SearchPattern("nothing")?.matches(memory, cost: &cost) == false)
    #expect(cost < 4 * json.utf8.count)
  }

  @Test func aHundredThousandFieldsAreAllDecoded() throws {
    let memory = try Memory(
      decoding: Array("{\"id\":\"1\",\(Self.members(100_000))}".utf8), category: .factual)
    #expect(memory.fields.count == 100_001)
    #expect(memory.headline.unicodeScalars.count <= Memory.longestHeadline)
  }

  private static func members(_ count: Int) -> String {
    (0..<count).map { "\"key-\($0)\":\"value\"" }.joined(separator: ",")
  }

  private static func page(_ record: String) throws -> MemoryPage {
    try MemoryPage(decoding: Array("{\"code\":0,\"data\":{\"memory_detail_list\":[\(record)]}}".utf8))
  }
}

extension Memory {
  fileprivate var strictLine: [UInt8] { source.strictJSON.line }
}
