import MemoryModel
import Testing

@testable import BrowserCore

@Suite struct EarlierRecordsTests {
  private func memory(_ id: Int, _ text: String) throws -> Memory {
    try Memory(decoding: Array(#"{"id":"f\#(id)","memory_value":"\#(text)"}"#.utf8), category: .factual)
  }

  private func change(_ id: Int, _ was: String, _ now: String) throws -> MemoryChange {
    MemoryChange(before: try memory(id, was), after: try memory(id, now))
  }

  @Test func theNewestTwoHundredAreKept() throws {
    var earlier = EarlierRecords()
    for id in 0..<201 { #expect(earlier.keep(try change(id, "tea", "coffee"))) }
    #expect(earlier.count == 200)
    #expect(earlier[try memory(0, "coffee")] == nil)
    #expect(earlier[try memory(1, "coffee")]?.text == "tea")
    // Another change of the oldest one makes it the newest.
    #expect(earlier.keep(try change(1, "coffee", "water")))
    #expect(earlier.keep(try change(300, "tea", "coffee")))
    #expect(earlier[try memory(1, "water")]?.text == "tea")
    #expect(earlier[try memory(2, "coffee")] == nil)
  }

  @Test func aMemoryThatIsAsItWasIsForgotten() throws {
    var earlier = EarlierRecords()
    #expect(earlier.keep(try change(1, "tea", "coffee")))
    #expect(earlier.bytes > 0)
    #expect(try !earlier.keep(change(1, "coffee", "tea")))
    #expect(earlier.count == 0 && earlier.bytes == 0)
  }

  @Test func theSameIDInAnotherCategoryIsAnotherMemory() throws {
    var earlier = EarlierRecords()
    #expect(earlier.keep(try change(1, "tea", "coffee")))
    let other = try Memory(decoding: Array(#"{"id":"f1","preference":"x"}"#.utf8), category: .preference)
    #expect(earlier[other] == nil)
  }

  @Test func veryLongRecordsAreKeptOnlyAsFarAsTheyFit() throws {
    var earlier = EarlierRecords()
    let long = String(repeating: "x", count: 20 << 20)
    #expect(earlier.keep(try change(1, long, "tea")))
    #expect(earlier.keep(try change(2, long, "tea")))
    #expect(earlier.count == 1 && earlier.bytes <= EarlierRecords.mostBytes)
  }
}
