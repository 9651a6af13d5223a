import MemoryModel
import Testing

@Suite struct UserComparisonTests {
  @Test func equalTextsAreMatchedBeforeKeysAndKeysBeforeSimilarTexts() throws {
    let found = try compare(
      [
        "f1|Coffee|drinks two cups of coffee every morning", "f2|Tea|likes green tea",
        "f3|Trip|plans to travel to Guangzhou with the family in May", "f4|Only|is in A alone",
      ],
      [
        "g1|Trip by train|plans to travel to Guangzhou with the family in June",
        "g2|Coffee|never drinks coffee",
        "g3|Other|likes green tea", "g4|Breakfast|drinks two cups of coffee every morning",
        "g5|B|is elsewhere",
      ])
    #expect(found.changed == ["f1 g4 memory_key", "f2 g3 memory_key", "f3 g1 memory_value,memory_key"])
    #expect(found.onlyA == ["f4"])
    #expect(found.onlyB == ["g2", "g5"])
  }

  @Test func aKeyMatchesOnlyIfItIsUniqueOnBothSides() throws {
    let found = try compare(
      ["f1|Drink|coffee", "f2|Sport|chess", "f3|Sport|go"], ["g1|Drink|tea", "g2|Sport|football"])
    #expect(found.changed == ["f1 g1 memory_value"])
    #expect(found.onlyA == ["f2", "f3"])
    #expect(found.onlyB == ["g2"])
  }

  @Test func memoriesAreMatchedOneToOne() throws {
    let found = try compare(
      ["f1|K|same words here", "f2|K|same words here", "f3|K|same words here"],
      ["g1|L|same words here", "g2|K|same words here"])
    // f1 and g2 are the same in all; f2 is matched with what is left.
    #expect(found.changed == ["f2 g1 memory_key"])
    #expect(found.same == 1)
    #expect(found.onlyA == ["f3"])
  }

  @Test func theMostSimilarTextsAreMatchedFirst() throws {
    let found = try compare(
      ["f1||the user flies from Berlin to Paris every second week with a colleague of the sales team"],
      [
        "g1||the user flies from Berlin to Paris every second week with a friend of the old team",
        "g2||the user flies from Berlin to Paris every second week with a colleague of the sales group",
      ])
    #expect(found.changed == ["f1 g2 memory_value"])
    #expect(found.onlyB == ["g1"])
  }

  @Test func textsWithoutSpacesAreMatchedToo() throws {
    let found = try compare(["f1||用户计划五月去广州旅行并且参加同学的婚礼"], ["g1||用户计划五月去广州旅行并且参加朋友的婚礼"])
    #expect(found.changed == ["f1 g1 memory_value"])
  }

  @Test func memoriesOfDifferentCategoriesAreNotMatched() throws {
    let found = try compare(["f1|K|likes tea"], ["tool g1|K|likes tea"])
    #expect(found.onlyA == ["f1"])
    #expect(found.onlyB == ["g1"])
  }

  @Test func thousandsOfEqualTextsEndQuickly() throws {
    let found = try compare(
      (0..<3_000).map { "f\($0)|K|the same text" }, (0..<2_000).map { "g\($0)|K|the same text" })
    #expect(found.same == 2_000)
    #expect(found.onlyA.count == 1_000)
  }

  private struct Found {
    var onlyA: [String] = []
    var onlyB: [String] = []
    var changed: [String] = []
    var same = 0
  }

  private func compare(_ a: [String], _ b: [String]) throws -> Found {
    let sides = [DiffSide.a: try a.map(memory), .b: try b.map(memory)]
    var comparison = UserComparison()
    for side in [DiffSide.a, .b] {
      for memory in sides[side] ?? [] { comparison.add(memory, to: side) }
    }
    func read(_ side: DiffSide, _ number: Int) throws -> Memory { try #require(sides[side]?[number]) }
    try comparison.match(read)
    let fields = RecordComparison(betweenUsers: true)
    return Found(
      onlyA: try comparison.onlyA.map { try read(.a, $0).id.text },
      onlyB: try comparison.onlyB.map { try read(.b, $0).id.text },
      changed: try comparison.changes.map { places in
        let (one, other) = (try read(.a, places.a), try read(.b, places.b))
        let names = fields.differences(one, other).map(\.name)
        return "\(one.id) \(other.id) \(names.joined(separator: ","))"
      }, same: comparison.counts.same)
  }

  /// `tool g1|key|text`; without a category it is a fact.
  private func memory(_ line: String) throws -> Memory {
    let parts = line.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
    let isTool = parts[0].hasPrefix("tool ")
    let key = parts[1].isEmpty ? "" : #""memory_key":"\#(parts[1])","#
    let id = isTool ? String(parts[0].dropFirst(5)) : parts[0]
    let json = #"{"id":"\#(id)",\#(key)"\#(isTool ? "tool_value" : "memory_value")":"\#(parts[2])"}"#
    return try Memory(decoding: Array(json.utf8), category: isTool ? .tool : .factual)
  }
}
