import FlyingFox
import FlyingSocks
import Synchronization

/// The demo service: the contract of MemOS' "Get Memory" over HTTP on a loopback port, with memories that are worked
/// out and not stored.
///
/// `POST …/get/memory` and `GET …/get/memory/{id}`, with any path in front. Users: `memos_user_123` (1,287 facts, 183
/// preferences, 91 tool memories), `memos_user_456` (37, 12, 3), `memos_user_789` (50, 100, 0), `memos_user_empty`,
/// and the agent `agent_concierge` (64, 5, 8). Anyone else has no memories.
public final class DemoServer: Sendable {
  private let desk: Desk
  private let running = Mutex<Running?>(nil)

  private struct Running {
    var server: HTTPServer
    var task: Task<Void, any Error>
  }

  public init(options: DemoOptions = DemoOptions()) {
    desk = Desk(options: options)
  }

  /// Listens on 127.0.0.1 when it returns.
  ///
  /// - Parameter port: 0 takes a free one.
  /// - Returns: the port.
  /// - Throws: `SocketError` when the port is taken.
  public func start(port: UInt16 = 0) async throws -> UInt16 {
    let configuration = HTTPServer.Configuration(
      address: try .inet(ip4: "127.0.0.1", port: port), timeout: desk.patience,
      pool: PromptPool(base: HTTPServer.defaultPool()), logger: .disabled)
    let server = HTTPServer(config: configuration, handler: desk)
    let task = Task { try await server.run() }
    let listening = Task { try await server.waitUntilListening() }
    let watch = Task {
      if case .failure = await task.result { listening.cancel() }
    }
    defer { watch.cancel() }
    do {
      try await listening.value
    } catch {
      task.cancel()
      try await task.value
      throw error
    }
    guard case .ip4(_, let port) = await server.listeningAddress else { throw SocketError.unsupportedAddress }
    running.withLock { $0 = Running(server: server, task: task) }
    return port
  }

  /// Closes the port and every connection. What was under way ends in the middle.
  public func stop() async {
    guard let running = running.withLock({ running in running.take() }) else { return }
    await running.server.stop(timeout: 0)
    _ = await running.task.result
  }

  /// The last 9,000 to 10,000 requests, oldest first.
  public var callLog: [DemoCall] { desk.calls }
}
