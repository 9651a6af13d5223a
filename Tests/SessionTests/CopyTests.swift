import Canvas
import MemoryModel
import SessionHarness
import TUI
import Testing

@testable import BrowserCore

@MainActor @Suite struct CopyTests {
  @Test func yListsTheChoicesAndEscLeaves() throws {
    let session = try Session.opened(SampleService.make(), width: 40, height: 10)
    session.keys("y")
    #expect(session.lastLine.hasPrefix(" Copy: y text  i id  j JSON  c curl"))
    session.keys("Esc")
    #expect(session.state.place == .list)
    session.keys("y x")
    #expect(session.state.place == .copy)
    session.keys("q")
    #expect(session.state.place == .list)
    #expect(session.copied.isEmpty && session.exit == nil)
  }

  @Test func theOriginalTextIsCopied() throws {
    let text = "a\u{1B}]52;c;aGk=\u{7}\u{202E}b"
    let service = ScriptedService(counts: [.factual: 1]) { _, _ in
      #"{"id":"f 1","memory_value":"a\u001b]52;c;aGk=\u0007\u202eb","confidence":0.990}"#
    }
    let session = try Session.opened(service)
    session.keys("y y y i")
    session.keys("Enter y j")
    #expect(session.copied.map(\.part) == [.text, .id, .json])
    #expect(session.copied[0].content == .text(text))
    #expect(session.copied[1].content == .text("f 1"))
    guard case .text(let json) = session.copied[2].content else {
      Issue.record("no JSON")
      return
    }
    #expect(json.contains("\"confidence\": 0.990"))
    #expect(session.state.place == .memory)
    session.send(.copied(.text, .sentToTerminal(bytes: 212)))
    #expect(session.lastLine.hasPrefix(" Copied the text. (212 bytes, OSC 52)"))
  }

  @Test func withoutAMemoryOnlyTheRequestCanBeCopied() throws {
    let session = try Session.opened(ScriptedService(counts: [:]))
    session.keys("y y")
    #expect(session.copied.isEmpty)
    #expect(session.lastLine.contains("There is nothing to copy: no memory is selected."))
    session.keys("y c")
    #expect(
      session.copied == [
        Copying(
          part: .curl, content: .request(PageRequest(subject: .user("memos_user_123"), page: 1, size: 50)))
      ])
  }

  @Test func pagerAndEditorGetTheMemory() throws {
    let service = ScriptedService(counts: [.factual: 1]) { _, _ in
      #"{"id":"f1","memory_value":"one\u202e two"}"#
    }
    let session = try Session.opened(service)
    session.keys("Enter p E")
    #expect(
      session.handedOver == [
        "one\u{202E} two", "{\n  \"id\": \"f1\",\n  \"memory_value\": \"one\\u202e two\"\n}",
      ])
  }
}
