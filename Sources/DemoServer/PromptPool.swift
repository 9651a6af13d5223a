import FlyingSocks
import Glibc

/// FlyingFox writes head and body apart and leaves Nagle's algorithm on, so a body waits some 40 ms for the
/// acknowledgement of its head. The listening socket passes `TCP_NODELAY` on to the connections that it accepts, and
/// it comes by here when the server first waits for one.
struct PromptPool<Base: AsyncSocketPool>: AsyncSocketPool {
  let base: Base

  func prepare() async throws { try await base.prepare() }

  func run() async throws { try await base.run() }

  func suspendSocket(_ socket: Socket, untilReadyFor events: Socket.Events) async throws {
    var isOn: Int32 = 1
    setsockopt(
      socket.file.rawValue, Int32(IPPROTO_TCP), TCP_NODELAY, &isOn, socklen_t(MemoryLayout<Int32>.size))
    try await base.suspendSocket(socket, untilReadyFor: events)
  }
}
