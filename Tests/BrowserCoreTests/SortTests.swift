import MemoryModel
import ScriptedService
import Testing

@testable import BrowserCore

@Suite struct SortTests {
  /// The confidence is scrambled, and every tenth row has none.
  private func opened(_ count: Int, pageSize: Int = 50) throws -> Browsing {
    var browsing = Browsing([.factual: count, .preference: 20], pageSize: pageSize)
    browsing.service.record = Self.record
    browsing.send(.started)
    try browsing.answer()
    return browsing
  }

  private static func record(_ category: MemoryCategory, _ index: Int) -> String {
    let confidence = index % 10 == 9 ? "" : #""confidence":0.\#(index * 37 % 90 + 10),"#
    return
      #"{"id":"\#(category)-\#(index)",\#(confidence)"update_time":\#(index * 7919 % 1000),"memory_type":"\#(index % 3)","memory_value":"\#(["b", "A", "c"][index % 3])\#(index)"}"#
  }

  private func shown(_ browsing: Browsing) -> [Memory] {
    (0..<browsing.state.rows.count).compactMap { browsing.state.rows.memory(at: $0) }
  }

  private func isOrdered(_ values: [Double?], by precedes: (Double, Double) -> Bool) -> Bool {
    let known = values.prefix { $0 != nil }.compactMap(\.self)
    return values.dropFirst(known.count).allSatisfy { $0 == nil }
      && zip(known, known.dropFirst()).allSatisfy { precedes($0, $1) || $0 == $1 }
  }

  @Test func sGoesThroughTheColumnsAndBackToTheServicesOrder() throws {
    var browsing = try opened(50)
    let before = shown(browsing).map(\.id.text)
    var columns: [SortColumn?] = []
    for _ in 0..<5 {
      browsing.press(.sortByNextColumn)
      columns.append(browsing.state.rows.order?.column)
    }
    #expect(columns == [.updated, .kind, .confidence, .text, nil])
    #expect(shown(browsing).map(\.id.text) == before)
    browsing.press(.sortByNextColumn, .serviceOrder)
    #expect(browsing.state.rows.order == nil)
    browsing.press(.turnOrder)
    #expect(browsing.state.notice?.fact == .nothingSorted)
  }

  @Test func everyRowStandsOnceAndWhatIsMissingLast() throws {
    var browsing = try opened(50)
    let ids = Set(shown(browsing).map(\.id.text))
    browsing.press(.sortByNextColumn, .sortByNextColumn, .sortByNextColumn)
    #expect(isOrdered(shown(browsing).map(\.confidence), by: >))
    #expect(Set(shown(browsing).map(\.id.text)) == ids)
    browsing.press(.turnOrder)
    #expect(isOrdered(shown(browsing).map(\.confidence), by: <))
    #expect(shown(browsing).last?.confidence == nil)
  }

  @Test func equalRowsKeepTheServicesOrderInEitherDirection() throws {
    var browsing = try opened(50)
    browsing.press(.sortByNextColumn, .sortByNextColumn)
    let thirds = [0, 1, 2].map { third in (0..<50).filter { $0 % 3 == third }.map { "factual-\($0)" } }
    #expect(shown(browsing).map(\.id.text) == thirds.flatMap { $0 })
    browsing.press(.turnOrder)
    #expect(shown(browsing).map(\.id.text) == thirds.reversed().flatMap { $0 })
  }

  @Test func wordsSortWithoutRegardToCase() throws {
    var browsing = try opened(7)
    browsing.press(.sortByNextColumn, .sortByNextColumn, .sortByNextColumn, .sortByNextColumn)
    #expect(shown(browsing).map(\.headline) == ["A1", "A4", "b0", "b3", "b6", "c2", "c5"])
  }

  @Test func theCursorStaysOnItsMemory() throws {
    var browsing = try opened(120)
    browsing.press(.moveDown, times: 13)
    for command in [
      BrowserCommand.sortByNextColumn, .turnOrder, .sortByNextColumn, .sortByNextColumn, .serviceOrder,
    ] {
      browsing.press(command)
      #expect(browsing.state.selectedMemory?.id == "factual-13")
    }
    #expect(browsing.state.pane.cursor == 13)
  }

