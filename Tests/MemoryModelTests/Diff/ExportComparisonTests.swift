import MemoryModel
import Testing

@Suite struct ExportComparisonTests {
  @Test func recordsAreMatchedByCategoryAndIDInAnyOrder() throws {
    let found = try compare(
      ["factual 1 tea", "factual 2 milk", "tool 1 search", "factual 3 old", "knowledge 1 x"],
      [
        "knowledge 1 x", "tool 1 search", "factual 4 new", "factual 2 oat milk", "factual 1 tea",
        "preference 2 milk",
      ])
    #expect(found.onlyA == ["factual 3 old"])
    #expect(found.onlyB == ["factual 4 new", "preference 2 milk"])
    #expect(found.changed == ["factual 2 milk -> factual 2 oat milk"])
    #expect(found.same == 3)
  }

  @Test func anIDThatOccursTwiceIsAnErrorWithItsLine() {
    let fault = ExportFault(.repeatedID("1", category: "factual"), line: 3)
    let repeated = ["factual 1 a", "tool 1 a", "factual 1 b"]
    #expect(throws: fault) { try compare(repeated, []) }
    #expect(throws: fault) { try compare([], repeated) }
    #expect(throws: fault) { try compare(["factual 1 a"], repeated) }
  }

  /// `-` stands for a record without an id.
  @Test func recordsWithoutAnIDAreMatchedByWhatTheySay() throws {
    let found = try compare(
      ["factual - tea", "factual - tea", "factual - milk", "tool - tea", "factual 1 tea", "factual - tea"],
      ["factual - oat milk", "factual 1 tea", "factual - tea", "factual - tea", "preference - tea"])
    #expect(found.onlyA == ["factual - milk", "tool - tea", "factual - tea"])
    #expect(found.onlyB == ["factual - oat milk", "preference - tea"])
    #expect(found.changed == [])
    #expect(found.same == 3)
  }

  @Test func recordsWithoutAnIDAreComparedAsJSONValues() throws {
    func compare(_ a: String, _ b: String) throws -> [Int] {
      let files = [a, b].map { Array(#"{"category":"factual","memory":\#($0)}"#.utf8) }
      var comparison = ExportComparison()
      for (side, bytes) in zip([DiffSide.a, .b], files) {
        var reader = ExportReader()
        for record in try reader.read(bytes, isLast: true) {
          try comparison.add(record, to: side) { _, place in
            try ExportLayout.lines.memory(in: files[0], at: place)
          }
        }
      }
      let counts = comparison.counts
      return [counts.onlyA, counts.onlyB, counts.changed, counts.same]
    }
    let same = [0, 0, 0, 1]
    #expect(
      try compare(
        #"{"memory_value":"a","n":1,"tags":[{"x":1}]}"#,
        #"{"tags":[{"y":null,"x":1.0}], "n":1e0,"memory_value":"\u0061","z":null}"#)
        == same)
    #expect(
      try compare(#"{"memory_value":"a","update_time":1,"relativity":1}"#, #"{"memory_value":"a"}"#) == same)
    #expect(try compare(#"{"n":1}"#, #"{"n":"1"}"#) == [1, 1, 0, 0])
    #expect(try compare(#"{"n":[1,2]}"#, #"{"n":[2,1]}"#) == [1, 1, 0, 0])
  }

  @Test func thousandsOfEqualRecordsWithoutAnIDAreQuick() throws {
    let equal = [String](repeating: "factual - tea", count: 3_000)
    let found = try compare(equal, equal + equal)
    #expect(found.onlyA == [])
    #expect(found.onlyB.count == 3_000)
    #expect(found.same == 3_000)
  }

  @Test func thousandsOfRecordsFindEachOther() throws {
    let all = (0..<5_000).map { "factual id\($0) text \($0)" }
    let found = try compare(all, all.reversed().map { $0.hasSuffix("77") ? $0 + "!" : $0 })
    #expect(found.changed == all.filter { $0.hasSuffix("77") }.map { "\($0) -> \($0)!" })
    #expect(found.same == 4_950)
    let disjoint = try compare(all, all.map { $0.replacing("id", with: "other") })
    #expect(disjoint.onlyA == all)
    #expect(disjoint.onlyB.count == 5_000)
  }

  private struct Found {
    var onlyA: [String] = []
    var onlyB: [String] = []
    var changed: [String] = []
    var same = 0
  }

  private func compare(_ a: [String], _ b: [String]) throws -> Found {
    let files = [DiffSide.a: try InMemory(a), .b: try InMemory(b)]
    var comparison = ExportComparison()
    func memory(_ side: DiffSide, _ place: ExportPlace) throws -> Memory {
      try #require(try files[side]?.memory(at: place))
    }
    for side in [DiffSide.a, .b] {
      for record in files[side]?.records ?? [] { try comparison.add(record, to: side, memory) }
    }
    comparison.sort()
    var found = Found(same: comparison.counts.same)
    for place in comparison.onlyA { found.onlyA.append(try memory(.a, place).line) }
    for place in comparison.onlyB { found.onlyB.append(try memory(.b, place).line) }
    for (a, b) in comparison.changes {
      found.changed.append("\(try memory(.a, a).line) -> \(try memory(.b, b).line)")
    }
    return found
  }
}

/// An export of lines such as `factual 2 oat milk`.
private struct InMemory {
  let records: [ExportRecord]
  private let bytes: [UInt8]
  private let layout: ExportLayout?

  init(_ lines: [String]) throws {
    let text = lines.map { line in
      let parts = line.split(separator: " ", maxSplits: 2)
      let id = parts[1] == "-" ? "" : #""id":"\#(parts[1])","#
      return #"{"category":"\#(parts[0])","memory":{\#(id)"memory_value":"\#(parts[2])"}}"#
        + "\n"
    }
    bytes = Array(text.joined().utf8)
    var reader = ExportReader()
    records = try reader.read(bytes, isLast: true)
    layout = reader.layout
  }

  func memory(at place: ExportPlace) throws -> Memory? {
    try layout?.memory(in: Array(bytes[place.offset..<place.offset + place.length]), at: place)
  }
}

extension Memory {
  fileprivate var line: String {
    guard case .string(let text)? = record[.memoryValue] else { return "" }
    return "\(listName) \(hasOwnID ? id.text : "-") \(text)"
  }
}
