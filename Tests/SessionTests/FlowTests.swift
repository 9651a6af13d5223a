import BrowserCore
import Canvas
import MemoryModel
import SessionHarness
import Testing

@testable import TUI

/// The screen before and after keys and answers.
@MainActor @Suite struct FlowTests {
  @Test(arguments: ["G", "r", "G G", "i G G", "o G G"], [80, 40])
  func escStopsTheLoadingWhereTheLastLineSaysSo(keys: String, width: Int) throws {
    let session = try Session.opened(SampleService.make(), width: width)
    session.keys(keys)
    session.send(.ticked)
    #expect(session.lastLine.contains("Esc stops"), "\(session.screen)")
    let place = session.state.place
    session.keys("Esc")
    #expect(session.pending == nil && session.state.place == place, "\(session.screen)")
  }

  @Test(arguments: ["Enter", "Enter J", "i", "o", "+", "e", "f", "?", "!", "y", "Enter ?", "i ?"], [80, 40])
  func onTopOfTheListEscLeavesAndTheLoadingContinues(screen: String, width: Int) throws {
    for goal in ["G", "r", "G G"] {
      let session = try Session.opened(SampleService.make(), width: width)
      session.keys("\(goal) \(screen)")
      session.send(.ticked)
      #expect(!session.lastLine.contains(" stops"), "\(session.screen)")
      let place = session.state.place
      session.keys("Esc")
      #expect(session.pending != nil && session.state.place != place, "\(session.screen)")
    }
  }

  @Test func aQuestionNamesItsKeysInTheSmallestWindow() throws {
    let session = try Session.opened(SampleService.make(facts: 2000), width: 40, height: 10, pageSize: 10)
    session.keys("G G")
    for _ in 0..<40 where session.state.place != .question { try session.answer() }
    #expect(session.lastLine.contains("Enter yes, Esc no"), "\(session.screen)")
  }

  @Test func tabsShowTheLoadedCountsWithAPlusForMore() throws {
    let session = try Session.opened(SampleService.make(facts: 120, preferences: 37, tools: 50))
    #expect(session.lines[1] == " 1 Facts 50+   2 Preferences 37   3 Tools 50+")
    session.keys("G")
    try session.answer()
    #expect(session.lines[1] == " 1 Facts 100+   2 Preferences 37   3 Tools 50")
    session.keys("G")
    try session.answer()
    #expect(session.lines[1] == " 1 Facts 120   2 Preferences 37   3 Tools 50")
    #expect(session.lines[0].hasSuffix("212 ms · 3 calls"))
  }

  @Test func onlyLongWorkShowsASpinnerAndItsName() throws {
    let session = try Session.opened(SampleService.make())
    let before = session.lastLine
    session.keys("G")
    #expect(session.lines[1] == " 1 Facts 50+   2 Preferences 37   3 Tools 12")
    #expect(session.lastLine != before)
    session.send(.ticked)
    #expect(session.lines[1].hasPrefix(" 1 Facts 50+ ⠙   2 Preferences 37"))
    #expect(session.lastLine.contains("loading page 2 · Esc stops"))
    session.keys("Esc")
    #expect(session.pending == nil)
    #expect(session.lastLine.contains("Loading was cancelled."))
    session.keys("Up")
    #expect(session.lastLine.contains("row 49 of 50+ · server order"))
  }

  @Test func aRetryIsShown() throws {
    let session = try Session.opened(SampleService.make())
    session.keys("G")
    let number = try #require(session.pending).number
    session.send(
      .reported(
        .retrying(ServiceError(.status(503, message: nil)), seconds: 0.5, attempt: 1, of: 3),
        number: number))
    session.send(.ticked)
    #expect(session.lastLine.contains("HTTP 503 · retrying in 0.5 s (1 of 3) · Esc stops"))
  }

  @Test func everyKeyRespondsWhileAPageIsLoading() throws {
    let session = Session(SampleService.make())
    session.send(.started)
    session.keys("?")
    #expect(session.screen.contains("Keys of the list"))
    session.keys("Esc 3")
    #expect(session.screen.contains("SUCCESS"))
    try session.answer()
    #expect(session.screen.contains("search_flights, book"))
  }

