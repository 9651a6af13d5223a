import CGlibc
import Dispatch
import Glibc
import SystemPackage
import Terminal

enum ThisProcess {
  /// Before anything else: the process will hold the API key and open files.
  static func prepare() {
    // If the system refuses that, nothing else would help either.
    _ = process_forbid_dumps()
    // Without that thread any other one takes a signal, which is slower to end a blocked write, and no worse.
    _ = signals_take_on_own_thread()
    holdStandardStreams()
    // A page is decoded on one thread and freed on another, whose memory each thread's own arena would keep.
    mallopt(M_ARENA_MAX, 1)
  }

  /// A log must not get the number of a closed standard stream, and with it text for standard output.
  private static func holdStandardStreams() {
    for number in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where fcntl(number, F_GETFD) < 0 {
      // The lowest free number is this one.
      _ = try? FileDescriptor.open("/dev/null", number == STDIN_FILENO ? .writeOnly : .readOnly)
    }
  }

  /// With the program's name. Only before anything changes the environment, beside which C finds them.
  private static var rawArguments: [UnsafeMutablePointer<CChar>?] {
    guard CommandLine.argc == 0 else {
      return Array(UnsafeMutableBufferPointer(start: CommandLine.unsafeArgv, count: Int(CommandLine.argc)))
    }
    var count: Int32 = 0
    guard let first = process_arguments(&count) else { return [] }
    return Array(UnsafeMutableBufferPointer(start: first, count: Int(count)))
  }

  /// Without the program's name.
  static var arguments: [String] {
    rawArguments.dropFirst().map { argument in argument.map { String(cString: $0) } ?? "" }
  }

  /// Counted from 1. Swift would repair such an argument: it would name another file or another id.
  static var firstArgumentThatIsNotUTF8: Int? {
    rawArguments.firstIndex { argument in argument.map { String(validatingCString: $0) == nil } ?? false }
  }

  static var environment: [String: String] {
    var variables: [String: String] = [:]
    var next = process_environment()
    while let entry = next?.pointee {
      let text = String(cString: entry)
      if let equals = text.utf8.firstIndex(of: UInt8(ascii: "=")), equals != text.startIndex {
        let name = String(text[..<equals])
        // `getenv` takes the first of two variables with the same name.
        if variables[name] == nil { variables[name] = String(text[text.index(after: equals)...]) }
      }
      next = next?.advanced(by: 1)
    }
    return variables
  }

  /// Nil without /proc.
  static var residentBytes: Int? {
    guard let text = try? FileBytes(path: "/proc/self/statm", limit: 4_096).utf8Text() else { return nil }
    // In pages: `4821 2290 …`, all and resident.
    let fields = text.split(separator: " ")
    guard fields.count > 1, let pages = Int(fields[1]) else { return nil }
    return pages * Int(sysconf(Int32(_SC_PAGESIZE)))
  }

  static func returnFreeMemory() { malloc_trim(0) }

  /// Runs the main actor on the main thread. After an `async` main, Dispatch would end that thread and run the main queue
  /// on others; for that glibc loads libgcc_s, and aborts where it is not installed.
  static func serveMainQueue() -> Never { main_queue_serve() }

  /// Suspends forever. A hop to the default executor starts libdispatch's monitor: see ``QueueExecutor``.
  nonisolated(nonsending) static func waitForever() async -> Never {
    while true { await withUnsafeContinuation { (_: UnsafeContinuation<Void, Never>) in } }
  }
}

enum ExitCode {
  static let success: Int32 = 0
  /// The service or the network failed.
  static let service: Int32 = 1
  /// `memtui diff`, as diff(1).
  static let differs: Int32 = 1
  static let usage: Int32 = 2
  static let interrupted: Int32 = 128 + SIGINT
  static let hangUp: Int32 = 128 + SIGHUP

  /// For the man page.
  static let meanings: [(code: Int32, meaning: String)] = [
    (success, "Success; also for a user without memories."),
    (
      service,
      "The service or the network failed. For diff: something differs. For review --exit-code: something may contradict."
    ),
    (usage, "A wrong command line or configuration. For diff and review --exit-code: any error."),
    (hangUp, "The terminal was closed (SIGHUP)."),
    (interrupted, "Ctrl-C."),
    (128 + SIGQUIT, "SIGQUIT."),
    (128 + SIGTERM, "SIGTERM."),
  ]
}

func exitProcess(_ code: Int32) -> Never { exit(code) }

/// SIGINT, SIGTERM, SIGHUP and SIGQUIT, on their own queue: a blocked write does not delay them.
final class EndingSignals {
  private let pipe: SignalPipe?
  private let source: (any DispatchSourceRead)?
  private let watched = SignalPipe.endingUnlessIgnored

  /// Without a pipe for them the signals keep their default actions.
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
