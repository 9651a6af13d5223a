import BrowserCore
import Canvas
import MemoryModel
import SessionHarness
import TUI
import Testing

/// Very large memories on the screen.
@MainActor @Suite struct LargeMemoryTests {
  private func session(_ record: String) throws -> Session {
    try Session.opened(ScriptedService(counts: [.factual: 1]) { _, _ in record })
  }

  @Test func sixtyThousandTagsShowHowManyAreCounted() throws {
    let tags = (0..<60_000).map { "\"tag-\($0)\"" }.joined(separator: ",")
    let session = try session("{\"id\":\"1\",\"memory_value\":\"many\",\"tags\":[\(tags)]}")
    #expect(session.screen.contains("many"))
    session.keys("i")
    #expect(session.screen.contains("at most 1,000 tags"), "\(session.screen)")
    session.keys("Esc o")
    #expect(session.screen.contains("at most 1,000 tags"), "\(session.screen)")
    session.keys("Esc +")
    #expect(session.screen.contains("Add to the filter · the first 1,000"), "\(session.screen)")
    session.keys("Esc Enter")
    #expect(session.screen.contains("tag-0, tag-1, tag-2"))
  }

  @Test func theRawViewShowsDeepLevelsOnOneLine() throws {
    let element = String(repeating: "[", count: 500) + String(repeating: "]", count: 500)
    let session = try session(
      "{\"id\":\"1\",\"memory_value\":\"deep\",\"x\":[\(Array(repeating: element, count: 200).joined(separator: ","))]}"
    )
    session.keys("Enter J")
    #expect(session.lastLine.contains("nested deeper than 16 levels are shown on one line"))
    #expect(session.screen.contains("\"x\": ["))
    session.keys("E")
    #expect(session.handedOver.last.map { $0.utf8.count < 500_000 } == true)
    session.keys("Esc Esc")
    #expect(session.screen.contains("row 1 of 1"))
  }

  @Test func aKeyOfAMegabyteAndAHundredThousandFieldsCanBeRead() throws {
    let key = String(repeating: "k", count: 1_000_000)
    let fields = (0..<100_000).map { "\"f\($0)\":\($0)" }.joined(separator: ",")
    let session = try session(
      "{\"id\":\"1\",\"memory_value\":\"wide\",\"\(key)\":\"v\",\"info\":{\"\(key)\":1},\(fields)}")
    session.keys("Enter")
    for _ in 0..<5 { session.keys("PgDn") }
    session.keys("G")
    #expect(session.screen.contains("f99999"))
    session.keys("J G")
    #expect(session.screen.contains("\"f99999\": 99999"))
    session.keys("Esc Esc /")
    session.type("wide")
    #expect(session.screen.contains("wide"))
  }

  @Test func aMegabyteWithoutASpaceAndAHundredThousandSourcesCanBeRead() throws {
    let text = String(repeating: "中x", count: 250_000)
    let sources = (0..<100_000).map { "{\"role\":\"user\",\"content\":\"m\($0)\"}" }.joined(separator: ",")
    let session = try session("{\"id\":\"1\",\"memory_value\":\"\(text)\",\"sources\":[\(sources)]}")
    session.keys("Enter Down Up")
    #expect(session.screen.contains("中x中x"))
    session.keys("c")
    #expect(session.screen.contains("m0"))
    session.keys("G")
    #expect(session.screen.contains("m99999"))
  }
}
