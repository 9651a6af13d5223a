import Dispatch
import Synchronization

/// The default executor would start libdispatch's worker monitor, which wakes the process once a second.
final class QueueExecutor: TaskExecutor {
  private let queue: DispatchQueue

  init(label: String) { queue = DispatchQueue(label: label) }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }

  /// By a timer of the queue: `Task.sleep` uses the default executor.
  func pause(seconds: Double) async throws {
    let pause = Pause()
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        pause.begin(continuation)
        queue.asyncAfter(deadline: .now() + seconds) { pause.end(.success(())) }
      }
    } onCancel: {
      pause.end(.failure(CancellationError()))
    }
  }
}

final class Pause: Sendable {
  private enum State {
    case notBegun
    case waiting(CheckedContinuation<Void, any Error>)
    case ended(Result<Void, any Error>)
  }

  private let state = Mutex(State.notBegun)

  func begin(_ continuation: CheckedContinuation<Void, any Error>) {
    let ended: Result<Void, any Error>? = state.withLock { state in
      if case .ended(let result) = state { return result }
      state = .waiting(continuation)
      return nil
    }
    if let ended { continuation.resume(with: ended) }
  }

  func end(_ result: Result<Void, any Error>) {
    let waiting: CheckedContinuation<Void, any Error>? = state.withLock { state in
      defer { if case .ended = state {} else { state = .ended(result) } }
      if case .waiting(let continuation) = state { return continuation }
      return nil
    }
    waiting?.resume(with: result)
  }
}
