import Foundation
import TestSupport
import Testing

extension EndToEnd {
  @Suite struct SelfHostedTests {
    private static func reply(_ count: Int) -> ScriptedReply {
      let rows = (0..<count).map { index in
        #"{"id":"f-\#(index)","memory":"the text of memory \#(index)","metadata":{"key":"key \#(index)","#
          + #""memory_type":"UserMemory","updated_at":"2026-08-17T22:20:00.084116"}}"#
      }
      return .answer(
        #"{"code":200,"message":"ok","data":{"text_mem":[{"cube_id":"memos_user_123","memories":[\#(rows.joined(separator: ","))],"#
          + #""total_nodes":\#(count)}],"pref_mem":[],"tool_mem":[],"skill_mem":[]}}"#)
    }

    private static func browse(_ server: MemoryServer) -> TerminalSession.Start {
      .memtui(["--dialect", "selfhosted", "--base-url", server.server.url, "--cube", "memos_user_123"])
    }

    @Test func aCubeIsBrowsedWithoutAKey() async throws {
      try await MemoryServer.run([Self.reply(3)]) { server in
        try await TerminalSession.run(Self.browse(server), environment: ["MEMOS_API_KEY": nil]) { terminal in
          let screen = try await terminal.settledScreen(showing: "key 2  the text of memory 2")
          #expect(screen.tabs.contains("1 Facts 3"))
          #expect(screen.header.hasPrefix("memtui  cube memos_user_123 · 127.0.0.1"))
          let call = try #require(server.server.requests.first)
          #expect(call.path == "/product/get_memory")
          #expect(call.headers["authorization"] == nil)
          #expect(
            call.body
              == #"{"mem_cube_id":"memos_user_123","page":1,"page_size":50,"#
              + #""include_preference":true,"include_tool_memory":true,"include_skill_memory":true}"#)
        }
      }
    }

    /// The backend named `postgres` answers with the whole cube, whatever the page.
    @Test func aServerThatIgnoresThePageGetsTwoMoreCalls() async throws {
      try await MemoryServer.run([Self.reply(60)]) { server in
        try await TerminalSession.run(Self.browse(server), environment: ["MEMOS_API_KEY": nil]) { terminal in
          try await terminal.wait(for: "row 1 of 60+")
          try await terminal.keys("G G")
          let screen = try await terminal.settledScreen(showing: "All 60 facts are loaded.")
          #expect(screen.tabs.contains("1 Facts 60"))
          #expect(server.server.requests.count == 3)
        }
      }
    }
  }
}
