import BrowserCore
import Canvas
import Testing

@testable import TUI

/// Sentences name the keys that are bound.
@MainActor @Suite struct KeyNamesTests {
  private func keys(in place: Place, _ rebindings: [Keymap.Rebinding] = []) throws -> KeyNames {
    KeyNames(keymap: try Keymap.standard.rebound(rebindings), place: place)
  }

  @Test func aSlotHoldsTheFirstKeyOfTheCommandInThePlace() throws {
    #expect(try keys(in: .list).part("Press \(.refresh) to retry.") == "Press r to retry.")
    let rebound = try keys(
      in: .list,
      [
        .init(place: .list, command: .refresh, keys: [.function(5), .character("r")]),
        .init(place: .memory, command: .refresh, keys: [.control("r")]),
      ])
    #expect(rebound.part("Press \(.refresh) to retry.") == "Press F5 to retry.")
    #expect(rebound.part(" \(.refresh, in: .memory) there") == " Ctrl-R there")
  }

  @Test func withoutAKeyThePartIsLeftOut() throws {
    let keys = try keys(in: .list, [.init(place: .list, command: .refresh, keys: [])])
    #expect("Could not load page 4." + keys.part(" Press \(.refresh) to retry.") == "Could not load page 4.")
    #expect(KeyNames.none.part(" Press \(.refresh) to retry.") == "")
  }

  @Test func aPlaceWithoutTheCommandNamesTheKeyOfTheListUnlessItWouldBeText() throws {
    #expect(try keys(in: .notices).part("\(.refresh)") == "r")
    #expect(try keys(in: .form).part("\(.refresh)") == "")
  }
}
