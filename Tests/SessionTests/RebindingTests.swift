import BrowserCore
import Canvas
import SessionHarness
import Testing

@testable import TUI

/// Configured keys, from their names in the configuration to the screen.
@MainActor @Suite struct RebindingTests {
  @Test(arguments: [
    (BrowserCommand.pageDown, "page_down"), (.showPane(3), "show_pane_3"), (.showRaw, "show_raw"),
    (.backOrQuit, "back_or_quit"), (.open, "open"),
  ])
  func aCommandIsNamedAfterItsCase(command: BrowserCommand, name: String) {
    #expect(command.name == name)
  }

  @Test func noTwoCommandsOfAPlaceShareANameOrAKey() throws {
    for place in Place.allCases {
      let names = Keymap.standard.commands(in: place).map(\.name)
      #expect(Set(names).count == names.count, "\(place.name)")
      for name in names {
        #expect(name.allSatisfy { $0.isLowercase || $0.isNumber || $0 == "_" }, "\(name)")
      }
    }
    _ = try Keymap.standard.rebound([])
  }

  @Test func aCommandIsNamedInWords() {
    #expect(BrowserCommand.editJSON.name == "edit_json")
    #expect(
      BrowserCommand.copy(.json).name == "copy_json" && BrowserCommand.showPane(3).name == "show_pane_3")
  }

  @Test(
    arguments: [
      ("j", .character("j")), ("J", .character("J")), ("-", .character("-")), ("é", .character("é")),
      ("Ctrl-D", .control("d")), ("ctrl-d", .control("d")), ("C-d", .control("d")), ("^D", .control("d")),
      ("Ctrl-]", .control("]")), ("Ctrl-Space", .control("@")),
      ("Ctrl-I", .tab), ("ctrl-m", .enter), ("^H", .backspace), ("Ctrl-[", .escape),
      ("PgDn", .pageDown), ("pgdn", .pageDown), ("PageDown", .pageDown), ("page_down", .pageDown),
      ("esc", .escape), ("Escape", .escape), ("Return", .enter), ("Space", .character(" ")),
      ("Shift-Tab", .backTab), ("F1", .function(1)), ("f12", .function(12)), ("F64", nil), ("F0", nil),
      ("^", .character("^")),
      ("", nil), (" ", nil), ("Ctrl-", nil), ("Ctrl-1", nil), ("Ctrl-dd", nil), ("Alt-x", nil), ("jj", nil),
    ] as [(String, Key?)])
  func keysAreReadByName(name: String, key: Key?) {
    #expect(Key(named: name) == key)
  }

  @Test func everyKeyOfTheTableIsReadByItsShownName() {
    for key in Set(Keymap.standard.bindings.flatMap(\.keys)) { #expect(Key(named: key.name) == key) }
  }

  @Test func aQuestionNamesNoKeyOfTheListForItsAnswers() throws {
    let session = try Session.opened(SampleService.make())
    session.keymap = try Keymap.standard.rebound([
      .init(place: .question, command: .back, keys: []),
      .init(place: .question, command: .backOrQuit, keys: []),
    ])
    session.keys("e Enter")
    session.send(.exportEnded(.fileExists))
    #expect(session.lastLine.contains("Replace it? Enter yes · memories.ndjson"), "\(session.lastLine)")
  }

  @Test func configuredKeysReplaceTheStandardKeysOfThatPlaceOnly() throws {
    let session = try Session.opened(SampleService.make(), height: 60)
    session.keymap = try Keymap.standard.rebound([
      .init(place: .list, command: .moveDown, keys: [.character("z"), .control("x")]),
      .init(place: .list, command: .showHelp, keys: [.function(1)]),
    ])
    session.keys("j Down")
    #expect(
      session.state.pane.cursor == 0
        && session.lastLine.contains("Down does nothing here. F1 shows the keys."))
    session.keys("z Ctrl-X")
    #expect(session.lastLine.contains("row 3 of"))
    #expect(session.lastLine.contains("F1 keys"))
    session.keys("?")
    #expect(session.state.place == .list)
    session.keys("F1")
    #expect(session.screen.contains("z Ctrl-X  next row") && !session.screen.contains("j ↓      next row"))
    session.keys("j Esc Enter ?")
    #expect(session.screen.contains("j ↓      next field"))
  }

  @Test func aCommandWithoutKeysIsMissingFromHelpAndHints() throws {
    let session = try Session.opened(SampleService.make(), width: 120)
    #expect(session.lastLine.contains("u user"))
    session.keymap = try Keymap.standard.rebound([.init(place: .list, command: .changeUser, keys: [])])
    #expect(!session.lastLine.contains("user"))
    session.keys("u ?")
    #expect(session.screen.contains("Keys of the list") && !session.screen.contains("switch user"))
  }

  @Test func keysMayBeSwapped() throws {
    let keymap = try Keymap.standard.rebound([
      .init(place: .list, command: .moveDown, keys: [.character("k")]),
      .init(place: .list, command: .moveUp, keys: [.character("j")]),
    ])
    #expect(keymap.command(for: .character("k"), in: .list) == .moveDown)
    #expect(keymap.command(for: .character("k"), in: .memory) == .moveUp)
  }

  @Test(
    arguments: [
      (
        .init(place: .list, command: .moveDown, keys: [.character("g")]),
        .clash(.character("g"), .list, .moveDown, .goFirst)
      ),
      (
        .init(place: .raw, command: .showRaw, keys: [.control("c")]),
        .clash(.control("c"), .raw, .showRaw, .interrupt)
      ),
      (
        .init(place: .prompt, command: .accept, keys: [.character("y")]),
        .text(.character("y"), .prompt, .accept)
      ),
    ] as [(Keymap.Rebinding, Keymap.Fault)])
  func anImpossibleRebindingIsRefused(rebinding: Keymap.Rebinding, fault: Keymap.Fault) {
    #expect(throws: fault) { try Keymap.standard.rebound([rebinding]) }
  }

  @Test func controlCQuitsInEveryPlace() throws {
    let keymap = try Keymap.standard.rebound([
      .init(place: .list, command: .interrupt, keys: [.character("z")])
    ])
    #expect(keymap.command(for: .character("z"), in: .list) == .interrupt)
    for place in Place.allCases { #expect(keymap.command(for: .control("c"), in: place) == .interrupt) }
  }
}
