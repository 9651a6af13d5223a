import BrowserCore
import Testing

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

  @Test func theBestPlaceCountsNotTheFirst() throws {
    let match = FuzzyMatch("ab")
    #expect(try #require(match.score("a-x ab")) > #require(match.score("a-x-b")))
  }
}
