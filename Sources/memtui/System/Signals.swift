import Dispatch
import Glibc
import Terminal

/// SIGINT, SIGTERM, SIGHUP and SIGQUIT, on a queue of their own: a write that blocks does not hold them up.
final class EndingSignals {
  private let pipe: SignalPipe?
  private let source: (any DispatchSourceRead)?
  private let watched = SignalPipe.endingUnlessIgnored

  /// Without a descriptor for them the signals do what they do by themselves.
  init(_ handle: @escaping @Sendable (Int32) -> Void) {
    signal(SIGPIPE, SIG_IGN)
    guard let pipe = try? SignalPipe() else {
      self.pipe = nil
      source = nil
      return
    }
    self.pipe = pipe
    let source = DispatchSource.makeReadSource(
      fileDescriptor: pipe.readEnd, queue: DispatchQueue(label: "memtui.signals"))
    source.setEventHandler { for number in pipe.read() { handle(number) } }
    source.resume()
    self.source = source
    pipe.install(watched)
  }

  func stop() {
    pipe?.uninstall(watched)
    source?.cancel()
  }
}

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

/// What the process takes of the machine's memory.
enum ResidentMemory {
  /// The second number of `/proc/self/statm`, in pages; `nil` where there is no such file.
  static func bytes() -> Int? {
    let descriptor = open("/proc/self/statm", O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var text = [UInt8](repeating: 0, count: 128)
    let length = read(descriptor, &text, text.count)
    guard length > 0 else { return nil }
    let fields = String(decoding: text.prefix(length), as: UTF8.self).split(separator: " ")
    guard fields.count > 1, let pages = Int(fields[1]) else { return nil }
    return pages * Int(sysconf(Int32(_SC_PAGESIZE)))
  }
}
