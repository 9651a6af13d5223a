import MemoryModel
import Testing

/// A self-hosted server reads dates in its own zone; the days sent are those of the screen.
@Suite struct FilterZoneTests {
  private static let today = CivilDate(daysSince1970: 20_417)

  private func server(_ zone: Int, _ serverZone: Int) -> FilterTarget {
    FilterTarget(
      today: Self.today, dialect: .selfHosted(cube: nil), zoneOffset: { _ in zone },
      serverZoneOffset: { _ in serverZone })
  }

  @Test(
    arguments: [
      ("create_time>=2025-12-01", 8, 0, #"{"created_at":{"gte":"2025-11-30 16:00:00"}}"#),
      ("create_time<2025-12-01", 8, 0, #"{"created_at":{"lt":"2025-11-30 16:00:00"}}"#),
      ("create_time<=2025-12-01", 8, 0, #"{"created_at":{"lt":"2025-12-01 16:00:00"}}"#),
      ("create_time>2025-12-01", -5, 0, #"{"created_at":{"gte":"2025-12-02 05:00:00"}}"#),
      ("create_time>=today", 8, 0, #"{"created_at":{"gte":"2025-11-24 16:00:00"}}"#),
      ("create_time<=7d", 0, 8, #"{"created_at":{"lt":"2025-11-19 08:00:00"}}"#),
      (#"create_time>="2025-12-01 08:30""#, 8, 0, #"{"created_at":{"gte":"2025-12-01 00:30:00"}}"#),
      ("update_time>=2025-12-01", 8, 8, #"{"updated_at":{"gte":"2025-12-01"}}"#),
      ("update_time<=2025-12-01", 0, 0, #"{"updated_at":{"lt":"2025-12-02"}}"#),
      // A literal date is sent unchanged.
      (#"create_time<="2025-12-01""#, 8, 0, #"{"created_at":{"lte":"2025-12-01"}}"#),
      ("create_time<=9999-12-31", 8, 0, #"{"created_at":{"lte":"9999-12-31 23:59:59"}}"#),
      ("create_time>=0001-01-01", 8, 0, #"{"created_at":{"gte":"0001-01-01 00:00:00"}}"#),
      (#"create_time<="9999-12-31 23:00""#, -8, 0, #"{"created_at":{"lte":"9999-12-31 23:59:59"}}"#),
    ])
  func aDayBeginsInTheZoneOfTheScreen(text: String, zone: Int, serverZone: Int, condition: String) throws {
    let target = server(zone * 3600, serverZone * 3600)
    let filter = try FilterTextReader.filter(text, in: target.dialect)
    #expect(filter.json(for: target)?.encoded() == #"{"and":[\#(condition)]}"#)
  }

  @Test func aRangeBeginsAndEndsInTheZoneOfTheScreen() throws {
    let filter = try FilterTextReader.filter("create_time=2025-12-01..2025-12-31", in: .selfHosted(cube: nil))
    #expect(
      filter.json(for: server(8 * 3600, 0))?.encoded()
        == #"{"and":[{"created_at":{"gte":"2025-11-30 16:00:00"}},{"created_at":{"lt":"2025-12-31 16:00:00"}}]}"#
    )
  }

  /// The zone of the cloud is unknown, so the local date is sent.
  @Test func theCloudGetsTheLocalDate() throws {
    let target = FilterTarget(
      today: Self.today, zoneOffset: { _ in 8 * 3600 }, serverZoneOffset: { _ in -3600 })
    let filter = try FilterTextReader.filter(#"create_time>=2025-12-01 create_time<"2025-12-31 08:30""#)
    #expect(
      filter.json(for: target)?.encoded()
        == #"{"and":[{"create_time":{"gte":"2025-12-01"}},{"create_time":{"lt":"2025-12-31 08:30:00"}}]}"#)
  }

  /// Berlin skips from 02:00 to 03:00 on 2025-03-30 (01:00 UTC), and Havana from 00:00 to 01:00 on 2025-03-09
  /// (05:00 UTC); on 2025-11-02 Havana shows 00:00 twice (04:00 and 05:00 UTC).
  @Test(
    arguments: [
      ("create_time>=2025-03-30", true, "2025-03-29 23:00:00"),
      ("create_time<=2025-03-30", true, "2025-03-30 22:00:00"),
      ("create_time>=2025-03-09", false, "2025-03-09 05:00:00"),
      ("create_time>=2025-11-02", false, "2025-11-02 04:00:00"),
      ("create_time>=2025-11-03", false, "2025-11-03 05:00:00"),
    ])
  func aDayBeginsCorrectlyWhenClocksChange(text: String, isBerlin: Bool, sent: String) throws {
    let berlin: @Sendable (Timestamp) -> Int = { $0.milliseconds < 1_743_296_400_000 ? 3600 : 7200 }
    let havana: @Sendable (Timestamp) -> Int = {
      (1_741_496_400_000..<1_762_059_600_000).contains($0.milliseconds) ? -4 * 3600 : -5 * 3600
    }
    let target = FilterTarget(
      today: Self.today, dialect: .selfHosted(cube: nil), zoneOffset: isBerlin ? berlin : havana)
    let json = try #require(try FilterTextReader.filter(text, in: target.dialect).json(for: target)).encoded()
    #expect(json.contains(#""\#(sent)""#), "\(json)")
  }

  /// A sent date is shown as typed, whatever the zones.
  @Test(arguments: [(8, 0), (0, 8), (-5, 9), (0, 0), (8, 8)]) func aSentDateIsShownAsTyped(
    zone: Int, serverZone: Int
  )
    throws
  {
    let target = server(zone * 3600, serverZone * 3600)
    for text in [
      "create_time>=2025-12-01", "update_time<2025-12-01", #"create_time>="2025-12-01 08:30""#,
      #"create_time<="2025-12-01 08:30""#, #"create_time<="2025-12-01""#, "conversation_id=a",
    ] {
      let json = try #require(try FilterTextReader.filter(text, in: target.dialect).json(for: target))
        .encoded()
      let read = try MemoryFilter(json: json, for: target)
      #expect(read.text == text, "\(json)")
      #expect(read.json(for: target)?.encoded() == json)
    }
  }
}
