import TestSupport
import Testing

extension EndToEnd {
  @Suite struct FailureTests {
    /// Faults on page 2, and what the screen shows.
    @Test(arguments: [
      ("error=40132 page=2", "The service refused the API key: it is not valid or has expired (code 40132"),
      ("error=40304 page=2", "The account's call quota is used up (code 40304"),
      ("html page=2", "The answer is not JSON (HTTP 200)"),
      ("html status=500 page=2", "The service answered HTTP 500"),
      ("garbage page=2", "The answer is not JSON (HTTP 200)"),
      ("cut page=2", "Could not load page 2: not JSON"),
      ("status=503 retry-after=61 page=2", "The service answered HTTP 503"),
      ("redirect=http://127.0.0.1:9/elsewhere page=2", "http://127.0.0.1:9/elsewhere"),
      ("huge page=2", "The answer is larger than 64 MiB and was refused."),
    ])
    func aFailedPageIsReportedAndKeepsTheRows(fault: String, sentence: String) async throws {
      try await DemoService.run(faults: fault) { service in
        try await TerminalSession.run(service.browse()) { terminal in
          try await terminal.wait(for: "row 1 of 50+")
          try await terminal.keys("G")
          let screen = try await terminal.settledScreen(showing: sentence, "Press r to retry", "2 calls")

          #expect(screen.tabs.contains("1 Facts 50+ !"), "\(screen)")
          #expect(screen.shows("trace"), "\(screen)")
          // The rows and the cursor stay.
          #expect(screen.selectedLine?.beginsWithAge == true, "\(screen)")
          // Only r retries.
          try await terminal.keys("Up Down PgDn G End 2 G G 3 1 Enter ] q")
          try await terminal.keys("?")
          try await terminal.wait(for: "Keys of the list")
          #expect(service.pages == [1, 2])
          try await terminal.keys("q r")
          try await terminal.wait(for: "3 calls")
          try await terminal.wait(until: "page 2 is requested again") { _ in service.pages == [1, 2, 2] }
        }
      }
    }

    @Test func aFailedFirstPageShowsWhatToDo() async throws {
      try await DemoService.run(faults: "error=40132 count=1") { service in
        try await TerminalSession.run(service.browse()) { terminal in
          let screen = try await terminal.settledScreen(
            showing: "The service refused the API key: it is not valid or has expired", "set MEMOS_API_KEY",
            "r  try again", "1 call")
          let trace = try #require(screen.text.firstMatch(of: /trace ([0-9a-f]{32})/)).1
          #expect(trace.count == 32)
          try await terminal.keys("r")
          try await terminal.wait(for: "row 1 of 50+", "2 calls")
        }
      }
    }

    @Test func aRefusedPortIsNamed() async throws {
      let port = try LoopbackPort.refusing()
      try await TerminalSession.run(.memtui(["--user", "ann", "--base-url", "http://127.0.0.1:\(port)"])) {
        terminal in
        try await terminal.wait(
          for: "127.0.0.1", "refused the connection", "r  try again", "0 calls")
        // A request that could not be sent does not count as a call.
        try await terminal.keys("Down G G r")
        try await terminal.wait(for: "refused the connection", "0 calls")
      }
    }

    @Test func aRedirectIsReportedAndNotFollowed() async throws {
      try await ScriptedServer.run([.answer("{}")]) { elsewhere in
        try await DemoService.run(faults: "redirect=\(elsewhere.url)/other status=307") { service in
          try await TerminalSession.run(service.browse()) { terminal in
            try await terminal.wait(
              for: "\(elsewhere.url)/other", "HTTP 307", "Redirects are not followed", "1 call")
            #expect(elsewhere.connections == 0)
          }
        }
      }
    }

    @Test func retriesAreShownAndCounted() async throws {
      try await DemoService.run(faults: "status=503 retry-after=1 count=3") { service in
        try await TerminalSession.run(service.browse()) { terminal in
          for attempt in 1...3 {
            try await terminal.wait(
              for: "HTTP 503 · retrying in 1 s (\(attempt) of 3) · Esc stops",
              attempt == 1 ? "1 call" : "\(attempt) calls")
          }
          try await terminal.wait(for: "row 1 of 50+", "4 calls")
          #expect(service.pages == [1, 1, 1, 1])
        }
      }
    }

    @Test func escapeStopsRetrying() async throws {
      try await DemoService.run(faults: "status=503 retry-after=50") { service in
        try await TerminalSession.run(service.browse()) { terminal in
          try await terminal.wait(for: "retrying in 50 s (1 of 3)")
          try await terminal.keys("Esc")
          try await terminal.wait(for: "Loading was cancelled.")
          #expect(service.calls.count == 1)
        }
      }
    }

    @Test func aBrokenConnectionIsRetried() async throws {
      try await DemoService.run(faults: "drop page=2 count=1") { service in
        try await TerminalSession.run(service.browse()) { terminal in
          try await terminal.wait(for: "row 1 of 50+")
          try await terminal.keys("G")
          try await terminal.wait(for: "connection lost · retrying")
          try await terminal.wait(for: "Facts 100+", "3 calls")
          #expect(service.pages == [1, 2, 2])
        }
      }
    }

    @Test func connectionsThatAlwaysBreakGiveUpAfterThreeRetries() async throws {
      try await MemoryServer.run([.page(facts: Fact.json(1...50)), .close]) { service in
        try await TerminalSession.run(service.browse()) { terminal in
          try await terminal.wait(for: "row 1 of 50+")
          try await terminal.keys("G")
          try await terminal.wait(
            for: "The connection broke before the answer was complete", "5 calls", "Facts 50+ !")
          #expect(service.server.requests.count == 5)
        }
      }
    }

