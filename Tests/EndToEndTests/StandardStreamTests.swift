import Foundation
import TestSupport
import Testing

extension EndToEnd {
  /// Closed standard streams, outputs that cannot be opened, and arguments that are not UTF-8.
  @Suite struct StandardStreamTests {
    private static func run(_ body: (ShellFolder, String) async throws -> Void) async throws {
      try await DemoService.run(memories: 60) { service in
        try await ShellFolder.run { folder in
          try await body(folder, "--user memos_user_123 --base-url \(service.url)")
        }
      }
    }

    @Test func outputForAClosedStandardOutputGoesNowhereElse() async throws {
      try await Self.run { folder, options in
        try await folder.expect(1, of: "$MEMTUI export \(options) --log log >&- 2>errors")
        #expect(try folder.text("errors").contains("Standard output cannot be written"))
        #expect(!(try folder.text("log").contains("memory_value")))
      }
    }

    @Test(arguments: ["folder", "folder/", "missing/x.csv", String(repeating: "x", count: 300)])
    func anOutputThatCannotBeOpenedIsRefusedBeforeAnyCall(path: String) async throws {
      try await DemoService.run(memories: 60) { service in
        try await ShellFolder.run { folder in
          let options = "--user memos_user_123 --base-url \(service.url)"
          try await folder.expect(2, of: "mkdir folder; $MEMTUI export \(options) -o \(path) 2>errors")
          #expect(try folder.text("errors").contains(path.prefix(20)))
          #expect(service.calls.isEmpty)
        }
      }
    }

    @Test func anArgumentThatIsNotUTF8IsRefused() async throws {
      try await Self.run { folder, options in
        try await folder.expect(2, of: "$MEMTUI export \(options) -o \"$(printf 'bad\\377.json')\" 2>errors")
        #expect(try folder.text("errors") == "memtui: Argument 7 is not UTF-8.\n")
        #expect(try folder.names() == ["errors"])
      }
    }

    @Test func showContinuesAfterAnIDThatFails() async throws {
      let replies = [
        ScriptedReply.answer(#"{"code":0,"data":{"id":"a","memory_value":"first"}}"#),
        .answer(#"{"code":0,"success":false,"message":"frozen"}"#),
        .answer(#"{"code":0,"data":{"id":"c","memory_value":"third"}}"#),
      ]
      try await ScriptedServer.run(replies) { server in
        try await ShellFolder.run { folder in
          let options = "--user ann --base-url \(server.url) --format json"
          try await folder.expect(1, of: "printf 'a\\nb\\nc\\n' | $MEMTUI show - \(options) >out 2>errors")
          #expect(try folder.text("out").contains("third"))
          #expect(try folder.text("errors").contains("Memory \"b\" could not be read."))
        }
      }
    }
  }
}
