import Foundation
import Testing

extension TerminalSession {
  /// Types a command at the prompt.
  func runInShell(_ command: String, at location: SourceLocation = #_sourceLocation) async throws {
    try await wait(until: "the shell waits for a command", at: location) { screen in
      screen.lines.last { !$0.isEmpty } == Self.shellPrompt
    }
    try await type(command)
    try await keys("Enter")
  }

  func file(_ name: String) throws -> String {
    try String(contentsOf: home.appending(path: name), encoding: .utf8)
  }

  /// Neither alternate screen nor bracketed paste nor mouse, and a cursor to be seen.
  func expectLeftClean(at location: SourceLocation = #_sourceLocation) async throws {
    let flags = try await formatted("#{alternate_on} #{mouse_any_flag} #{keypad_flag}")
    #expect(flags == "0 0 0", sourceLocation: location)
    // tmux hides the cursor of a pane whose program has ended: what the program sent last counts.
    let stream = TerminalStream(try bytes())
    #expect(stream.mode(1049) == false, sourceLocation: location)
    #expect(stream.mode(25) == true, sourceLocation: location)
    #expect(stream.mode(2004) == false, sourceLocation: location)
    #expect([1000, 1002, 1003, 1006].allSatisfy { stream.mode($0) != true }, sourceLocation: location)
  }
}