  @Test func theRestIsLoadedWithProgressAndAQuestion() throws {
    let session = try Session.opened(SampleService.make(facts: 1287))
    session.keys("G G")
    session.send(.ticked)
    #expect(session.lastLine.contains("loading the rest of Facts · 50 rows"))
    while session.pending != nil { try session.answer() }
    #expect(session.lastLine.contains("20 calls so far and there is more. Continue?"))
    session.keys("Enter")
    while session.pending != nil { try session.answer() }
    #expect(session.lines[1].hasPrefix(" 1 Facts 1287   "))
    #expect(session.lastLine.contains("All 1,287 facts are loaded."))
    #expect(session.requests.map(\.page) == Array(1...26))
  }

  @Test func anOpenMemoryStaysTheOneOfItsRowWhileTheRestIsLoaded() throws {
    let session = try Session.opened(SampleService.make(facts: 120), width: 120)
    session.keys("G G Enter")
    let id = session.state.reading?.memory.id
    try session.answer()
    #expect(session.state.store[.factual].count == 100)
    #expect(session.state.reading?.memory.id == id)
    #expect(session.lines[2].contains("fact 50 of 100+"), "\(session.screen)")
    session.keys("[")
    #expect(session.lines[2].contains("fact 49 of 100+"), "\(session.screen)")
  }

  @Test func helpListsEveryBindingOfTheKeyTable() throws {
    let session = try Session.opened(SampleService.make(), width: 40, height: 100)
    session.keys("?")
    let screen = session.screen.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    for binding in Keymap.standard.bindings where binding.places.contains(.list) {
      #expect(screen.contains(binding.help), "\(binding.help)")
    }
    #expect(screen.contains("1…9"))
    session.keys("q Enter ?")
    #expect(session.screen.contains("Keys of the open memory"))
    #expect(session.screen.contains("raw JSON"))
  }

  @Test func everyPrintableKeyIsTypedInThePrompt() throws {
    let session = Session(SampleService.make(), subject: nil)
    session.send(.started)
    session.type("q -u?!")
    session.press(.paste("a\nb\n"))
    #expect(session.lastLine == " User id: q -u?!a b")
    session.keys("Ctrl-W Home Del End Backspace")
    #expect(session.lastLine.hasPrefix(" User id:  -u?"))
    session.keys("Ctrl-U Enter")
    #expect(session.lastLine.contains("type the id of a user"))
    session.type("memos_user_9")
    session.keys("Enter")
    #expect(session.requests.map(\.subject) == [.user("memos_user_9")])
  }

  @Test func theCaretFollowsTheTypedText() {
    let session = Session(SampleService.make(), subject: nil)
    session.send(.started)
    session.type("日本x")
    #expect(session.frame.caret == Frame.Caret(x: 1 + "User id: ".count + 5, y: 23))
    session.keys("Left Left")
    #expect(session.frame.caret?.x == 1 + "User id: ".count + 2)
  }

  @Test func aPasteIntoTheListRunsNoCommand() throws {
    let session = try Session.opened(SampleService.make())
    let before = session.lines.dropLast()
    session.press(.paste("qqG\u{3}"))
    #expect(session.lines.dropLast() == before && session.lastLine.contains("Paste does nothing here."))
    #expect(session.exit == nil)
  }

  @Test func tTogglesRelativeAndAbsoluteTimes() throws {
    let session = try Session.opened(SampleService.make())
    #expect(session.lines[3].contains("now "))
    session.keys("t")
    #expect(session.lines[3].contains("2026-11-23 16:30  "))
    session.keys("Enter")
    #expect(session.screen.contains("update_time         now"))
  }

