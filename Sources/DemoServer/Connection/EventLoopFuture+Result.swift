import NIOCore
import NIOPosix

// NIO's own `get()` and `shutdownGracefully()` run on the global executor, and once that has had work, libdispatch
// wakes the process every second to look after its threads. These stay with the caller.

extension EventLoopFuture where Value: Sendable {
  nonisolated(nonsending) func result() async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
      whenComplete { continuation.resume(with: $0) }
    }
  }
}

extension MultiThreadedEventLoopGroup {
  /// Closes what is open and ends the threads.
  nonisolated(nonsending) func end() async {
    await withCheckedContinuation { continuation in
      // An error means that the threads have ended before.
      shutdownGracefully { _ in continuation.resume() }
    }
  }
}
