import MemoryModel
import Testing

/// Text, rows and JSON of thousands of random filters convert to each other and back.
@Suite struct FilterPropertyTests {
  /// A failure names the seed; put it here alone to reproduce it.
  private static let seeds: [UInt64] = [1, 42, 20_251_201, 0xDEAD_BEEF]
  private static let filtersPerSeed = 1500
  private static let today = CivilDate(daysSince1970: 20_417)

  @Test(arguments: seeds) func textRoundTrips(seed: UInt64) throws {
    var generator = FilterGenerator(seed: seed)
    for number in 0..<Self.filtersPerSeed {
      let filter = generator.filter(datesAreAbsolute: false)
      let text = try #require(filter.text)
      let read = try FilterTextReader.filter(text)
      #expect(exact(read) == exact(filter), "seed \(seed), filter \(number): \(text)")
      #expect(scalars(read.text) == scalars(text), "seed \(seed), filter \(number): \(text)")
    }
  }

  @Test(arguments: seeds) func cellsRoundTrip(seed: UInt64) throws {
    var generator = FilterGenerator(seed: seed)
    for number in 0..<Self.filtersPerSeed {
      let condition = generator.condition(datesAreAbsolute: false)
      let cell = condition.value.cellText(in: condition.field)
      let read = try FilterCondition(
        field: condition.field.cellText, condition.operation, cell: cell)
      #expect(exact(read) == exact(condition), "seed \(seed), condition \(number): \(condition)")
      #expect(
        scalars(read.value.cellText(in: read.field)) == scalars(cell), "seed \(seed), condition \(number)")
    }
  }

  @Test(arguments: seeds) func jsonRoundTrips(seed: UInt64) throws {
    var generator = FilterGenerator(seed: seed)
    for number in 0..<Self.filtersPerSeed {
      let filter = generator.filter(datesAreAbsolute: true, ranges: false)
      let json = try #require(filter.json(for: FilterTarget(today: Self.today))).encoded()
      let read = try MemoryFilter(json: json, for: FilterTarget(today: Self.today))
      #expect(exact(read) == exact(filter), "seed \(seed), filter \(number): \(json)")
      #expect(
        scalars(read.json(for: FilterTarget(today: Self.today))?.encoded()) == scalars(json),
        "seed \(seed), filter \(number): \(json)")
    }
  }

  /// The same on a server in another time zone: reading the sent JSON gives a filter that sends it again.
  @Test(arguments: seeds, [(0, 0), (8, 0), (-5, 9)]) func jsonRoundTripsOnAServerInAnotherZone(
    seed: UInt64, hours: (Int, Int)
  ) throws {
    let server = FilterTarget(
      today: Self.today, dialect: .selfHosted(cube: nil), zoneOffset: { _ in hours.0 * 3600 },
      serverZoneOffset: { _ in hours.1 * 3600 })
    var generator = FilterGenerator(seed: seed)
    for number in 0..<Self.filtersPerSeed / 3 {
      let json = try #require(generator.filter(datesAreAbsolute: false).json(for: server)).encoded()
      let read = try MemoryFilter(json: json, for: server)
      #expect(!read.isRaw, "seed \(seed), filter \(number): \(json)")
      #expect(
        scalars(read.json(for: server)?.encoded()) == scalars(json), "seed \(seed), filter \(number): \(json)"
      )
      let text = try #require(read.text)
      #expect(exact(try FilterTextReader.filter(text, in: server.dialect)) == exact(read), "\(text)")
    }
  }

  /// A range is read back as two conditions that send the same JSON.
  @Test(arguments: seeds) func sentJSONIsReadBack(seed: UInt64) throws {
    var generator = FilterGenerator(seed: seed)
    for number in 0..<Self.filtersPerSeed {
      let json = try #require(
        generator.filter(datesAreAbsolute: false).json(for: FilterTarget(today: Self.today))
      ).encoded()
      let read = try MemoryFilter(json: json, for: FilterTarget(today: Self.today))
      #expect(!read.isRaw, "seed \(seed), filter \(number): \(json)")
      #expect(
        scalars(read.json(for: FilterTarget(today: Self.today))?.encoded()) == scalars(json),
        "seed \(seed), filter \(number): \(json)")
    }
  }

  /// JSON that the grammar allows and rows cannot show is sent unchanged.
  @Test(arguments: seeds) func anyJSONIsSentUnchanged(seed: UInt64) throws {
    var generator = FilterGenerator(seed: seed)
    var raw = 0
    var shown = 0
    for number in 0..<Self.filtersPerSeed {
      let json = generator.anyJSON().encoded()
      let read = try MemoryFilter(json: json, for: FilterTarget(today: Self.today))
      #expect(
        scalars(read.json(for: FilterTarget(today: Self.today))?.encoded()) == scalars(json),
        "seed \(seed), filter \(number): \(json)")
      if read.isRaw { raw += 1 } else { shown += 1 }
    }
    #expect(raw > Self.filtersPerSeed / 10 && shown > Self.filtersPerSeed / 20, "\(raw) raw, \(shown) shown")
  }

  /// Anything may be typed or pasted. Text that is accepted round-trips through its canonical form.
  @Test(arguments: seeds) func anyTextIsReadOrRefused(seed: UInt64) throws {
    var generator = FilterGenerator(seed: seed)
    var accepted = 0
    for number in 0..<Self.filtersPerSeed * 4 {
      let text = generator.anyText()
      do throws(FilterTextReader.Failure) {
        let filter = try FilterTextReader.filter(text)
        let canonical = filter.text
        let again = try FilterTextReader.filter(canonical ?? "?")
        #expect(exact(again) == exact(filter), "seed \(seed), text \(number): \(text)")
        #expect(scalars(again.text) == scalars(canonical), "seed \(seed), text \(number): \(text)")
        accepted += 1
      } catch {
        #expect(0...text.unicodeScalars.count ~= error.position, "seed \(seed), text \(number): \(text)")
      }
    }
    #expect(accepted > Self.filtersPerSeed / 10, "seed \(seed): only \(accepted) were accepted")
  }

  /// Compares scalars: `==` considers `é` of one and of two scalars equal.
  private func scalars(_ text: String?) -> [Unicode.Scalar]? { text.map { Array($0.unicodeScalars) } }

  private func exact(_ filter: MemoryFilter) -> [[Unicode.Scalar]] {
    switch filter {
    case .raw(let value): [Array(value.encoded().unicodeScalars)]
    case .list(let list): [Array(list.junction.rawValue.unicodeScalars)] + list.conditions.flatMap(exact)
    }
  }

  private func exact(_ condition: FilterCondition) -> [[Unicode.Scalar]] {
    let value =
      switch condition.value {
      case .string(let text): "string " + text
      case .number(let number): "number " + number.literal
      case .bool(let flag): "bool \(flag)"
      case .date(let date): "date \(date)"
      case .dates(let start, let end): "dates \(start) \(end)"
      }
    return [condition.field.name, "\(condition.operation)", value].map { Array($0.unicodeScalars) }
  }
}