  @Test func thePreviewScrollsAndCyclesThroughItsPlaces() throws {
    let session = try Session.opened(SampleService.make(), width: 72, height: 16)
    #expect(session.lines[11].hasPrefix("─ Guangzhou trip · since 2025-12-01 "))
    #expect(session.lines[11].hasSuffix(" … 1 more line, Ctrl-E ──"))
    #expect(session.lines[12].hasPrefix(" plans to travel"))
    let facts = session.lines[13...14]
    session.keys("Ctrl-E")
    #expect(session.lines[11].hasSuffix(" … 1 line above, Ctrl-Y ──"))
    #expect(session.lines[12].contains("children"))
    #expect(session.lines[13...14] == facts, "only the text scrolls")
    session.keys("Ctrl-Y")
    #expect(session.lines[12].hasPrefix(" plans to travel"))
    session.keys("v")
    #expect(session.lines[3].contains("│"))
    session.keys("v")
    #expect(!session.screen.contains("─") && !session.screen.contains("│"))
  }

  @Test func aTooSmallWindowShowsOneLineAndLosesNothing() throws {
    let session = try Session.opened(SampleService.make())
    session.keys("Down Down")
    let before = session.screen
    session.resize(30, 8)
    #expect(session.screen.hasPrefix("memtui needs 40x10, not 30x8"))
    session.keys("Down")
    session.keys("Up")
    session.resize(80, 24)
    #expect(session.screen == before)
  }

  @Test func shrinkingTheWindowKeepsTheCursorVisible() throws {
    let session = try Session.opened(SampleService.make(), width: 120, height: 36)
    session.keys("Down", times: 18)
    session.resize(40, 10)
    #expect(session.lines.contains { $0.hasPrefix("▌") })
    #expect(session.requests.count == 1)
  }

  @Test func qAndCtrlCQuitWithTheirReasons() throws {
    let quitting = try Session.opened(SampleService.make())
    quitting.keys("q")
    #expect(quitting.exit == .asked)
    for place in ["", "Enter", "Enter J", "?", "u"] {
      let session = try Session.opened(SampleService.make())
      session.keys(place)
      session.keys("Ctrl-C")
      #expect(session.exit == .interrupted)
    }
  }

  @Test func aCutNoticeNamesTheKeyForTheRest() throws {
    let session = try Session.opened(SampleService.make(), width: 40, height: 10)
    session.keys("G 3")
    session.fail(ServiceError(.status(503, message: nil), traceID: "8f2a"))
    #expect(session.lastLine == " Could not load page 2. The ser…  ! all")
    session.keys("! G")
    #expect(session.screen.contains("8f2a"))
    session.keys("!")
    #expect(session.state.place == .list)
  }

  @Test func aSuccessRateOutsideZeroToOneIsShownAsReceived() throws {
    let service = ScriptedService(counts: [.tool: 3]) { _, index in
      let rate = ["95", "-3", "0.5"][index]
      return """
        {"id":"t\(index)","tool_value":"x","tool_used_status":[{"used_tool":"a","success_rate":\(rate)}]}
        """
    }
    let session = try Session.opened(service)
    session.keys("3")
    #expect(session.lines[3].contains(" 95  "))
    #expect(session.lines[4].contains(" -3  "))
    #expect(session.lines[5].contains(" 50 % ! "))
  }

  @Test func thePreviewShowsTheTextOfTheRow() throws {
    let service = ScriptedService(counts: [.factual: 1, .skill: 1, .profile: 1]) { category, _ in
      switch category {
      case .skill: #"{"id":"s","skill_value":{"name":"Booking","description":"books a seat"}}"#
      case .profile: #"{"id":"p","profile":"Likes tea"}"#
      default: #"{"id":"f","memory_key":"","memory_value":"a text","tags":[]}"#
      }
    }
    let session = try Session.opened(service, height: 36)
    #expect(session.lines[26] == " a text")
    #expect(session.lines[27] == "")
    session.keys("4")
    #expect(session.lines[26].contains("Booking"))
    #expect(session.lines[28].contains("books a seat"))
    session.keys("5")
    #expect(session.lines[26].contains("Likes tea"))
  }

  @Test func theListOfNoticesShowsTheirTimes() throws {
    let session = try Session.opened(SampleService.make())
    session.keys("r")
    try session.answer()
    #expect(session.lastLine.contains("Reloaded: 50 rows."))
    session.keys("!")
    #expect(session.screen.contains("2026-11-23 16:30 +08:00  Reloaded: 50 rows."))
  }
}
