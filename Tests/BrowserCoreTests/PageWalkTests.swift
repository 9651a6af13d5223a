import MemoryModel
import SessionHarness
import Testing

@testable import BrowserCore

/// Which pages an export requests, in which order, and which rows it writes.
@MainActor @Suite struct PageWalkTests {
  /// Walks to the end; requests are answered in the order in which they were sent.
  private struct Walked {
    var requests: [PageRequest] = []
    var ids: [String] = []
    var mostInFlight = 0

    init(
      _ service: ScriptedService, claimedPages: Int? = nil, pageSize: Int = 50, only: MemoryCategory? = nil
    ) throws {
      var service = service
      var walk = PageWalk(
        subject: .user("u1"), pageSize: pageSize,
        filter: .object(JSONObject([.init(key: "and", value: .array([]))])), only: only)
      var inFlight: [PageRequest] = []
      while true {
        while let request = walk.nextRequest() { inFlight.append(request) }
        guard !inFlight.isEmpty else { break }
        mostInFlight = max(mostInFlight, inFlight.count)
        let request = inFlight.removeFirst()
        requests.append(request)
        var page = try service.page(request)
        page.claimedPages = claimedPages
        ids += walk.arrived(page).map(\.id.text)
      }
    }
  }

  @Test(arguments: [(0, 1), (49, 1), (50, 2), (51, 2), (1287, 26)], [nil, 1, 3, 26, 27])
  func everyRowArrivesOnceWithoutNeedlessCalls(counts: (facts: Int, calls: Int), claimedPages: Int?) throws {
    // An honest service claims no more pages than it has.
    let claimed = claimedPages.map { min($0, max(1, (counts.facts + 49) / 50)) }
    let walked = try Walked(ScriptedService(counts: [.factual: counts.facts]), claimedPages: claimed)
    #expect(walked.ids == (0..<counts.facts).map { "factual-\($0)" })
    #expect(walked.requests.map(\.page) == Array(1...counts.calls))
    #expect(walked.requests.allSatisfy { $0.filter != nil && $0.size == 50 })
  }

  @Test func onlyPagesTheServiceClaimedAreRequestedAhead() throws {
    let service = ScriptedService(counts: [.factual: 500])
    #expect(try Walked(service).mostInFlight == 1)
    #expect(try Walked(service, claimedPages: 10).mostInFlight == 4)
  }

  /// Page 3 ends the preferences when pages 4 to 6 are under way.
  @Test func endedCategoriesAreSwitchedOffInLaterRequests() throws {
    let walked = try Walked(
      ScriptedService(counts: [.factual: 300, .preference: 120, .tool: 5]), claimedPages: 6)
    #expect(walked.requests.map(\.includesPreferences) == [true, true, true, true, true, true, false])
    #expect(walked.requests.map(\.includesTools) == [true] + [Bool](repeating: false, count: 6))
    #expect(Set(walked.ids).count == 425)
  }

  @Test func anExportOfOnePaneEndsWithItsRows() throws {
    let service = ScriptedService(counts: [.factual: 300, .preference: 60, .tool: 120])
    let preferences = try Walked(service, claimedPages: 6, only: .preference)
    #expect(preferences.ids == (0..<60).map { "preference-\($0)" })
    #expect(preferences.requests.map(\.page) == [1, 2])
    #expect(preferences.requests.allSatisfy { $0.includesPreferences && !$0.includesTools })
    #expect(preferences.requests.allSatisfy { !$0.includesSkills })
    let facts = try Walked(service, claimedPages: 6, only: .factual)
    #expect(facts.ids.count == 300)
    #expect(preferences.mostInFlight == 1 && facts.mostInFlight == 4)
    #expect(facts.requests.allSatisfy { !$0.includesPreferences && !$0.includesTools && !$0.includesSkills })
  }

  /// Page 3 is the last; 4 and 5 find that out, and 6 is under way by then.
  @Test func aFalsePageCountCostsThreeCalls() throws {
    let walked = try Walked(ScriptedService(counts: [.factual: 120]), claimedPages: 1000)
    #expect(walked.requests.map(\.page) == [1, 2, 3, 4, 5, 6])
    #expect(walked.ids.count == 120)
  }

  @Test func rowsThatShiftBetweenPagesAreWrittenOnce() throws {
    var service = ScriptedService(counts: [.factual: 300])
    service.shift = 3
    let walked = try Walked(service)
    #expect(Set(walked.ids).count == walked.ids.count)
    #expect(walked.ids.count == 300)
  }

  @Test func theRowsOfAPageAreOrderedByCategory() throws {
    var walk = PageWalk(subject: .agent("a1"), pageSize: 50)
    let first = walk.nextRequest()
    let request = try #require(first)
    let ahead = walk.nextRequest()
    #expect(ahead == nil)
    var service = ScriptedService(counts: [.tool: 1, .skill: 1, .factual: 2, .preference: 1])
    let rows = walk.arrived(try service.page(request))
    #expect(rows.map(\.id.text) == ["factual-0", "factual-1", "preference-0", "tool-0", "skill-0"])
    let afterTheEnd = walk.nextRequest()
    #expect(walk.hasEnded && afterTheEnd == nil)
  }
}
