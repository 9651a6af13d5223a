import BrowserCore
import Canvas
import MemoryModel
import SessionHarness
import Testing

/// A key that means nothing here says so in the last line.
@MainActor @Suite struct SilentKeyTests {
  private func empty(_ counts: [MemoryCategory: Int] = [:]) throws -> Session {
    try Session.opened(ScriptedService(counts: counts))
  }

  @Test(arguments: ["j", "k", "G", "g", "Space", "Enter", "+", "c", "s", "v", "&", "Ctrl-E"])
  func inAnEmptyPane(key: String) throws {
    let session = try empty([.preference: 3])
    session.keys(key)
    #expect(session.lastLine.hasPrefix(" \(key) does nothing here. ? shows the keys."), "\(session.lastLine)")
    #expect(session.requests.count == 1)
    session.keys("2 \(key)")
    #expect(!session.lastLine.contains("does nothing"), "in a pane with rows: \(session.lastLine)")
  }

  @Test func aMovementThatLoadsMeansSomethingInAnEmptyPane() throws {
    // A page without a new id: more may follow.
    let session = try Session.opened(SampleService.make(facts: 150))
    session.keys("&")
    session.type("nowhere")
    session.keys("Enter")
    #expect(session.state.rows.count == 0)
    session.keys("j")
    #expect(session.lastLine.hasPrefix(" j does nothing here."), "a narrowed pane loads nothing")
    session.keys("G G")
    #expect(session.requests.count == 2, "but twice the last row loads the rest")
  }

  @Test func conditionsToDropAreChosen() throws {
    let session = try Session.opened(FilterSample.make())
    session.keys("f scene Tab Tab Payment Tab info.tier Tab Tab none Enter")
    session.service.counts = [:]
    try session.answer()
    session.keys("j")
    #expect(session.shows("▌ Enter drops info.tier = none"), "\(session.screen)")
    session.keys("Enter")
    #expect(session.sent == #"{"and":[{"scene":"Payment"}]}"#)
  }

  @Test func readingTheIDAsAnAgentsIsForUsersWithoutMemories() throws {
    let session = try empty([.factual: 3])
    session.keys("Ctrl-O")
    #expect(session.lastLine.hasPrefix(" Ctrl-O does nothing here."), "\(session.lastLine)")
  }

  @Test func aCommandOfThePalette() throws {
    let session = try empty()
    session.keys(":")
    session.type("sort_by_next_column")
    session.keys("Enter")
    #expect(session.lastLine.hasPrefix(" That command does nothing here."), "\(session.lastLine)")
  }

  @Test func theSmallestWindowHasNoRoomForAPreview() throws {
    let session = try Session.opened(SampleService.make(), width: 40, height: 10)
    session.keys("v")
    #expect(session.lastLine.hasPrefix(" The window is too small for a preview."), "\(session.lastLine)")
    session.keys("v")
    #expect(session.lastLine.hasPrefix(" The preview is off."), "\(session.lastLine)")
    session.resize(80, 24)
    session.keys("v")
    #expect(session.lastLine.hasPrefix(" row 1 of"), "here it is seen")
  }

  /// About a key, not about the memories: the notices do not list it.
  @Test func noticesDoNotListThem() throws {
    let session = try empty()
    session.keys("j f Ctrl-S Esc !")
    #expect(session.shows("No notices yet."), "\(session.screen)")
  }
}