  @Test func pagesMergeIntoTheOrder() throws {
    var browsing = try opened(500)
    browsing.press(.sortByNextColumn, .sortByNextColumn, .sortByNextColumn)
    browsing.press(.moveDown, times: 5)
    while browsing.state.rows.count < 500 {
      browsing.press(.moveUp, .goLast)
      let last = browsing.state.selectedMemory?.id
      try browsing.answer()
      #expect(browsing.state.selectedMemory?.id == last)
    }
    #expect(isOrdered(shown(browsing).map(\.confidence), by: >))
    #expect(Set(shown(browsing).map(\.id.text)).count == 500)
    var whole = try opened(500, pageSize: 500)
    whole.press(.sortByNextColumn, .sortByNextColumn, .sortByNextColumn)
    #expect(
      shown(browsing).map(\.id.text) == shown(whole).map(\.id.text), "merged is as if it were sorted at once")
  }

  @Test func eachPaneHasItsOwnOrder() throws {
    var browsing = try opened(50)
    browsing.press(.sortByNextColumn, .nextPane)
    #expect(browsing.state.rows.order == nil)
    browsing.press(.previousPane)
    #expect(browsing.state.rows.order?.column == .updated)
  }

  @Test func whatIsReadFollowsTheOrder() throws {
    var browsing = try opened(50)
    browsing.press(.sortByNextColumn, .goFirst, .open)
    let ids = shown(browsing).map(\.id.text)
    browsing.press(.nextMemory, .nextMemory)
    #expect(browsing.state.reading?.memory.id.text == ids[2])
    browsing.press(.previousMemory)
    #expect(browsing.state.reading?.memory.id.text == ids[1])
  }

  @Test func matchesAreSteppedThroughAsTheyAreShown() throws {
    var browsing = try opened(50)
    browsing.press(.sortByNextColumn, .search)
    browsing.type("c")
    browsing.press(.accept, .goFirst)
    let places = shown(browsing).indices.filter { shown(browsing)[$0].headline.hasPrefix("c") }
    var visited: [Int] = []
    for _ in places.drop(while: { $0 == 0 }) {
      browsing.press(.nextMatch)
      visited.append(browsing.state.pane.cursor)
    }
    #expect(visited == places.filter { $0 > 0 })
    #expect(browsing.state.searchCount?.current == places.count)
  }

  @Test func refreshingKeepsTheOrder() throws {
    var browsing = try opened(120)
    browsing.press(.sortByNextColumn, .sortByNextColumn, .sortByNextColumn, .goFirst, .moveDown)
    let selected = browsing.state.selectedMemory?.id
    browsing.press(.refresh)
    try browsing.answer()
    #expect(isOrdered(shown(browsing).map(\.confidence), by: >))
    #expect(browsing.state.selectedMemory?.id == selected)
  }

  @Test func rowsOfDroppedPagesStandLastAndComeBackIntoTheOrder() throws {
    var browsing = try opened(1000)
    for _ in 0..<30 {
      browsing.press(.pageDown)
      try browsing.answerAll()
    }
    browsing.press(.goFirst)
    browsing.send(.measured(residentBytes: 1 << 30))
    browsing.press(.goLast)
    try browsing.answer()
    browsing.send(.measured(residentBytes: 0))
    browsing.press(.sortByNextColumn, .sortByNextColumn, .sortByNextColumn)
    let inMemory = browsing.state.store[.factual].countInMemory
    #expect(inMemory < browsing.state.rows.count)
    #expect(isOrdered((0..<inMemory).map { browsing.state.rows.memory(at: $0)?.confidence }, by: >))
    #expect((inMemory..<browsing.state.rows.count).allSatisfy { browsing.state.rows.memory(at: $0) == nil })

    let count = browsing.pages.count
    browsing.press(.moveUp, .goLast)
    try browsing.answer()
    #expect(browsing.pages.count >= count)
    let after = browsing.state.store[.factual].countInMemory
    #expect(isOrdered((0..<after).map { browsing.state.rows.memory(at: $0)?.confidence }, by: >))
  }

  /// A page that is asked for because its rows are seen takes the cursor's memory to its place, so that the next
  /// dropped page is not seen at once.
  @Test func seenAtTheEndDroppedPagesAreAskedForOneAtATime() throws {
    var browsing = try opened(1000)
    for _ in 0..<60 {
      browsing.press(.pageDown)
      try browsing.answerAll()
    }
    browsing.send(.measured(residentBytes: 1 << 30))
    browsing.press(.refresh)
    browsing.press(.back)
    browsing.press(.goFirst)
    try browsing.answerAll()
    browsing.send(.measured(residentBytes: 0))
    browsing.press(.sortByNextColumn, .sortByNextColumn, .sortByNextColumn)
    let before = browsing.pages.count
    browsing.press(.goLast)
    try browsing.answerAll()
    #expect(browsing.pages.count - before <= 2)
  }
}
