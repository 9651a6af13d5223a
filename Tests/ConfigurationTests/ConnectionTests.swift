import BrowserCore
import Foundation
import MemOSClient
import MemoryModel
import Synchronization
import Testing

@testable import memtui

/// A connection that cannot work is reported before the screen opens.
@Suite struct ConnectionTests {
  private func sentence(_ arguments: [String], _ environment: [String: String]) async throws -> String? {
    do throws(SettingsError) {
      guard case .browse(let command) = try Invocation(arguments: arguments) else { return nil }
      let settings = try Settings.resolve(command.flags, environment: environment)
      _ = try Connection(settings: settings, environment: environment, executor: QueueExecutor(label: "test"))
      return nil
    } catch {
      return error.sentence
    }
  }

  private static let withKey = ["MEMOS_API_KEY": "k", "HOME": "/nonexistent"]

  @Test func `a file without certificates is refused`() async throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "memtui-\(UUID()).pem")
    try Data("no certificate".utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let environment = Self.withKey.merging(["SSL_CERT_FILE": file.path]) { $1 }
    let sentence = try await sentence(["--user", "u"], environment)
    #expect(sentence?.contains("SSL_CERT_FILE: ") == true)
  }

  @Test func `an unsupported proxy URL is refused`() async throws {
    let environment = Self.withKey.merging(["HTTPS_PROXY": "ftp://proxy"]) { $1 }
    #expect(
      try await sentence(["--user", "u"], environment)
        == "HTTPS_PROXY is not a supported proxy URL: set it to http://host:port, or unset it.")
  }

  @Test func `an unknown fault of the demo is refused`() async throws {
    #expect(try await sentence(["--demo", "--fault", "zorg"], [:])?.hasPrefix("--fault: \"zorg\"") == true)
  }

  @Test func `a log that cannot be written is refused`() async throws {
    let sentence = try await sentence(["--demo", "--log", "/nonexistent/log"], [:])
    #expect(sentence?.hasPrefix("--log: /nonexistent/log cannot be written") == true)
  }

  @Test func `correct settings are accepted`() async throws {
    #expect(try await sentence(["--user", "u"], Self.withKey) == nil)
    #expect(try await sentence(["--demo", "--fault", "latency=5s"], [:]) == nil)
  }
}

@MainActor @Suite struct EffectRunnerTests {
  private struct NoConnection: Error {}

  private func failure(of runner: EffectRunner, number: Int) async -> Int? {
    let request = PageRequest(subject: .user("u1"), page: 1, size: 50)
    return await withCheckedContinuation { continuation in
      runner.load(request, number: number) { event in
        if case .pageFailed(_, let number) = event { continuation.resume(returning: number) }
      }
    }
  }

  @Test func `opening a connection is retried after a failure`() async {
    let attempts = Mutex(0)
    let runner = EffectRunner(executor: QueueExecutor(label: "test")) {
      attempts.withLock { $0 += 1 }
      throw NoConnection()
    }
    #expect(await failure(of: runner, number: 1) == 1)
    #expect(await failure(of: runner, number: 2) == 2)
    #expect(attempts.withLock { $0 } == 2)
  }
}
