import MemoryModel
import SessionHarness
import Testing

@testable import BrowserCore

@MainActor @Suite struct RememberedTests {
  private func remembered(_ changes: RememberedChange...) -> Remembered {
    var remembered = Remembered()
    for change in changes { remembered.apply(change) }
    return remembered
  }

  @Test func theNewestSubjectComesFirstAndOnce() {
    var kept = remembered(.opened(.user("a")), .opened(.agent("a")), .opened(.user("b")), .opened(.user("a")))
    #expect(kept.subjects == [.user("a"), .user("b"), .agent("a")])
    for number in 1...30 { kept.apply(.opened(.user("u\(number)"))) }
    #expect(kept.subjects.count == 20)
    #expect(kept.subjects.first == .user("u30"))
    #expect(kept.subjects.last == .user("u11"))
  }

  @Test func namedFiltersAreSortedAndReplaced() {
    let kept = remembered(
      .savedFilter(NamedFilter(name: "pay", filter: .text("scene=Payment"))),
      .savedFilter(NamedFilter(name: "all", filter: .json("{}"))),
      .savedFilter(NamedFilter(name: "pay", filter: .text("scene=Refund"))),
      .savedFilter(NamedFilter(name: "gone", filter: .text("tags:x"))), .deletedFilter(name: "gone"))
    #expect(
      kept.filters == [
        NamedFilter(name: "all", filter: .json("{}")),
        NamedFilter(name: "pay", filter: .text("scene=Refund")),
      ])
  }

  @Test func recentFiltersAndValuesHaveTheirLimits() {
    var kept = Remembered()
    for number in 1...60 {
      kept.apply(.usedFilter(.text("info.n=\(number)")))
      kept.apply(.usedValue(field: "info.f\(number)", value: "x"))
      kept.apply(.usedValue(field: "info.f60", value: "v\(number)"))
    }
    #expect(kept.recentFilters == (51...60).reversed().map { .text("info.n=\($0)") })
    #expect(kept.values.count == 50)
    // The most recently used field keeps its newest values; the least recently used field is dropped.
    #expect(kept.values["info.f60"]?.prefix(2) == ["v60", "x"])
    #expect(kept.values["info.f60"]?.count == 20)
    #expect(kept.values["info.f1"] == nil)
  }

  @Test func beyondTheLimitNoFilterIsSaved() {
    var kept = Remembered()
    for number in 0...Remembered.mostFilters {
      kept.apply(.savedFilter(NamedFilter(name: "\(number)", filter: .text("scene=a"))))
    }
    #expect(kept.filters.count == Remembered.mostFilters)
    #expect(!kept.filters.contains { $0.name == "\(Remembered.mostFilters)" })
    // In place of one of the same name there is room.
    let other = NamedFilter(name: "7", filter: .text("scene=b"))
    kept.apply(.savedFilter(other))
    #expect(kept.filters.contains(other))
  }

  @Test func aVeryLongFilterIsNotOfferedAgain() throws {
    func filter(_ length: Int) throws -> MemoryFilter {
      .list(
        try ConditionList(
          .all, [FilterCondition(field: "scene", .equal, cell: String(repeating: "x", count: length))]))
    }
    #expect(try filter(4_000).uses.count == 2)
    #expect(try filter(5_000).uses.isEmpty)
  }

  @Test func theStateFileRoundTrips() throws {
    let kept = remembered(
      .opened(.user("memos_user_123")), .opened(.agent("planner \u{1B}[31m")),
      .savedFilter(NamedFilter(name: "pay", filter: .text("scene=Payment create_time>=7d"))),
      .savedFilter(NamedFilter(name: "raw", filter: .json(#"{"or":[{"a":"\""}]}"#))),
      .usedFilter(.text("tags:x")), .usedFilter(.json("{}")), .usedValue(field: "tags", value: "x"),
      .usedValue(field: "scene", value: "Payment"), .usedValue(field: "scene", value: "Refund"))
    let text = JSONValue.object(kept.json).prettyPrinted(escaping: .unprintable)
    #expect(!text.contains("\u{1B}"))
    guard case .object(let object) = try JSONValue(parsing: text) else { throw NotAnObject() }
    #expect(Remembered(object) == kept)
  }

  private struct NotAnObject: Error {}

  @Test func invalidEntriesAreDroppedAndUnknownMembersKept() throws {
    let text = """
      {"subjects":[{"user":"a"},{"user":7},"b",{"user":"x","agent":"y"},{"user":""},{"agent":"c"}],
       "filters":[{"name":"n"},{"name":"n","text":"scene=a"},{"text":"b"},4],
       "recent_filters":{"odd":true},
       "values":{"scene":["a",1,"b"],"tags":"x"},
       "window":{"kept":[1.50]}}
      """
    guard case .object(let object) = try JSONValue(parsing: text) else { throw NotAnObject() }
    let kept = Remembered(object)
    #expect(kept.subjects == [.user("a"), .agent("c")])
    #expect(kept.filters == [NamedFilter(name: "n", filter: .text("scene=a"))])
    #expect(kept.recentFilters == [])
    #expect(kept.values == ["scene": ["a", "b"]])
    #expect(kept.json["window"]?.encoded() == #"{"kept":[1.50]}"#)
  }

  @Test func aSubjectWithTheLongestIDIsKept() throws {
    let id = String(repeating: "é", count: 100)
    let kept = remembered(.opened(.user(id)), .opened(.agent(id)))
    #expect(Remembered(kept.json).subjects == [.agent(id), .user(id)])
    let longer = remembered(.opened(.user(id + "é")))
    #expect(Remembered(longer.json).subjects.isEmpty)
  }

  @Test func aVisitKeepsItsTimeAndItsCount() throws {
    let time = Timestamp(milliseconds: 1_795_422_600_000)
    var kept = remembered(
      .opened(.user("a"), at: time), .counted(.user("a"), memories: 1561, isAll: true),
      .counted(.user("never opened"), memories: 1, isAll: true), .opened(.agent("b")))
    let text = kept.json["subjects"]?.encoded()
    #expect(
      text == #"[{"agent":"b"},{"user":"a","opened":1795422600000,"memories":1561,"all":true}]"#)
    #expect(Remembered(kept.json) == kept)
    // Opened again, it is first, and the count is that of the last time until an answer arrives.
    kept.apply(.opened(.user("a")))
    #expect(kept.visits.map(\.memories) == [1561, nil] && kept.visits[0].opened == time)
  }

  @Test func subjectsOpenedBeforeTheFileIsReadAreKept() throws {
    let session = try Session.opened([.factual: 3])
    #expect(session.effects.prefix(3).last == .remember(.opened(.user("u1"), at: Timestamp(milliseconds: 0))))
    #expect(session.effects.contains(.recall))
    session.send(.remembered(remembered(.opened(.user("u1")), .opened(.user("u2")))))
    #expect(session.state.history.remembered.subjects == [.user("u1"), .user("u2")])
  }
}

@Suite struct FuzzyMatchTests {
  private func ranked(_ typed: String, _ candidates: String...) -> [String] {
    FuzzyMatch(typed).ranked(candidates) { $0 }
  }

  @Test func lettersInOrderMatchInAnyCase() {
    #expect(ranked("GZT", "guangzhou trip", "trip to guangzhou", "zgt") == ["guangzhou trip"])
    #expect(ranked("ÜB", "übung", "ub") == ["übung"])
    #expect(ranked("aa", "a") == [])
    #expect(ranked("", "b", "a") == ["b", "a"])
  }

  @Test func wordStartsAndRunsScoreHigher() {
    #expect(
      ranked("pay", "x-p-a-y-y", "repay", "scene payment", "Payment", "pay")
        == ["pay", "Payment", "scene payment", "repay", "x-p-a-y-y"])
    #expect(ranked("mu", "amsxu", "memos_user") == ["memos_user", "amsxu"])
  }

  @Test func equalScoresKeepTheirOrder() {
    #expect(ranked("u", "user_b", "user_a", "user_c") == ["user_b", "user_a", "user_c"])
  }

  @Test func theBestOfSeveralMatchesIsScored() throws {
    let match = FuzzyMatch("ab")
    #expect(try #require(match.score("a-x ab")) > #require(match.score("a-x-b")))
  }
}
