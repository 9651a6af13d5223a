import Testing

@testable import BrowserCore
@testable import MemoryModel

/// A review follows pages that arrive faster than they are compared.
@Suite struct ReviewingTests {
  private struct Load {
    var store = PageStore()
    var reviewing = Reviewing()
    var rows: [Memory] = []
    var slices = 0

    mutating func addPage(_ number: Int) throws {
      var page: [Memory] = []
      for index in (number * 50)..<(number * 50 + 50) {
        let text =
          switch index % 4 {
          case 0: "The user counted \(index % 300) boats on the river today"
          case 1: "The user asked about word\(index % 90) while waiting for the early train"
          case 2: "The user has seen play\(index) in theatre\(index * 7) with friend\(index * 3)"
          default: "The user pays \(index / 8) euros a month for the storage of play\(index % 5)"
          }
        let record =
          #"{"id":"f-\#(index)","memory_value":"\#(text)","update_time":\#(1_795_422_600_000 - index)}"#
        page.append(try Memory(decoding: Array(record.utf8), category: .factual))
      }
      rows += page
      _ = store.append(MemoryPage(rows: [.factual: page]), number: number + 1) { _ in 0 }
    }

    /// - Returns: whether nothing is left to be done.
    mutating func slice(isLoading: Bool, budget: Int = 4_000) -> Bool {
      slices += 1
      return reviewing.update(.factual, store, isLoading: isLoading, mayRead: true, budget: budget)
    }

    mutating func finish() {
      while !slice(isLoading: false) {}
    }
  }

  /// What a review of the first rows finds, compared at once.
  private func groups(of rows: ArraySlice<Memory>) -> [ReviewGroup] {
    var review = Review()
    for memory in rows { review.add(memory.reviewText, updated: memory.updated?.milliseconds) }
    review.group()
    return review.groups
  }

  @Test(arguments: [1, 3, 40]) func theGroupsCoverTheRowsThatItNames(slicesBetweenPages: Int) throws {
    var load = Load()
    var shown: [Int] = []
    for number in 0..<40 {
      try load.addPage(number)
      for _ in 0..<slicesBetweenPages {
        let isDone = load.slice(isLoading: true)
        let compared = load.reviewing.compared
        if shown.last != compared {
          shown.append(compared)
          #expect(load.reviewing.groups == groups(of: load.rows.prefix(compared)))
        }
        #expect(!isDone || load.reviewing.isComplete == (compared == load.rows.count))
        if isDone { break }
      }
    }
    load.finish()
    #expect(load.reviewing.isComplete && load.reviewing.compared == 2_000)
    #expect(load.reviewing.groups == groups(of: load.rows[...]))
    if slicesBetweenPages > 1 { #expect(shown.count >= 5, "\(shown)") }
    if slicesBetweenPages > 3 { #expect(shown.last ?? 0 >= 1_700, "\(shown)") }
  }

  /// Also where all rows are there before the review opens.
  @Test func groupsAreShownBeforeAllIsRead() throws {
    var load = Load()
    for number in 0..<40 { try load.addPage(number) }
    var shown: Set<Int> = []
    while !load.slice(isLoading: false) { shown.insert(load.reviewing.compared) }
    #expect(shown.count >= 5, "\(shown.sorted())")
    #expect(load.reviewing.compared == 2_000)
  }

  /// Groups are made again when the rows have grown by a part, so twice the rows are about twice the work.
  @Test func theWorkGrowsWithTheRows() throws {
    func slices(_ pages: Int) throws -> Int {
      var load = Load()
      for number in 0..<pages {
        try load.addPage(number)
        while !load.slice(isLoading: true) {}
      }
      load.finish()
      return load.slices
    }
    let (once, twice) = (try slices(40), try slices(80))
    #expect(twice > once && twice * 10 < once * 26, "\(once) \(twice)")
  }

  /// A page that is dropped meanwhile is not named any more.
  @Test func droppedPagesAreNotCounted() throws {
    var load = Load()
    for number in 0..<8 { try load.addPage(number) }
    load.finish()
    load.store.drop(page: 2)
    _ = load.slice(isLoading: false, budget: 0)
    #expect(load.reviewing.compared == 350 && load.reviewing.loaded == 350)
    load.finish()
    #expect(load.reviewing.compared == 350)
    #expect(load.reviewing.groups.allSatisfy { $0.items.allSatisfy { !(50..<100).contains($0) } })
  }
}
