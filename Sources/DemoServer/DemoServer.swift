import Glibc
import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// MemOS' "Get Memory" over HTTP on a loopback port. Memories are computed, not stored, and stay as they are
/// without the fault `story`.
/// Answers `…/get/memory` and, as the open-source server, `…/product/get_memory`; a user's cube has its name.
/// Users: `memos_user_123` (1,287 facts, 183 preferences, 91 tools), `memos_user_456` (37, 12, 3),
/// `memos_user_789` (50, 100, 0), `memos_user_empty`, and the agent `agent_concierge` (64, 5, 8): a traveller, a nurse who
/// learns Portuguese, a student in Chengdu, nobody, and the assistant of a hotel.
/// One thread does all the work and sleeps between requests: connections have no idle timeout.
public final class DemoServer: Sendable {
  private let dispatcher: Dispatcher
  private let running = Mutex<MultiThreadedEventLoopGroup?>(nil)

  public init(options: DemoOptions = DemoOptions()) { dispatcher = Dispatcher(options: options) }

  /// Listens on 127.0.0.1 when it returns the port; 0 takes a free one. Not to be called again before ``stop()``.
  public nonisolated(nonsending) func start(port: UInt16 = 0) async throws -> UInt16 {
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    do {
      let channel = try await listen(on: port, group).result()
      guard let port = channel.localAddress?.port else {
        throw DemoServerError.cannotListen(port, detail: "the listening socket has no address")
      }
      running.withLock { $0 = group }
      return UInt16(port)
    } catch {
      await group.end()
      guard let error = error as? IOError else { throw error }
      let detail = String(cString: strerror(error.errnoCode))
      throw error.errnoCode == EADDRINUSE
        ? DemoServerError.portTaken(port, detail: detail) : .cannotListen(port, detail: detail)
    }
  }

  private func listen(
    on port: UInt16, _ group: MultiThreadedEventLoopGroup
  ) throws -> EventLoopFuture<any Channel> {
    ServerBootstrap(group: group)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
      .childChannelInitializer { [dispatcher] channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.configureHTTPServerPipeline()
          try channel.pipeline.syncOperations.addHandler(ConnectionHandler(dispatcher))
        }
      }
      .bind(to: try SocketAddress(ipAddress: "127.0.0.1", port: Int(port)))
  }

  public nonisolated(nonsending) func stop() async { await running.withLock { $0.take() }?.end() }

  /// The last 9,000 to 10,000 requests, oldest first.
  public var callLog: [DemoCall] { dispatcher.calls }
}

public struct DemoCall: Sendable, Equatable {
  public var method: String
  /// Percent-encoded as sent, without the query.
  public var path: String
  /// Names in lower case.
  public var headers: [String: String]
  public var body: [UInt8]
}

/// A user or an agent whose memories the demo has.
public struct DemoSubject: Sendable, Equatable {
  public let id: String
  public let isAgent: Bool
  /// `a nurse`
  public let character: String?
  /// In all categories, at the start.
  public let memories: Int

  /// - Parameter memories: as in ``DemoOptions``.
  public static func all(memories: Int?) -> [DemoSubject] {
    Tenant.all(memories: memories).map { tenant in
      DemoSubject(
        id: tenant.id, isAgent: tenant.isAgent, character: tenant.character,
        memories: tenant.facts + tenant.preferences + tenant.tools)
    }
  }
}

public struct DemoOptions: Sendable {
  /// The key that `Authorization: Token …` must carry; nil takes any call.
  public var key: String?
  /// Facts of `memos_user_123` instead of 1,287; its preferences and tools keep their share.
  public var memories: Int?
  /// The end of the fourteen months that the memories span, in milliseconds since 1970.
  public var anchor: Int64
  public var faults: [DemoFault]

  /// - Parameter anchor: nil is the beginning of the current day, in UTC.
  public init(key: String? = nil, memories: Int? = nil, anchor: Int64? = nil, faults: [DemoFault] = []) {
    self.key = key
    self.memories = memories.map { max(0, $0) }
    self.anchor = anchor ?? Int64(time(nil)) / 86_400 * 86_400_000
    self.faults = faults
  }
}

public enum DemoServerError: Error, Equatable, CustomStringConvertible {
  case portTaken(UInt16, detail: String)
  /// A port below 1024 without the right to it, or no loopback interface.
  case cannotListen(UInt16, detail: String)

  /// The system's own text: `Address already in use`.
  public var description: String {
    switch self {
    case .portTaken(_, let detail), .cannotListen(_, let detail): detail
    }
  }
}
