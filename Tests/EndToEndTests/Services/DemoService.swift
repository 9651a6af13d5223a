import DemoServer

/// The demo service in this process, on a port of its own, which keeps what it was asked.
struct DemoService: Sendable {
  let url: String
  private let server: DemoServer

  /// - Parameter faults: as `--fault` takes them: `latency=5s`, `error=40132`.
  static func run<Result>(
    faults: String..., memories: Int? = nil, _ body: (DemoService) async throws -> Result
  ) async throws -> Result {
    let faults = try faults.map { try DemoFault(parsing: $0) }
    let server = DemoServer(options: DemoOptions(key: Program.key, memories: memories, faults: faults))
    let port = try await server.start()
    do {
      let result = try await body(DemoService(url: "http://127.0.0.1:\(port)", server: server))
      await server.stop()
      return result
    } catch {
      await server.stop()
      throw error
    }
  }

  /// Requests so far, pages and single memories alike.
  var calls: [DemoCall] { server.callLog }

  var bodies: [String] { calls.map { String(decoding: $0.body, as: UTF8.self) } }

  /// The numbers of the pages that were asked for, in order.
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