    @Test func aTimeoutIsNotRetried() async throws {
      try await MemoryServer.run([.hang]) { service in
        try await TerminalSession.run(service.browse("--timeout", "700ms")) { terminal in
          try await terminal.wait(for: "No complete answer within 0.7 s", "--timeout", "1 call")
          #expect(service.server.requests.count == 1)
        }
      }
    }

    /// Answers and the error printed for each: one line, without type names.
    @Test(
      arguments: [
        (
          .answer(500, #"{"error":"Invocation stopped"}"#),
          "HTTP 500: Invocation stopped. Try again in a while."
        ),
        (
          .answer(200, #"{"code":50123,"msg":"user is frozen","data":null}"#),
          "(code 50123: user is frozen). "
        ),
        (
          .answer(422, #"{"detail":[{"loc":["body","page"],"msg":"Input should be a valid integer"}]}"#),
          "HTTP 422: body.page: Input should be a valid integer. The service does not accept a value of the request"
        ),
        (
          .answer(404, "<html><head><title>404 Not Found</title></head><body><h1>404</h1></body></html>"),
          "HTTP 404 Not Found. Check the base URL"
        ),
        (
          .answer(400, #"{"message":"Bad filter."}"#),
          "HTTP 400: Bad filter. Check the filter and the user id."
        ),
        (.answer(401, #"{"message":"Who are you?"}"#), "HTTP 401: Who are you? Check the API key"),
        (
          .answer(403, "forbidden...\r\nsecond line"), "HTTP 403: forbidden... Check whether this API key may"
        ),
        (.answer(413, ""), "HTTP 413. The request is too large. Make the filter shorter."),
        (.answer(418, #"{"detail":"a \"quoted\" word"}"#), "HTTP 418: a \"quoted\" word. "),
        (.answer(200, "<html><title>Sign in</title></html>"), "The answer is not JSON (HTTP 200): Sign in. "),
        (ScriptedReply(bytes: Array("SSH-2.0-OpenSSH_9.2\r\n".utf8), ending: .close), "it is not HTTP"),
        (ScriptedReply(bytes: Array("HTTP/1.1 999999 x\r\n\r\n".utf8), ending: .close), ""),
        (
          ScriptedReply(bytes: Array("HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n".utf8), ending: .close), ""
        ),
        (ScriptedReply(bytes: Array("HTTP/1.1 200 OK\r\n: x\r\n\r\n".utf8), ending: .close), ""),
        (
          ScriptedReply(
            bytes: Array("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n".utf8), ending: .close),
          ""
        ),
        (
          ScriptedReply(
            bytes: Array("HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, x\r\n\r\nzz\r\n".utf8), ending: .close),
          ""
        ),
        (ScriptedReply(bytes: Array("HTTP/1.1 100 Continue\r\n\r\n".utf8), ending: .close), ""),
        (ScriptedReply(bytes: Array("HTTP/1.1 101 Switching\r\n\r\n".utf8), ending: .close), ""),
        (
          ScriptedReply(
            bytes: Array("HTTP/1.1 200 OK\r\n".utf8) + [UInt8](repeating: 0x61, count: 200_000),
            ending: .close), ""
        ),
      ] as [(ScriptedReply, String)])
    func anErrorIsOneSentenceWithoutTypeNames(reply: ScriptedReply, sentence: String) async throws {
      try await ScriptedServer.run([reply]) { server in
        try await ShellFolder.run { folder in
          let code = try await folder.sh("$MEMTUI check --user ann --base-url \(server.url) >out 2>errors")
          #expect(code == 1)
          let errors = try folder.text("errors")
          #expect(errors.hasPrefix("memtui: ") && errors.split(separator: "\n").count == 1, "\(errors)")
          #expect(errors.contains(sentence), "\(errors)")
          for name in [
            "HTTPClient", "HTTPParser", "NIO", "BoringSSL", "IOError", "errno", "operation couldn",
            "Optional(",
          ] {
            #expect(!errors.contains(name), "\(errors)")
          }
          #expect(!errors.contains(". .") && !errors.replacing("...", with: "").contains(".."), "\(errors)")
        }
      }
    }

    @Test(arguments: [
      "HTTP/1.1 407 Login\r\nContent-Length: 0\r\n\r\n", "HTTP/1.1 502 No\r\nContent-Length: 0\r\n\r\n",
      "garbage\r\n\r\n", nil,
    ])
    func aProxyThatFailsIsNamedWithoutItsPassword(answer: String?) async throws {
      try await RawServer.run(answering: answer.map { Array($0.utf8) }, afterBlankLine: true) { port, _ in
        let environment = ["HTTPS_PROXY": "http://ann:s3cr3t@127.0.0.1:\(port)"]
        try await ShellFolder.run(environment: environment) { folder in
          let code = try await folder.sh(
            "$MEMTUI export --user ann --base-url https://memos.test --log log >out 2>errors")
          #expect(code == 1)
          let errors = try folder.text("errors")
          #expect(errors.contains("The proxy 127.0.0.1:\(port) (HTTPS_PROXY) "), "\(errors)")
          if answer?.contains("407") == true { #expect(errors.contains("requires a login (407)")) }
          if answer?.contains("502") == true { #expect(errors.contains("(502)")) }
          #expect(
            !errors.contains("s3cr3t") && !errors.contains("HTTPClient") && !errors.contains("NIO"),
            "\(errors)")
          #expect(try !folder.text("log").contains("s3cr3t"))
        }
      }
    }
  }
}
