import MemoryModel
import Testing

/// Dates as they are typed, and what is sent for them.
@Suite struct FilterDateTests {
  private static let leapYear = CivilDate(year: 2024, month: 3, day: 1)

  @Test(
    arguments: [
      ("2025-12-01", "2025-12-01"), ("2025-12-01 08:30", "2025-12-01 08:30:00"),
      ("2025-12-01 08:30:15", "2025-12-01 08:30:15"), ("2025-12-01T23:59", "2025-12-01 23:59:00"),
      ("today", "2024-03-01"), ("yesterday", "2024-02-29"), ("0d", "2024-03-01"), ("1d", "2024-02-29"),
      ("7d", "2024-02-23"), ("3w", "2024-02-09"), ("366d", "2023-03-01"), ("9999d", "1996-10-15"),
    ])
  func isSentAs(typed: String, sent: String) throws {
    let today = try #require(Self.leapYear)
    #expect(FilterDate(typed)?.sent(today: today) == sent)
  }

  @Test(arguments: [
    "", " ", "d", "7", "-7d", "+7d", "7 d", "7D", "7m", "10000d", "٧d", "tomorrow", "Today", "2025-12-1",
    "2025-13-01", "2025-02-29", "0000-01-01", "2025-12-01 24:00", "2025-12-01 08:60", "2025-12-01 8:30",
    "2025-12-01 08", "2025-12-01 08:30:60", "2025-12-01 08:30:15Z", "2025-12-01x", "25-12-01", "2025/12/01",
    "２０２５-12-01", "7d\u{301}",
  ])
  func isNone(typed: String) {
    #expect(FilterDate(typed) == nil)
    #expect(throws: FilterFault.self) {
      try FilterCondition(field: "create_time", .greaterOrEqual, cell: typed)
    }
  }

  @Test(arguments: [
    "2025-12-01", "2025-12-01 08:30", "2025-12-01 08:30:15", "7d", "3w", "today", "yesterday",
  ])
  func textKeepsWhatWasTyped(typed: String) {
    #expect(FilterDate(typed)?.text == typed)
  }

  /// `between`: from the start to the end, both included.
  @Test(
    arguments: [
      ("2025-12-01..2025-12-31", "gte 2025-12-01 lt 2026-01-01"),
      ("2025-12-01..2025-12-01", "gte 2025-12-01 lt 2025-12-02"),
      ("2024-02-01..2024-02-28", "gte 2024-02-01 lt 2024-02-29"),
      ("7d..today", "gte 2024-02-23 lt 2024-03-02"),
      ("7d .. yesterday", "gte 2024-02-23 lt 2024-03-01"),
      ("2025-12-01 08:30..2025-12-31 12:00", "gte 2025-12-01 08:30:00 lte 2025-12-31 12:00:00"),
      // No day comes after it that four digits could say.
      ("2025-12-01..9999-12-31", "gte 2025-12-01 lte 9999-12-31 23:59:59"),
    ])
  func aRangeIsTwoConditions(cell: String, sent: String) throws {
    let today = try #require(Self.leapYear)
    let condition = try FilterCondition(field: "update_time", .between, cell: cell)
    let words = condition.json(today: today).map { element -> String in
      guard case .object(let field) = element, case .object(let compared)? = field["update_time"],
        let operand = compared.members.first, case .string(let text) = operand.value
      else { return element.encoded() }
      return "\(operand.key) \(text)"
    }
    #expect(words.joined(separator: " ") == sent)
  }

  @Test(arguments: [
    "2025-12-01", "..", "2025-12-01..", "..2025-12-31", "a..b", "1d..2d..3d", "2025-12-01...2025-12-31",
  ])
  func isNoRange(cell: String) {
    #expect(throws: FilterFault.notARange(cell)) {
      try FilterCondition(field: "create_time", .between, cell: cell)
    }
  }

  /// 2026-11-23T23:30:00Z is Tuesday in Shanghai already, and still Monday in London.
  @Test(arguments: [
    (8 * 3600, "2026-11-24"), (0, "2026-11-23"), (-10 * 3600, "2026-11-23"), (1800, "2026-11-24"),
  ])
  func todayIsTheLocalDay(offset: Int, day: String) {
    #expect(CivilDate(at: Timestamp(milliseconds: 1_795_476_600_000), offsetSeconds: offset).text == day)
  }

  @Test(arguments: [
    (-1, "1969-12-31"), (0, "1970-01-01"), (86_399_999, "1970-01-01"), (-86_400_001, "1969-12-30"),
  ])
  func daysBefore1970(milliseconds: Int64, day: String) {
    #expect(CivilDate(at: Timestamp(milliseconds: milliseconds), offsetSeconds: 0).text == day)
  }
}
