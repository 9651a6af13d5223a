import MemoryModel
import Testing

@Suite struct RecordTimeTests {
  @Test(arguments: [
    "null", "0", "0.0", "-0", "-1", "-1758267685922", #""0""#, #""-1""#, #""""#, #""  ""#,
    #""1970-01-01T00:00:00Z""#,
    #""1970-01-01T08:00:00+08:00""#, #""1970-01-01""#, #""0001-01-01T00:00:00""#, #""0001-01-01T00:00:00Z""#,
    #""0001-06-30 10:00""#,
  ])
  func placeholdersAreNoTime(json: String) throws {
    #expect(RecordTime(try JSONValue(parsing: json)) == .none)
  }

  @Test(arguments: [
    "Thu, 18 Sep 2025 08:23:44 GMT", "2025/09/18", "2026-04-09 00:44:38 UTC", "soon", "18.09.2025",
    "20250918",
    "2025-09-18 08:23:44 Asia/Shanghai", "2025-13-01", "yesterday", "99999999999999999999",
  ])
  func otherTextIsKept(text: String) throws {
    #expect(RecordTime(.string(text)) == .other(text))
  }

  @Test func aNumberOutOfRangeIsKept() throws {
    #expect(RecordTime(try JSONValue(parsing: "1e300")) == .other("1e300"))
    #expect(RecordTime(try JSONValue(parsing: "9223372036854775807")) == .other("9223372036854775807"))
    #expect(RecordTime(try JSONValue(parsing: "[1]")) == .other("[1]"))
  }

