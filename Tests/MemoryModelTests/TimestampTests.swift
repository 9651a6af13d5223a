import MemoryModel
import Testing

@Suite struct TimestampTests {
  @Test(
    arguments: [
      ("1770801661875", 1_770_801_661_875), ("1.77e12", 1_770_000_000_000), ("1770801661", 1_770_801_661_000),
      ("1770801661.5", 1_770_801_661_500), ("1770801661875.9", 1_770_801_661_875),
      ("1770801661875123", 1_770_801_661_875), (#""1770801661875123""#, 1_770_801_661_875), ("1", 1000),
      ("253402300799", 253_402_300_799_000), ("253402300799999", 253_402_300_799_999),
      ("253402300800000", 253_402_300_800),
      (#""1770801661875""#, 1_770_801_661_875), (#""1770801661""#, 1_770_801_661_000),
      (#"" 1770801661.25 ""#, 1_770_801_661_250),
      (#""2026-10-01T12:00:00Z""#, 1_790_856_000_000),
      (#""2026-10-01T12:00:00.123456+00:00""#, 1_790_856_000_123),
      (#""2026-10-01T14:00:00+02:00""#, 1_790_856_000_000),
      (#""2026-10-01T04:00-0800""#, 1_790_856_000_000), (#""2026-10-01 20:00:00 +08""#, 1_790_856_000_000),
      (#""2026-10-01T12:00:00""#, 1_790_856_000_000), (#""2026-10-01 12:00""#, 1_790_856_000_000),
      (#""2026-10-01 12:00:00.5""#, 1_790_856_000_500), (#""2024-02-29""#, 1_709_164_800_000),
      (#""1969-12-31 23:59:59.999""#, -1), (#""0002-01-01""#, -62_104_060_800_000),
      (#""2025-09-18T08:23:44.625479000+00:00""#, 1_758_183_824_625),
      (#""9999-12-31T23:59:59.999Z""#, 253_402_300_799_999), (#""2016-12-31T23:59:60Z""#, 1_483_228_800_000),
    ] as [(String, Int64)])
  func aTimestampIsRead(json: String, milliseconds: Int64) throws {
    #expect(Timestamp(try JSONValue(parsing: json)) == Timestamp(milliseconds: milliseconds))
  }

  @Test(arguments: [
    "0", "-1", "-1758267685922", "0.0", #""0""#, #""-1""#, #""-1758267685922""#, #""1970-01-01""#,
    #""1970-01-01T00:00:00Z""#, #""0001-01-01""#, #""0001-01-01T00:00:00Z""#, #""0001-12-31 23:00""#, "1e17",
    #""Thu, 18 Sep 2025 08:23:44 GMT""#, #""2025/09/18""#, #""2026-04-09 00:44:38 UTC""#, "null", "true",
    "[]", "{}", "1e300", "-1e300", "1e18", "NaN", "Infinity", "9223372036854775807",
    "-9223372036854775808", "99999999999999999999999", #""""#, #""soon""#, #""2025""#, #""20251201""#,
    #""2025-13-01""#, #""2025-02-29""#, #""2025-00-10""#, #""0000-01-01""#, #""2025-12-01x""#,
    #""2025-12-01 25:00""#,
    #""2025-12-01 10:60""#, #""2025-12-01 10""#, #""2025-12-01T10:00:61""#, #""2025-12-01T10:00:00+24:00""#,
    #""2025-12-01T10:00:00.""#, #""0001-01-01T00:00:00+01:00""#, #""9223372036854775807999""#, #""2025-1-1""#,
    #""٢٠٢٥-١٢-٠١""#,
  ])
  func otherValuesAreNoTimestamp(json: String) throws {
    #expect(Timestamp(try JSONValue(parsing: json)) == nil)
  }

  @Test(
    arguments: [
      (1_764_549_000_000, 28_800, "2025-12-01 08:30 +08:00"),
      (1_764_549_000_000, 0, "2025-12-01 00:30 +00:00"),
      (1_764_549_000_000, -12_600, "2025-11-30 21:00 -03:30"), (-1, 0, "1969-12-31 23:59 +00:00"),
      (0, -3600, "1969-12-31 23:00 -01:00"), (951_782_400_000, 0, "2000-02-29 00:00 +00:00"),
      (-62_135_596_800_000, 0, "0001-01-01 00:00 +00:00"), (Int64.max, 0, ""), (Int64.min, 0, ""),
    ] as [(Int64, Int, String)])
  func aTimestampIsFormatted(milliseconds: Int64, offset: Int, text: String) {
    #expect(Timestamp(milliseconds: milliseconds).formatted(offsetSeconds: offset) == text)
  }

  @Test func everyDayOfFourCenturiesRoundTrips() throws {
    for day in 0..<146_097 {
      let moment = Timestamp(milliseconds: Int64(day) * 86_400_000)
      let text = String(moment.formatted(offsetSeconds: 0).prefix(10))
      try #require(Timestamp(text) == moment, "\(text)")
    }
  }

  private static let day: Int64 = 86_400
  private static let spans: [(seconds: Int64, text: String)] = [
    (0, "now"), (59, "now"), (-59, "now"), (60, "1m ago"), (300, "5m ago"), (3599, "59m ago"),
    (3600, "1h ago"), (10_800, "3h ago"), (86_399, "23h ago"), (day, "1d ago"), (6 * day, "6d ago"),
    (7 * day, "1w ago"), (21 * day, "3w ago"), (29 * day, "4w ago"), (30 * day, "1mo ago"),
    (150 * day, "5mo ago"), (364 * day, "11mo ago"), (365 * day, "1y ago"), (800 * day, "2y ago"),
    (-2 * day, "in 2d"), (-90, "in 1m"),
  ]

  @Test(arguments: spans)
  func ageIsRelativeToNow(seconds: Int64, text: String) {
    let now = Timestamp(milliseconds: 1_764_549_000_000)
    #expect(Timestamp(milliseconds: now.milliseconds - seconds * 1000).relative(to: now) == text)
  }

  @Test func extremeTimestampsDoNotOverflow() {
    let first = Timestamp(milliseconds: .min)
    let last = Timestamp(milliseconds: .max)
    #expect(first.relative(to: last).hasSuffix("y ago"))
    #expect(last.relative(to: first).hasPrefix("in "))
  }
}
