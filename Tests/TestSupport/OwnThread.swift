import Dispatch

/// Runs a task beside the threads that all tests share, so that it need not wait for them.
public final class OwnThread: TaskExecutor {
  private let queue = DispatchQueue(label: "test")

  public init() {}

  public func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }
}
