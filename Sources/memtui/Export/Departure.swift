import Synchronization

/// When a call went out, for the one that may only follow it.
final class Departure: Sendable {
  private let time = Mutex<ContinuousClock.Instant?>(nil)
  private let pause = Pause()

  /// Only the first time counts: retries keep no one waiting.
  func left() {
    time.withLock { $0 = $0 ?? .now }
    pause.end(.success(()))
  }

  /// Seconds since then; waits until it has come to that.
  func age() async throws -> Double {
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { pause.begin($0) }
    } onCancel: {
      pause.end(.failure(CancellationError()))
    }
    return time.withLock { $0.map { (.now - $0) / .seconds(1) } } ?? 0
  }
}
