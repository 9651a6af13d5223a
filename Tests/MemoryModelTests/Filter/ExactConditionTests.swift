import Testing

@testable import MemoryModel

/// What the form counts: by the record, and by the columns, which must say the same.
@Suite struct ExactConditionTests {
  private func isMatch(
    _ text: String, _ json: String, dialect: Dialect = .cloud, offset: Int = 0, zone: String = "UTC",
    serverOffset: Int = 0, _ place: SourceLocation = #_sourceLocation
  ) throws -> Bool {
    var reader = FilterTextReader(text, in: dialect)
    let condition = try #require(try reader.list().conditions.first)
    let today = try #require(CivilDate(year: 2026, month: 11, day: 25))
    let target = FilterTarget(
      today: today, dialect: dialect, zoneOffset: { _ in offset }, serverZoneOffset: { _ in serverOffset })
    let exact = ExactCondition(condition, for: target)
    let serverZone = try #require(ServerZone(offset: zone))
    let memory = try Memory(decoding: Array(json.utf8), category: .factual)
    let byRecord = memory.matches(exact, in: dialect, serverZone)
    if let field = FieldCode(condition.field, in: dialect) {
      var cells = FilterCells(dialect: dialect, zone: serverZone)
      var words: [UInt64] = [0]
      // A row before it, so that places are not all 0.
      let other = try Memory(decoding: Array(#"{"id":"other"}"#.utf8), category: .factual)
      FilterColumns([other, memory], reading: &cells).mark(exact, on: field, in: &words, from: 0)
      #expect(words[0] == (byRecord ? 0b10 : 0), "columns of \(text) in \(json)", sourceLocation: place)
    }
    return byRecord
  }

  @Test(
    arguments: [
      ("info.n=3", #"{"info":{"n":3}}"#, true), ("info.n=3", #"{"info":{"n":3.0}}"#, true),
      ("info.n=3", #"{"info":{"n":"3"}}"#, false), (#"info.n="3""#, #"{"info":{"n":"3"}}"#, true),
      (#"info.n="3""#, #"{"info":{"n":3}}"#, false), ("info.n=true", #"{"info":{"n":true}}"#, true),
      ("info.n=true", #"{"info":{"n":"true"}}"#, false), ("info.n=false", #"{"info":{"n":true}}"#, false),
      ("info.n=0", #"{"info":{"n":-0.0}}"#, true), ("info.n>2", #"{"info":{"n":3}}"#, true),
      ("info.n>3", #"{"info":{"n":3}}"#, false), ("info.n>=3", #"{"info":{"n":3}}"#, true),
      ("info.n<3", #"{"info":{"n":3}}"#, false), ("info.n<=3", #"{"info":{"n":3}}"#, true),
      ("info.n>2", #"{"info":{"n":"3"}}"#, false), ("info.n<9", #"{"info":{"n":NaN}}"#, false),
      ("info.n=1", #"{"info":{"n":null}}"#, false), ("info.n=1", #"{"info":{"n":[1]}}"#, false),
      ("info.n=1", #"{"info":[1]}"#, false), ("info.n=1", #"{"info":null}"#, false),
      ("info.n=1", "{}", false),
      ("n=1", #"{"info":{"n":1}}"#, true), ("n=1", #"{"n":1}"#, false),
      // Of two members with one name the last counts.
      ("info.n=1", #"{"info":{"n":1,"n":2}}"#, false), ("info.n=2", #"{"info":{"n":1,"n":2}}"#, true),
      ("info.n=1", #"{"info":{"n":1,"n":null}}"#, false),
      ("scene=a", #"{"info":{"scene":"a"}}"#, true), ("scene=a", #"{"scene":"a"}"#, false),
      ("scene=3", #"{"info":{"scene":3}}"#, false), ("scene=a", #"{"info":{"scene":"A"}}"#, false),
      ("scene=支付", #"{"info":{"scene":"\u652f付"}}"#, true),
      ("agent_id=a1", #"{"agent_id":"a1","info":{"agent_id":"b"}}"#, true),
      ("agent_id=b", #"{"info":{"agent_id":"b"}}"#, false), ("app_id=x", #"{"app_id":null}"#, false),
      ("tags:b", #"{"tags":["a","b","b"]}"#, true), ("tags:c", #"{"tags":["a","b"]}"#, false),
      ("tags:a", #"{"tags":"a"}"#, false), ("tags:1", #"{"tags":[1]}"#, false),
      ("tags:a", #"{"tags":[["a"]]}"#, false),
    ])
  func typesAreStrict(text: String, json: String, expected: Bool) throws {
    #expect(try isMatch(text, json) == expected, "\(text) of \(json)")
  }

  /// Keys are compared with those of the record before: none may be taken for another.
  @Test func recordsOfOnePageMayHaveOtherKeys() throws {
    let many = (0..<40).map { #""k\#($0)":\#($0)"# }.joined(separator: ",")
    let tags = (0..<40).map { #""t\#($0 % 25)""# }.joined(separator: ",")
    let records = [
      #"{"id":"1","agent_id":"a","tags":["x","y"],"info":{"a":1,"b":2,"c":3,"d":4,"e":5,"f":6}}"#,
      #"{"info":{"a":2,"f":6},"tags":["y"],"id":"2","agent_id":"b"}"#,
      #"{"id":"3","info":{"f":7,"e":5,"a":3,"a":4},"agent_id":"a","tags":[]}"#,
      #"{"id":"4","tags":["x"],"tags":["z"],"info":{"a":1},"info":{"b":2}}"#,
      #"{"id":"5","info":{"a":1},"info":3,"tags":["x"],"tags":null}"#,
      #"{"id":"6","info":{\#(many),"k3":"last","\u006b4":-12},"tags":[\#(tags)]}"#,
      #"{"id":"7","info":{"n":123456789012345,"m":1234567890123456,"p":1e3,"q":-0,"r":-7}}"#,
    ]
    let expected: [(text: String, rows: [Int])] = [
      ("info.a=1", [1]), ("info.a=2", [2]), ("info.a=3", []), ("info.a=4", [3]), ("info.b=2", [1, 4]),
      ("info.e=5", [1, 3]), ("info.f=6", [1, 2]), ("info.f=7", [3]), ("agent_id=a", [1, 3]),
      ("agent_id=b", [2]), ("tags:x", [1]), ("tags:y", [1, 2]), ("tags:z", [4]), ("tags:t3", [6]),
      ("tags:t24", [6]), ("info.k3=3", []), ("info.k3=last", [6]), ("info.k4=4", []), ("info.k4=-12", [6]),
      ("info.k39=39", [6]), ("info.n=123456789012345", [7]), ("info.m=1234567890123456", [7]),
      ("info.p=1000", [7]), ("info.q=0", [7]), ("info.r=-7", [7]), ("info.r<-6", [7]), ("info.k4<0", [6]),
    ]
    let memories = try records.map { try Memory(decoding: Array($0.utf8), category: .factual) }
    var cells = FilterCells(dialect: .cloud, zone: .utc)
    let columns = FilterColumns(memories, reading: &cells)
    let target = FilterTarget(today: try #require(CivilDate(year: 2026, month: 11, day: 25)))
    for (text, rows) in expected {
      var reader = FilterTextReader(text, in: .cloud)
      let exact = ExactCondition(try #require(try reader.list().conditions.first), for: target)
      var words: [UInt64] = [0]
      columns.mark(exact, on: try #require(FieldCode(exact.field, in: .cloud)), in: &words, from: 0)
      #expect((1...7).filter { words[0] >> UInt64($0 - 1) & 1 == 1 } == rows, "\(text)")
      #expect((1...7).filter { memories[$0 - 1].matches(exact, in: .cloud, .utc) } == rows, "\(text)")
    }
  }

  /// 2025-12-01T00:00:00Z is 1764547200 seconds.
  @Test(
    arguments: [
      ("create_time>=2025-12-01", 1_764_547_200_000, 0, true),
      ("create_time>=2025-12-01", 1_764_547_199_999, 0, false),
      ("create_time>2025-12-01", 1_764_633_599_999, 0, false),
      ("create_time>2025-12-01", 1_764_633_600_000, 0, true),
      ("create_time<=2025-12-01", 1_764_633_599_999, 0, true),
      ("create_time<=2025-12-01", 1_764_633_600_000, 0, false),
      ("create_time<2025-12-01", 1_764_547_199_999, 0, true),
      ("create_time<2025-12-01", 1_764_547_200_000, 0, false),
      // At +08:00 the day begins eight hours earlier.
      ("create_time>=2025-12-01", 1_764_518_400_000, 8 * 3600, true),
      ("create_time>=2025-12-01", 1_764_518_399_999, 8 * 3600, false),
      ("create_time=2025-12-01..2025-12-01", 1_764_547_200_000, 0, true),
      ("create_time=2025-12-01..2025-12-01", 1_764_633_599_999, 0, true),
      ("create_time=2025-12-01..2025-12-01", 1_764_633_600_000, 0, false),
      ("create_time=2025-12-01..2025-12-01", 1_764_547_199_999, 0, false),
      (#"create_time<="2025-12-01 08:30""#, 1_764_577_800_000, 0, true),
      (#"create_time<="2025-12-01 08:30""#, 1_764_577_800_001, 0, false),
      (#"create_time<="2025-12-01""#, 1_764_547_200_001, 0, false),
      ("create_time<=9999-12-31", 253_402_300_799_000, 0, true),
      ("create_time>=yesterday", 1_795_478_400_000, 0, true),
      ("create_time>=yesterday", 1_795_478_399_999, 0, false),
      ("create_time<2025-12-01", 0, 0, false),
    ])
  func timesCountToTheMillisecond(text: String, time: Int, offset: Int, expected: Bool) throws {
    let json = #"{"create_time":\#(time)}"#
    #expect(try isMatch(text, json, offset: offset) == expected, "\(text) of \(time)")
  }

  @Test func aTimeWithoutAZoneIsReadInTheServersZone() throws {
    let json = #"{"create_time":"2025-12-01 03:00"}"#
    #expect(try isMatch("create_time>=2025-12-01", json))
    #expect(try !isMatch("create_time>=2025-12-01", json, zone: "+08:00"))
    #expect(try !isMatch("create_time>=2025-12-01", #"{"create_time":"soon"}"#))
    #expect(try !isMatch("create_time<2025-12-01", #"{"create_time":true}"#))
  }

  @Test(
    arguments: [
      (
        "create_time>=2025-12-01",
        #"{"id":"1","memory":"m","metadata":{"created_at":"2025-12-01T10:00:00"}}"#, true
      ),
      (
        "create_time>=2025-12-02",
        #"{"id":"1","memory":"m","metadata":{"created_at":"2025-12-01T10:00:00"}}"#, false
      ),
      ("tags:a", #"{"memory":"m","metadata":{"tags":["a"]}}"#, true),
      ("tags:a", #"{"memory":"m","tags":["b"],"metadata":{"tags":["a"]}}"#, false),
      ("info.n=1", #"{"memory":"m","metadata":{"info":{"n":1}}}"#, true),
      ("scene=a", #"{"memory":"m","metadata":{"info":{"scene":"a"}}}"#, true),
      ("agent_id=a", #"{"memory":"m","metadata":{"agent_id":"a"}}"#, true),
    ])
  func recordsOfAnOpenSourceServerAreUnderstoodInBothDialects(text: String, json: String, expected: Bool)
    throws
  {
    #expect(try isMatch(text, json, dialect: .selfHosted(cube: nil)) == expected)
    #expect(try isMatch(text, json) == expected)
  }

  @Test func aSelfHostedServerComparesItsOwnFields() throws {
    let json =
      #"{"memory":"m","metadata":{"session_id":"c1","memory_type":"UserMemory","confidence":0.9,"info":{"key":"k"}}}"#
    let dialect = Dialect.selfHosted(cube: nil)
    #expect(try isMatch("conversation_id=c1", json, dialect: dialect))
    #expect(try isMatch("memory_type=UserMemory", json, dialect: dialect))
    #expect(try isMatch("confidence>0.5", json, dialect: dialect))
    #expect(try !isMatch("confidence>0.9", json, dialect: dialect))
    #expect(try isMatch("info.key=k", json, dialect: dialect))
  }

  /// The cloud's records merge with `metadata` only where they have the shape of an open-source server.
  @Test func aCloudFieldNamedMetadataIsNotMergedIntoTheRecord() throws {
    #expect(try !isMatch("tags:a", #"{"memory_value":"m","memory":"m","metadata":{"tags":["a"]}}"#))
    #expect(try !isMatch("tags:a", #"{"memory_value":"m","metadata":{"tags":["a"]}}"#))
  }
}
