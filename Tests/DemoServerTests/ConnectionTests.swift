import Foundation
import Testing

@testable import DemoServer

@Suite struct ConnectionTests {
  private static let body = #"{"user_id":"memos_user_456","size":1}"#

  /// The bytes that a server sends until it closes the connection.
  private func exchange(faults: [String] = [], _ ask: (RawConnection) -> Void) async throws -> String {
    try await withDemo(faults: faults) { client in
      let connection = try RawConnection(port: client.port)
      ask(connection)
      return String(decoding: try #require(connection.readToEnd()), as: UTF8.self)
    }
  }

  @Test func pipelinedRequestsAreAnsweredInOrder() async throws {
    let text = try await exchange { connection in
      connection.ask(Self.body)
      connection.ask("no JSON")
      connection.ask("", method: "GET", headers: ["Connection: close"])
    }
    #expect(text.matches(of: /HTTP\/1.1 (\d+)/).map(\.1) == ["200", "200", "405"])
    #expect(text.contains("Connection: keep-alive") && text.contains("Connection: close"))
  }

  @Test func closeSendsNothing() async throws {
    #expect(try await exchange(faults: ["close", "latency=50ms"]) { $0.ask(Self.body) }.isEmpty)
    try await withDemo(faults: ["close count=1"]) { client async throws in
      await #expect(throws: (any Error).self) { try await client.ask(Self.body) }
      #expect(try await client.ask(Self.body)["code"].int == 0)
    }
  }

  @Test func dropSendsLessThanAnnounced() async throws {
    let text = try await exchange(faults: ["drop"]) { $0.ask(Self.body) }
    let promised = try #require(text.firstMatch(of: /Content-Length: (\d+)/).flatMap { Int($0.1) })
    let sent = try #require(text.range(of: "\r\n\r\n").map { text[$0.upperBound...].utf8.count })
    #expect(sent == promised / 2)
  }

  @Test(arguments: [
    ("POST", "status=204", "204 No Content"), ("HEAD", "status=503", "503 Service Unavailable"),
  ])
  func anAnswerWithoutABodyKeepsTheConnectionUsable(method: String, fault: String, status: String)
    async throws
  {
    let text = try await exchange(faults: [fault + " count=1"]) { connection in
      connection.ask("", method: method)
      connection.ask(Self.body, headers: ["Connection: close"])
    }
    #expect(text.hasPrefix("HTTP/1.1 \(status)\r\n"))
    #expect(text.contains("\r\n\r\nHTTP/1.1 200 OK\r\n"))
  }

  @Test(.disabled(if: keepsFreedMemory)) func aHugeBodyWaitsForItsReader() async throws {
    // In a process of its own: other tests use memory meanwhile.
    await #expect(processExitsWith: .success) {
      try await withDemo(faults: ["huge=2000000000 count=1"]) { client in
        let connection = try RawConnection(port: client.port)
        let before = try residentSize()
        connection.ask(ConnectionTests.body)
        try await Task.sleep(for: .milliseconds(500))
        try #require(residentSize() - before < 256 << 20)
        try #require(await client.ask(Self.body)["code"].int == 0)
      }
    }
  }

  @Test func theServerStopsWhileClientsWait() async throws {
    try await withDemo(faults: ["latency=3600s count=1", "slow=1"]) { client in
      let connections = [try RawConnection(port: client.port), try RawConnection(port: client.port)]
      for connection in connections { connection.ask(Self.body) }
      while client.server.callLog.count < 2 { try await Task.sleep(for: .milliseconds(5)) }
      await client.server.stop()
      for connection in connections { #expect(connection.readToEnd() != nil) }
    }
  }

  @Test func aClientThatLeavesEarlyDoesNoHarm() async throws {
    try await withDemo(faults: ["latency=50ms page=2", "slow=100 page=3"]) { client in
      for page in 2...3 {
        let connection = try RawConnection(port: client.port)
        connection.ask(#"{"user_id":"memos_user_456","page":\#(page)}"#)
      }
      try await Task.sleep(for: .milliseconds(150))
      #expect(client.server.callLog.count == 2)
      #expect(try await client.ask(Self.body)["code"].int == 0)
    }
  }
}
