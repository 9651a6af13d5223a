import Testing

@testable import Terminal

@Suite struct CapabilitiesTests {
  @Test(arguments: [
    ("\u{1B}[m", "\u{1B}[m"), ("\u{1B}[m$<2>", "\u{1B}[m"), ("a$<5*/>b$<1.5>", "ab"), ("cost $5", "cost $5"),
    ("$<", "$<"),
  ])
  func leavesOutPauses(_ capability: String, bytes: String) {
    #expect(Capabilities.withoutPadding(Array(capability.utf8)) == Array(bytes.utf8))
  }

  @Test(arguments: [
    ("xterm-256color", true), ("tmux-256color", true), ("screen", true), ("rxvt-unicode-256color", true),
    ("st-256color", true),
    ("linux", false), ("vt100", false), ("sun", false), ("rxvt", false), ("dtterm", false),
  ])
  func knowsTerminalsThatAreUTF8(_ type: String, isLikely: Bool) {
    #expect(CharacterEncoding.isLikelyUTF8(type) == isLikely)
  }
}