  private static func row(_ fields: String) throws -> Memory {
    try Memory(decoding: Array(#"{"id":"a","memory_value":"x",\#(fields)}"#.utf8), category: .factual)
  }

  @Test func aRowKeepsTextThatIsNoTime() throws {
    let row = try Self.row(#""create_time":"2025/09/18","update_time":"Thu, 18 Sep 2025 08:23:44 GMT""#)
    #expect(row.created == nil && row.updated == nil)
    #expect(row.unreadTimes?.created == "2025/09/18")
    #expect(row.unreadTimes?.updated == "Thu, 18 Sep 2025 08:23:44 GMT")
    let none = try Self.row(#""create_time":0,"update_time":"0001-01-01T00:00:00Z""#)
    #expect(none.created == nil && none.updated == nil && none.unreadTimes == nil)
  }

  @Test func otherSpellingsOfTheNamesAreRead() throws {
    let row = try Self.row(#""createTime":"1758267685","updateTime":1758267685922"#)
    #expect(row.created == Timestamp(milliseconds: 1_758_267_685_000))
    #expect(row.updated == Timestamp(milliseconds: 1_758_267_685_922))
    let both = try Self.row(#""update_time":0,"updateTime":1758267685922"#)
    #expect(both.updated == Timestamp(milliseconds: 1_758_267_685_922))
  }

  @Test(
    arguments: [
      ("+08:00", 28_800), ("+0800", 28_800), ("+8", 28_800), ("-03:30", -12_600), ("+00:00", 0), ("UTC", 0),
      ("Z", 0), ("gmt", 0), ("+14:00", 50_400), ("+15:00", nil), ("+08:60", nil), ("08:00", nil), ("+", nil),
      ("", nil), ("+8:0", nil), ("+080", nil), ("+08:00:00", nil), ("Asia/Shanghai", nil), ("+٠٨", nil),
    ] as [(String, Int?)])
  func offsetsAreRead(text: String, seconds: Int?) {
    #expect(ServerZone(offset: text)?.offsetSeconds(at: Timestamp(milliseconds: 0)) == seconds)
  }

  /// A zone file for New York: a transition in 2006, and the rule since 2007.
  private static func zone(_ footer: String) throws -> ServerZone {
    func number(_ value: Int, _ bytes: Int) -> [UInt8] {
      (0..<bytes).reversed().map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
    }
    func header(_ times: Int, _ types: Int, _ letters: Int) -> [UInt8] {
      Array("TZif2".utf8) + [UInt8](repeating: 0, count: 15)
        + [0, 0, 0, times, types, letters].flatMap { number($0, 4) }
    }
    let types = number(-18_000, 4) + [0, 0] + number(-14_400, 4) + [1, 0]
    let body = number(1_143_961_200, 8) + number(1_162_101_600, 8) + [1, 0] + types + Array("EST\0".utf8)
    let file = header(0, 1, 4) + number(0, 4) + [0, 0] + Array("UTC\0".utf8) + header(2, 2, 4) + body
    return ServerZone(name: "x", rules: try #require(ZoneRules(file: file + Array("\n\(footer)\n".utf8))))
  }

  @Test(
    arguments: [
      ("2005-07-01 12:00", "2005-07-01T17:00:00Z"), ("2006-07-01 12:00", "2006-07-01T16:00:00Z"),
      ("2026-01-15 12:00", "2026-01-15T17:00:00Z"), ("2026-07-15 12:00", "2026-07-15T16:00:00Z"),
      ("2026-03-08 01:59", "2026-03-08T06:59:00Z"), ("2026-03-08 03:00", "2026-03-08T07:00:00Z"),
      ("2026-11-01 00:59", "2026-11-01T04:59:00Z"), ("2026-11-01 02:00", "2026-11-01T07:00:00Z"),
      ("2026-07-15 12:00Z", "2026-07-15T12:00:00Z"),
      ("2026-07-15T12:00:00.5+02:00", "2026-07-15T10:00:00.500Z"),
      ("2150-07-15 12:00", "2150-07-15T16:00:00Z"),
    ] as [(String, String)])
  func aTimeWithoutAZoneIsReadInTheServersZone(text: String, moment: String) throws {
    let zone = try Self.zone("EST5EDT,M3.2.0,M11.1.0")
    #expect(RecordTime(.string(text), zone: zone).moment?.iso8601 == moment)
  }

  @Test(
    arguments: [
      ("CST-8", "2026-07-15T04:00:00Z"), ("<+0330>-3:30", "2026-07-15T08:30:00Z"),
      ("CET-1CEST,M3.5.0,M10.5.0/3", "2026-07-15T10:00:00Z"),
      ("AEST-10AEDT,M10.1.0,M4.1.0/3", "2026-07-15T02:00:00Z"),
      ("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2026-07-15T13:00:00Z"), ("", "2026-07-15T17:00:00Z"),
      ("nonsense", "2026-07-15T17:00:00Z"),
    ] as [(String, String)])
  func theRuleForTheFutureIsRead(footer: String, moment: String) throws {
    #expect(RecordTime(.string("2026-07-15 12:00"), zone: try Self.zone(footer)).moment?.iso8601 == moment)
  }

  @Test func anInvalidZoneFileIsRefused() {
    #expect(ZoneRules(file: []) == nil)
    #expect(ZoneRules(file: Array("TZif".utf8)) == nil)
    #expect(ZoneRules(file: Array("TZif2".utf8) + [UInt8](repeating: 0xFF, count: 60)) == nil)
    #expect(ZoneRules(file: [UInt8](repeating: 0, count: 4000)) == nil)
  }

  @Test func aPageKnowsItsLatestTimeWithoutAZone() throws {
    func latest(_ times: String...) throws -> String? {
      let rows = times.enumerated().map { #"{"id":"\#($0)","update_time":\#($1)}"# }.joined(separator: ",")
      let body = #"{"code":0,"data":{"memory_detail_list":[\#(rows)]}}"#
      return try MemoryPage(decoding: Array(body.utf8), zone: #require(ServerZone(offset: "+08:00")))
        .latestTimeWithoutZone?.iso8601
    }
    #expect(
      try latest(#""2026-07-15 12:00""#, #""2026-07-15 13:00""#, #""2026-07-15 11:00""#)
        == "2026-07-15T05:00:00Z")
    #expect(try latest(#""2026-07-15 12:00Z""#, "1758267685922", #""1758267685922""#, "null") == nil)
  }
}
