import TestSupport

/// A scripted service for the pages of one user: the first page answers the first call, the last one all that follow.
struct MemoryServer: Sendable {
  let server: ScriptedServer

  static func run<Result>(
    _ replies: [ScriptedReply], _ body: (MemoryServer) async throws -> Result
  ) async throws -> Result {
    try await ScriptedServer.run(replies) { try await body(MemoryServer(server: $0)) }
  }

  func browse(_ more: String...) -> TerminalSession.Start {
    .memtui(["--user", "scripted", "--base-url", server.url] + more)
  }
}

extension ScriptedReply {
  /// An answer of the service; rows are JSON objects as text.
  static func page(
    facts: [String] = [], preferences: [String] = [], tools: [String] = [], more: String = ""
  ) -> ScriptedReply {
    let lists = [
      ("memory_detail_list", facts), ("preference_detail_list", preferences),
      ("tool_memory_detail_list", tools),
    ].map { #""\#($0)":[\#($1.joined(separator: ","))]"# }
    return .answer(
      #"{"code":0,"message":"ok","data":{\#(lists.joined(separator: ","))\#(more)}}"#,
      headers: ["traceid": "trace-1234"])
  }
}

enum Fact {
  /// `{"id":"fact-7","memory_key":"fact 7","memory_value":"the text of fact 7"}`
  static func json(_ number: Int) -> String {
    #"{"id":"fact-\#(number)","memory_key":"fact \#(number)","memory_value":"the text of fact \#(number)"}"#
  }

  static func json(_ numbers: ClosedRange<Int>) -> [String] { numbers.map { json($0) } }
}
