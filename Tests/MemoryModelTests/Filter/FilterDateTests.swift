import MemoryModel
import Testing

/// Dates as typed, and the values that are sent.
@Suite struct FilterDateTests {
  private static let leapYear = CivilDate(year: 2024, month: 3, day: 1)

  @Test(
    arguments: [
      ("2025-12-01", "2025-12-01"), ("2025-12-01 08:30", "2025-12-01 08:30:00"),
      ("2025-12-01 08:30:15", "2025-12-01 08:30:15"), ("2025-12-01T23:59", "2025-12-01 23:59:00"),
      ("7D", "2024-02-23"), ("3W", "2024-02-09"), ("Today", "2024-03-01"), ("YESTERDAY", "2024-02-29"),
      ("2025-12-01t23:59", "2025-12-01 23:59:00"),
      ("today", "2024-03-01"), ("yesterday", "2024-02-29"), ("0d", "2024-03-01"), ("1d", "2024-02-29"),
      ("7d", "2024-02-23"), ("3w", "2024-02-09"), ("366d", "2023-03-01"), ("9999d", "1996-10-15"),
    ])
  func aDateIsSentAsItsValue(typed: String, sent: String) throws {
    let today = try #require(Self.leapYear)
    let condition = try FilterCondition(field: "create_time", .greaterOrEqual, cell: typed)
    #expect(
      condition.json(for: FilterTarget(today: today)).map { $0.encoded() }
        == [#"{"create_time":{"gte":"\#(sent)"}}"#])
  }

  @Test(arguments: [
    "", " ", "d", "7", "-7d", "+7d", "7 d", "7m", "10000d", "٧d", "tomorrow", "2025-12-1",
    "2025-13-01", "2025-02-29", "0000-01-01", "2025-12-01 24:00", "2025-12-01 08:60", "2025-12-01 8:30",
    "2025-12-01 08", "2025-12-01 08:30:60", "2025-12-01 08:30:15Z", "2025-12-01x", "25-12-01", "2025/12/01",
    "２０２５-12-01", "7d\u{301}",
  ])
  func aWrongDateIsRefused(typed: String) {
    #expect(FilterDate(typed) == nil)
    #expect(throws: FilterFault.self) {
      try FilterCondition(field: "create_time", .greaterOrEqual, cell: typed)
    }
  }

  @Test(arguments: [
    "2025-12-01", "2025-12-01 08:30", "2025-12-01 08:30:15", "7d", "3w", "today", "yesterday",
  ])
  func theTextKeepsTheTypedDate(typed: String) {
    #expect(FilterDate(typed)?.text == typed)
  }

  /// A date without a time means the whole day, with a time that moment; in quotes it is sent unchanged.
  @Test(
    arguments: [
      (.greaterOrEqual, "2025-12-01", "gte 2025-12-01"), (.less, "2025-12-01", "lt 2025-12-01"),
      (.lessOrEqual, "2025-12-01", "lt 2025-12-02"), (.greater, "2025-12-01", "gte 2025-12-02"),
      (.lessOrEqual, "2025-12-31", "lt 2026-01-01"), (.greater, "2024-02-28", "gte 2024-02-29"),
      (.lessOrEqual, "today", "lt 2024-03-02"), (.greater, "yesterday", "gte 2024-03-01"),
      (.lessOrEqual, "7d", "lt 2024-02-24"), (.greater, "1w", "gte 2024-02-24"),
      (.lessOrEqual, "2025-12-01 00:00", "lte 2025-12-01 00:00:00"),
      (.greater, "2025-12-01 08:30", "gt 2025-12-01 08:30:00"),
      (.lessOrEqual, #""2025-12-01""#, "lte 2025-12-01"), (.greater, #""2025-12-01""#, "gt 2025-12-01"),
      (.greaterOrEqual, #""2025-12-01""#, "gte 2025-12-01"), (.less, #""2025-12-01""#, "lt 2025-12-01"),
      // Quotes around anything else only protect its spaces.
      (.lessOrEqual, #""2025-12-01 08:30""#, "lte 2025-12-01 08:30:00"),
      (.lessOrEqual, #""today""#, "lt 2024-03-02"),
      (.greater, #"" 7d ""#, "gte 2024-02-24"),
      (.lessOrEqual, "9999-12-31", "lte 9999-12-31 23:59:59"), (.greater, "9999-12-30", "gte 9999-12-31"),
      (.less, "9999-12-31", "lt 9999-12-31"), (.lessOrEqual, #""9999-12-31""#, "lte 9999-12-31"),
      (.greater, #""9999-12-31""#, "gt 9999-12-31"),
    ] as [(FilterOperation, String, String)])
  func aDateCoversTheWholeDay(operation: FilterOperation, cell: String, sent: String) throws {
    let today = try #require(Self.leapYear)
    let condition = try FilterCondition(field: "create_time", operation, cell: cell)
    #expect(comparisons(condition.json(for: FilterTarget(today: today)), "create_time") == sent)
    let text = condition.text
    #expect(try FilterTextReader.filter(text) == .list(try ConditionList(.all, [condition])), "\(text)")
  }

  @Test func noDateComesAfterTheLastDay() {
    #expect(throws: FilterFault.nothingAfter("9999-12-31")) {
      try FilterCondition(field: "create_time", .greater, cell: "9999-12-31")
    }
  }

  private func comparisons(_ conditions: [JSONValue], _ field: String) -> String {
    conditions.map { element -> String in
      guard case .object(let condition) = element, case .object(let compared)? = condition[field],
        let operand = compared.members.first, case .string(let text) = operand.value
      else { return element.encoded() }
      return "\(operand.key) \(text)"
    }
    .joined(separator: " ")
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
      // The next day would need a year of five digits.
      ("2025-12-01..9999-12-31", "gte 2025-12-01 lte 9999-12-31 23:59:59"),
    ])
  func aRangeIsTwoConditions(cell: String, sent: String) throws {
    let today = try #require(Self.leapYear)
    let condition = try FilterCondition(field: "update_time", .between, cell: cell)
    #expect(comparisons(condition.json(for: FilterTarget(today: today)), "update_time") == sent)
  }

  @Test(arguments: [
    "2025-12-01", "..", "2025-12-01..", "..2025-12-31", "a..b", "1d..2d..3d", "2025-12-01...2025-12-31",
  ])
  func aWrongRangeIsRefused(cell: String) {
    #expect(throws: FilterFault.notARange(cell)) {
      try FilterCondition(field: "create_time", .between, cell: cell)
    }
  }

  /// 2026-11-23T23:30:00Z is already Tuesday in Shanghai and still Monday in London.
  @Test(arguments: [
    (8 * 3600, "2026-11-24"), (0, "2026-11-23"), (-10 * 3600, "2026-11-23"), (1800, "2026-11-24"),
  ])
  func todayIsTheLocalDay(offset: Int, day: String) {
    #expect(CivilDate(at: Timestamp(milliseconds: 1_795_476_600_000), offsetSeconds: offset).text == day)
  }

  @Test(arguments: [
    (-1, "1969-12-31"), (0, "1970-01-01"), (86_399_999, "1970-01-01"), (-86_400_001, "1969-12-30"),
  ])
  func daysBefore1970AreComputed(milliseconds: Int64, day: String) {
    #expect(CivilDate(at: Timestamp(milliseconds: milliseconds), offsetSeconds: 0).text == day)
  }
}
