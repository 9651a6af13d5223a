import MemoryModel
import ScriptedService
import Testing

@testable import BrowserCore

/// Ids, tags and names that differ only in how é is spelt belong to two memories.
@Suite struct IdentityTests {
  private static let spellings = ["caf\u{E9}", "cafe\u{301}"]

  private static func browsing(_ record: @escaping (Int) -> String) throws -> Browsing {
    var browsing = Browsing([.factual: 2])
    browsing.service.record = { _, index in record(index) }
    browsing.send(.started)
    try browsing.answer()
    return browsing
  }

  @Test func bothRowsAreThereAndFound() throws {
    let browsing = try Self.browsing { "{\"id\":\"\(Self.spellings[$0])\",\"memory_value\":\"\($0)\"}" }
    #expect(browsing.state.rows.count == 2)
    for index in 0..<2 {
      #expect(browsing.state.store[.factual].index(of: ByteString(Self.spellings[index])) == index)
    }
  }

  @Test func theCursorKeepsItsMemoryOverARefresh() throws {
    var browsing = try Self.browsing { "{\"id\":\"\(Self.spellings[$0])\"}" }
    browsing.press(.moveDown, .refresh)
    try browsing.answer()
    #expect(browsing.state.pane.cursor == 1)
  }

  @Test func anExportWritesBoth() throws {
    var service = ScriptedService(counts: [.factual: 2]) { _, index in "{\"id\":\"\(Self.spellings[index])\"}"
    }
    var walk = PageWalk(subject: .user("u"), pageSize: 50)
    let next = walk.nextRequest()
    let request = try #require(next)
    #expect(walk.arrived(try service.page(request)).count == 2)
  }

  @Test func watchTellsNewAndChangedApart() throws {
    var browsing = try Self.browsing { _ in "{\"id\":\"\(Self.spellings[0])\",\"memory_value\":\"a\"}" }
    #expect(browsing.state.rows.count == 1)
    browsing.press(.watch)
    browsing.service.record = { _, index in "{\"id\":\"\(Self.spellings[index])\",\"memory_value\":\"b\"}" }
    browsing.passWatchTime()
    try browsing.answerAll()
    #expect(browsing.state.rows.count == 2)
    #expect(browsing.state.watchMarks.new == [ByteString(Self.spellings[1])])
    #expect(browsing.state.watchMarks.changed == [ByteString(Self.spellings[0])])
  }

  @Test func valuesNamesAndToolsAreCountedApart() throws {
    let browsing = try Self.browsing { index in
      let text = Self.spellings[index]
      return
        "{\"id\":\"\(index)\",\"memory_type\":\"\(text)\",\"tags\":[\"\(text)\"],\"info\":{\"\(text)\":\"v\",\"scene\":\"\(text)\"},\"tool_used_status\":[\"\(text)\"]}"
    }
    let facets = browsing.state.store.facets
    #expect(facets.values(of: "tags").map(\.count) == [1, 1])
    #expect(facets.values(of: "scene").map(\.count) == [1, 1])
    #expect(facets.names.count == 4)
    #expect(browsing.state.store.overview.kinds.count == 2)
    #expect(browsing.state.store.overview.tools.count == 2)
  }

  @Test func whatIsRememberedIsKeptApart() {
    var remembered = Remembered()
    for text in Self.spellings {
      remembered.apply(.savedFilter(NamedFilter(name: text, filter: .text("scene=\(text)"))))
      remembered.apply(.usedFilter(.text("scene=\(text)")))
      remembered.apply(.opened(.user(text)))
      remembered.apply(.usedValue(field: "scene", value: text))
      remembered.apply(.usedValue(field: "info." + text, value: "x"))
    }
    #expect(remembered.filters.count == 2)
    #expect(remembered.recentFilters.count == 2)
    #expect(remembered.subjects.count == 2)
    #expect(remembered.values["scene"]?.count == 2)
    #expect(remembered.values.count == 3)
    remembered.apply(.deletedFilter(name: Self.spellings[0]))
    #expect(remembered.filters.map(\.name).first?.unicodeScalars.count == 5)
  }
}
