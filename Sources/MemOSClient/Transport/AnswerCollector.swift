import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import Synchronization

/// Collects one answer up to a limit, and says when the request has really gone out: a connection that was refused has
/// cost nobody a call.
final class AnswerCollector: HTTPClientResponseDelegate {
  struct TooLarge: Error {}

  private struct State {
    var sent: ContinuousClock.Instant?
    var head: HTTPResponseHead?
    var body: [UInt8] = []
  }

  private let longestBody: Int
  private let whenSent: @Sendable () -> Void
  private let state = Mutex(State())

  init(longestBody: Int, whenSent: @escaping @Sendable () -> Void) {
    self.longestBody = longestBody
    self.whenSent = whenSent
  }

  /// Known once the head is here, also when the rest never comes.
  var traceID: String? {
    state.withLock { $0.head?.headers.first(name: "traceid") }
  }

  /// The request went out, whole or in part.
  var wasSent: Bool { state.withLock { $0.sent != nil } }

  func didSendRequestHead(task: HTTPClient.Task<HTTPAnswer>, _ head: HTTPRequestHead) {
    state.withLock { $0.sent = .now }
    whenSent()
  }

  func didReceiveHead(task: HTTPClient.Task<HTTPAnswer>, _ head: HTTPResponseHead) -> EventLoopFuture<Void> {
    let announced = head.headers.first(name: "content-length").flatMap(Int.init).map { max(0, $0) } ?? 0
    state.withLock { $0.head = head }
    guard announced <= longestBody else { return task.eventLoop.makeFailedFuture(TooLarge()) }
    state.withLock { $0.body.reserveCapacity(announced) }
    return task.eventLoop.makeSucceededVoidFuture()
  }

  func didReceiveBodyPart(task: HTTPClient.Task<HTTPAnswer>, _ buffer: ByteBuffer) -> EventLoopFuture<Void> {
    let fits = state.withLock { state in
      guard state.body.count + buffer.readableBytes <= longestBody else { return false }
      state.body.append(contentsOf: buffer.readableBytesView)
      return true
    }
    return fits ? task.eventLoop.makeSucceededVoidFuture() : task.eventLoop.makeFailedFuture(TooLarge())
  }

  func didFinishRequest(task: HTTPClient.Task<HTTPAnswer>) throws -> HTTPAnswer {
    try state.withLock { state in
      guard let head = state.head else { throw HTTPClientError.remoteConnectionClosed }
      let body = state.body
      state.body = []
      return HTTPAnswer(
        status: Int(head.status.code), headers: head.headers, body: Self.withoutSlack(body),
        milliseconds: Self.milliseconds(since: state.sent))
    }
  }

  /// Chunks of unknown number leave up to half of the buffer unused, and rows keep it for long.
  private static func withoutSlack(_ body: [UInt8]) -> [UInt8] {
    guard body.capacity - body.count > max(4096, body.count / 16) else { return body }
    return [UInt8](unsafeUninitializedCapacity: body.count) { buffer, count in
      count = buffer.initialize(fromContentsOf: body)
    }
  }

  private static func milliseconds(since start: ContinuousClock.Instant?) -> Int {
    guard let start else { return 0 }
    return Int((ContinuousClock.now - start) / .milliseconds(1))
  }
}
