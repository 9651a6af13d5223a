import Dispatch

/// Runs the tasks of the network, or of the state file, on a queue of our own.
///
/// The default executor would start libdispatch's worker monitor, which then wakes the process once a second for as
/// long as it lives (measured: `voluntary_ctxt_switches` of an idle program).
final class QueueExecutor: TaskExecutor {
  private let queue: DispatchQueue

  init(label: String) {
    queue = DispatchQueue(label: label)
  }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }

  /// Waits on a timer of the queue: `Task.sleep` uses the default executor.
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
