import DemoServer
import Foundation
import FoundationNetworking
import TestSupport
import Testing

/// The demo service in this process, on its own port; it records its requests.
struct DemoService: Sendable {
  let url: String
  private let server: DemoServer

  /// - Parameter faults: as in `--fault`: `latency=5s`, `error=40132`.
  static func run<Result>(
    faults: String..., memories: Int? = nil, _ body: (DemoService) async throws -> Result
  ) async throws -> Result {
    let faults = try faults.map { try DemoFault(parsing: $0) }
    let server = DemoServer(options: DemoOptions(key: Program.key, memories: memories, faults: faults))
    let port = try await server.start()
    return try await finally(server.stop) {
      try await body(DemoService(url: "http://127.0.0.1:\(port)", server: server))
    }
  }

  /// All requests so far, for pages and for single memories.
  var calls: [DemoCall] { server.callLog }

  var bodies: [String] { calls.map { String(decoding: $0.body, as: UTF8.self) } }

  /// The numbers of the requested pages, in order.
  var pages: [Int] {
    bodies.compactMap { body in
      body.firstRange(of: "\"page\":").flatMap { range in
        Int(body[range.upperBound...].prefix { $0.isNumber })
      }
    }
  }

  func browse(_ user: String = "memos_user_123", _ more: String...) -> TerminalSession.Start {
    .memtui(["--user", user, "--base-url", url] + more)
  }
}

/// The beginning of a row, as the service sends it.
struct Title: Sendable {
  var text: String

  /// Whether it holds only printable ASCII and the dot, which are drawn unchanged.
  var isPlain: Bool { text.unicodeScalars.allSatisfy { (0x20...0x7E).contains($0.value) || $0 == "·" } }
}

extension DemoService {
  /// The beginning of every fact's row: `Guangzhou trip · `, or its text if it has no key. Reads page after page without
  /// any code of memtui; the service counts these calls too.
  func factTitles(_ user: String) async throws -> [Title] {
    struct Answer: Decodable {
      struct Page: Decodable {
        struct Fact: Decodable {
          var memoryKey: String?
          var memoryValue: String
        }
        var memoryDetailList: [Fact]
      }
      var data: Page
    }
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    var titles: [Title] = []
    for page in 1... {
      var request = URLRequest(url: try #require(URL(string: url + "/get/memory")))
      request.httpMethod = "POST"
      request.setValue("Token \(Program.key)", forHTTPHeaderField: "Authorization")
      request.setValue("application/json", forHTTPHeaderField: "Content-Type")
      request.httpBody = Data(
        #"{"user_id":"\#(user)","page":\#(page),"size":50,"include_preference":false,"include_tool_memory":false}"#
          .utf8)
      let (body, _) = try await URLSession.shared.data(for: request)
      let facts = try decoder.decode(Answer.self, from: body).data.memoryDetailList
      titles += facts.map {
        Title(text: $0.memoryKey.map { "\($0)  " } ?? String($0.memoryValue.prefix(20)))
      }
      if facts.count < 50 { break }
    }
    return titles
  }
}

/// A scripted service for the pages of one user; the last reply answers all further calls.
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
  /// A page of the service; rows are JSON objects as text.
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
