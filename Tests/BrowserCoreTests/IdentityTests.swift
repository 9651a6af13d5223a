import MemoryModel
import SessionHarness
import Testing

@testable import BrowserCore

/// Ids, tags and names that differ only in how é is spelt belong to two memories.
@MainActor @Suite struct IdentityTests {
  private static let spellings = ["caf\u{E9}", "cafe\u{301}"]

  private static func session(_ record: @escaping (Int) -> String) throws -> Session {
    let session = Session([.factual: 2])
    session.service.record = { _, index in record(index) }
    session.send(.started)
    try session.answer()
    return session
  }

  @Test func bothRowsAreLoadedAndFoundByTheirIDs() throws {
    let session = try Self.session { "{\"id\":\"\(Self.spellings[$0])\",\"memory_value\":\"\($0)\"}" }
    #expect(session.state.rows.count == 2)
    for index in 0..<2 {
      #expect(session.state.store[.factual].index(of: ByteString(Self.spellings[index])) == index)
    }
  }

  @Test func refreshKeepsTheCursorOnItsMemory() throws {
    let session = try Self.session { "{\"id\":\"\(Self.spellings[$0])\"}" }
    session.keys("Down r")
    try session.answer()
    #expect(session.state.pane.cursor == 1)
  }

  @Test func anExportWritesBoth() throws {
    var service = ScriptedService(counts: [.factual: 2]) { _, index in "{\"id\":\"\(Self.spellings[index])\"}"
    }
    var walk = PageWalk(subject: .user("u"), pageSize: 50)
    let next = walk.nextRequest()
    let request = try #require(next)
    #expect(walk.arrived(try service.page(request)).count == 2)
  }

  @Test func watchDistinguishesNewFromChanged() throws {
    let session = try Self.session { _ in "{\"id\":\"\(Self.spellings[0])\",\"memory_value\":\"a\"}" }
    #expect(session.state.rows.count == 1)
    session.keys("w")
    session.service.record = { _, index in "{\"id\":\"\(Self.spellings[index])\",\"memory_value\":\"b\"}" }
    session.passWatchTime()
    try session.answerAll()
    #expect(session.state.rows.count == 2)
    #expect(session.state.watch.marks.new == [ByteString(Self.spellings[1])])
    #expect(session.state.watch.marks.changed == [ByteString(Self.spellings[0])])
  }

  @Test func valuesNamesAndToolsAreCountedSeparately() throws {
    let session = try Self.session { index in
      let text = Self.spellings[index]
      return
        "{\"id\":\"\(index)\",\"memory_type\":\"\(text)\",\"tags\":[\"\(text)\"],\"info\":{\"\(text)\":\"v\",\"scene\":\"\(text)\"},\"tool_used_status\":[\"\(text)\"]}"
    }
    let facets = session.state.store.facets
    #expect(facets.values(of: "tags").map(\.count) == [1, 1])
    #expect(facets.values(of: "scene").map(\.count) == [1, 1])
    #expect(facets.names.count == 4)
    #expect(session.state.store.overview.kinds.count == 2)
    #expect(session.state.store.overview.tools.count == 2)
  }

  @Test func rememberedEntriesAreKeptSeparately() {
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
