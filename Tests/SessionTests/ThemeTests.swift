import Canvas
import SessionHarness
import Testing

@testable import TUI

@MainActor @Suite struct ThemeTests {
  @Test(
    arguments: [
      ("bright-magenta bold", Style(.brightMagenta, [.bold])),
      ("white on blue bold underline", Style(.white, on: .blue, [.bold, .underline])),
      ("Bold  RED", Style(.red, [.bold])), ("on bright-black", Style(.standard, on: .brightBlack)),
      ("standard dim reverse", Style(.standard, [.dim, .reverse])), ("plain", .plain), ("", .plain),
    ] as [(String, Style)])
  func aStyleIsReadFromItsNames(text: String, style: Style) throws {
    #expect(try Style(words: text) == style)
    #expect(try Style(words: style.words) == style)
  }

  @Test(arguments: [("redd", "redd"), ("red bald", "bald"), ("bright red", "bright"), ("red on", "on")])
  func unknownStyleNamesAreRefused(text: String, word: String) {
    #expect(throws: Style.UnknownWord(word: word)) { try Style(words: text) }
  }

  @Test func everyRoleHasAName() {
    for role in Theme.Role.allCases {
      #expect("\(role)".lowercased() == role.name.replacing("_", with: ""))
      #expect(role.name.allSatisfy { $0.isLowercase || $0 == "_" })
      var theme = Theme.mono
      let isKnown = theme.set(role.name, to: Style(.green))
      #expect(isKnown)
      #expect(Theme.Role.allCases.filter { theme[$0] != Theme.mono[$0] } == [role])
    }
  }

  /// Yellow, cyan, white and bright colours cannot be read on white.
  @Test(arguments: [Theme.dark, .light]) func bothBackgroundsAreReadable(theme: Theme) {
    for role in Theme.Role.allCases {
      let style = theme[role]
      #expect([.standard, .magenta, .red, .green, .blue].contains(style.foreground), "\(role.name)")
      #expect(style.background == .standard, "\(role.name)")
    }
  }

  @Test(arguments: Theme.builtIn.map(\.theme)) func withoutColoursAttributesMarkWhatMatters(theme: Theme) {
    let mono = theme.withoutColors
    for role in Theme.Role.allCases {
      let style = mono[role]
      #expect(style.foreground == .standard && style.background == .standard, "\(role.name)")
    }
    for role: Theme.Role in [
      .marker, .selected, .failed, .match, .chip, .new, .changed, .fault, .activeTab,
    ] {
      #expect(mono[role] != mono[.text])
    }
    #expect(mono[.match] != mono[.selected] && mono[.new] != mono[.changed])
  }

  @Test func theThemeIsDrawn() throws {
    let session = try Session.opened(SampleService.make())
    session.theme = .light
    #expect(session.frame.canvas[row: 3].first?.style == Style(.blue, [.bold]))
    session.theme[.marker] = Style(.white, on: .blue)
    #expect(session.frame.canvas[row: 3].first?.style == Style(.white, on: .blue))
  }
}
