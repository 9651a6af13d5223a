import FoundationEssentials
import Testing

@testable import DemoServer
@testable import MemoryModel

/// Two implementations of the filter grammar that share no code: whatever the client's check decides about a row, the
/// demo service decides the same.
@Suite struct FilterAgreementTests {
  private struct Sample {
    let demo: DemoRow
    let memory: Memory
    let record: JSONObject
  }

  /// Every seventh memory: facts, preferences and tools of all users.
  private static let samples: [Sample] = {
    stride(from: 0, to: DemoRow.all.count, by: 7).compactMap { index in
      let demo = DemoRow.all[index]
      guard let category = MemoryCategory.allCases.first(where: { $0.listName == demo.list }),
        let memory = try? Memory(decoding: demo.bytes, category: category)
      else { return nil }
      return Sample(demo: demo, memory: memory, record: memory.record)
    }
  }()

  private static let today = CivilDate(daysSince1970: Int(DemoRow.anchor / 86_400_000))

  /// How often a condition was checked against a row, by result.
  private struct Tally {
    var decided = 0
    /// The row does not have the field.
    var absent = 0
    /// The row has the field, but the check is undecided.
    var unsure = 0
  }

  @Test(arguments: [7, 2026, 0xFEED] as [UInt64]) func clientAndDemoDecideAlike(seed: UInt64) throws {
    try #require(Self.samples.count > 200)
    var generator = ConditionGenerator(seed: seed, records: Self.samples.map(\.record))
    var tally = Tally()
    var held = 0
    for _ in 0..<700 {
      let sent = try #require(generator.filter().json(for: FilterTarget(today: Self.today)))
      let json = sent.encoded()
      let demo = try DemoFilter(json: json)
      let check = try #require(FilterCheck(sent: sent))
      for _ in 0..<20 {
        let sample = Self.samples[generator.pick(below: Self.samples.count)]
        for (index, condition) in check.conditions.enumerated() {
          let accepts = demo.condition(index, accepts: sample.demo)
          switch FilterCheck.verdict(condition, sample.record, sample.memory.category) {
          case .holds:
            #expect(accepts, "seed \(seed): \(condition.encoded()) of \(sample.memory.id)")
            held += 1
            tally.decided += 1
          case .contradicts:
            #expect(!accepts, "seed \(seed): \(condition.encoded()) of \(sample.memory.id)")
            tally.decided += 1
          case .undecided:
            if carries(sample, condition) { tally.unsure += 1 } else { tally.absent += 1 }
          }
        }
        // A row that matches is never reported as a contradiction.
        if demo.accepts(sample.demo) {
          #expect(
            check.contradicted(by: sample.memory).isEmpty, "seed \(seed): \(json) of \(sample.memory.id)")
        }
      }
    }
    let all = tally.decided + tally.absent + tally.unsure
    #expect(tally.decided > all / 2, "seed \(seed): \(tally)")
    #expect(tally.unsure < tally.decided / 20, "seed \(seed): \(tally)")
    #expect(held > tally.decided / 20, "seed \(seed): \(held) of \(tally)")
  }

  /// The purpose of the check: the first page reveals a service that ignores a filter.
  @Test func anUnfilteredPageIsDetected() throws {
    var generator = ConditionGenerator(seed: 99, records: Self.samples.map(\.record))
    let page = Self.samples.prefix(50)
    var wrong = 0
    var noticed = 0
    for _ in 0..<1500 {
      let sent = try #require(generator.filter().json(for: FilterTarget(today: Self.today)))
      let demo = try DemoFilter(json: sent.encoded())
      let check = try #require(FilterCheck(sent: sent))
      guard !page.allSatisfy({ demo.accepts($0.demo) }) else { continue }
      wrong += 1
      if page.contains(where: { !check.contradicted(by: $0.memory).isEmpty }) { noticed += 1 }
    }
    #expect(wrong > 1000)
    #expect(noticed > wrong * 9 / 10, "\(noticed) of \(wrong)")
  }

  /// What the form counts is what the service will find: every row is decided, in the same way, by reading the record and
  /// by the columns.
  @Test(arguments: [3, 1913, 0xC0DE] as [UInt64]) func theFormCountsWhatTheDemoFinds(seed: UInt64) throws {
    var generator = ConditionGenerator(seed: seed, records: Self.samples.map(\.record))
    let target = FilterTarget(today: Self.today)
    var cells = FilterCells(dialect: .cloud, zone: .utc)
    let columns = FilterColumns(Self.samples.map(\.memory), reading: &cells)
    var found = 0
    for _ in 0..<150 {
      let filter = generator.filter()
      guard case .list(let list) = filter else { continue }
      let demo = try DemoFilter(json: try #require(filter.json(for: target)).encoded())
      var element = 0
      for condition in list.conditions {
        let elements = element..<element + condition.json(for: target).count
        element = elements.upperBound
        let exact = ExactCondition(condition, for: target)
        let field = try #require(FieldCode(condition.field, in: .cloud))
        var words = [UInt64](repeating: 0, count: (Self.samples.count + 63) / 64)
        columns.mark(exact, on: field, in: &words, from: 0)
        for (row, sample) in Self.samples.enumerated() {
          let accepts = elements.allSatisfy { demo.condition($0, accepts: sample.demo) }
          let isMarked = words[row / 64] >> UInt64(row % 64) & 1 == 1
          if accepts { found += 1 }
          if isMarked != accepts { Issue.record("seed \(seed): \(condition.text) of \(sample.memory.id)") }
          // Reading a record is slow.
          if row % 16 == element % 16 { #expect(sample.memory.matches(exact, in: .cloud, .utc) == accepts) }
        }
      }
    }
    #expect(found > 1000, "seed \(seed)")
  }

  /// Whether the row has a value for the field of the condition.
  private func carries(_ sample: Sample, _ condition: JSONValue) -> Bool {
    guard case .object(let object) = condition, let name = object.members.first?.key else { return false }
    if sample.record[name] != nil { return true }
    guard case .object(let info)? = sample.record["info"] else { return false }
    return info[FilterField(name).infoKey] != nil
  }
}

// Uses nothing of MemoryModel: the demo reads and evaluates filters by itself.

/// A memory of the demo, as sent and as the demo's own filters see it.
struct DemoRow {
  /// The list of the page that holds it.
  let list: String
  let bytes: [UInt8]
  fileprivate let row: Row

  /// 2026-11-25T00:00:00Z
  static let anchor: Int64 = 1_795_564_800_000

  /// Every memory of the three users and of the agent.
  static let all: [DemoRow] = Tenant.all(memories: nil).flatMap { tenant in
    Category.allCases.flatMap { category in
      (0..<tenant.count(category)).map { index in
        let row = Row(tenant: tenant, category: category, index: index, anchor: anchor)
        var json = JSONWriter()
        row.write(into: &json)
        return DemoRow(list: category.names.list, bytes: json.bytes, row: row)
      }
    }
  }
}

/// A filter as the demo reads it from a request.
struct DemoFilter {
  private let filter: Filter

  init(json: String) throws {
    filter = try Filter(try JSONDecoder().decode(BodyValue.self, from: Data(json.utf8)))
  }

  func accepts(_ row: DemoRow) -> Bool { filter.accepts(row.row) }

  func condition(_ index: Int, accepts row: DemoRow) -> Bool { filter.conditions[index].accepts(row.row) }
}
