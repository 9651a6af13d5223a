import CGlibc
import Glibc
import SystemPackage

/// What memtui asks of its own process.
enum ThisProcess {
  /// Before anything else: the process will hold the API key, and it opens files.
  static func prepare() {
    // Where the system does not allow even that, nothing else would help either.
    _ = process_forbid_dumps()
    holdStandardStreams()
    // Each thread's own arena keeps what other threads free: a page is decoded on one and dropped on another.
    mallopt(M_ARENA_MAX, 1)
  }

  /// A log or a connection must not get the number of a standard stream that was closed, and with it what is meant for
  /// standard output. Writing there fails as before.
  private static func holdStandardStreams() {
    for number in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where fcntl(number, F_GETFD) < 0 {
      // The lowest free number is this one.
      _ = try? FileDescriptor.open("/dev/null", number == STDIN_FILENO ? .writeOnly : .readOnly)
    }
  }

  /// Swift repairs such an argument: it would be another file, or another id, than was meant. Counted from 1.
  static var firstArgumentThatIsNotUTF8: Int? {
    let arguments = UnsafeMutableBufferPointer(start: CommandLine.unsafeArgv, count: Int(CommandLine.argc))
    return arguments.firstIndex { argument in argument.map { String(validatingCString: $0) == nil } ?? false }
  }

  static var environment: [String: String] {
    var variables: [String: String] = [:]
    var next = process_environment()
    while let entry = next?.pointee {
      let text = String(cString: entry)
      if let equals = text.utf8.firstIndex(of: UInt8(ascii: "=")), equals != text.startIndex {
        let name = String(text[..<equals])
        // Where a name is there twice, `getenv` takes the first.
        if variables[name] == nil { variables[name] = String(text[text.index(after: equals)...]) }
      }
      next = next?.advanced(by: 1)
    }
    return variables
  }

  /// Resident bytes; nil where there is no /proc.
  static var residentBytes: Int? {
    guard let text = try? FileBytes(path: "/proc/self/statm", limit: 4_096).utf8Text() else { return nil }
    // In pages: `4821 2290 …`, all and resident.
    let fields = text.split(separator: " ")
    guard fields.count > 1, let pages = Int(fields[1]) else { return nil }
    return pages * Int(sysconf(Int32(_SC_PAGESIZE)))
  }

  static func returnFreeMemory() {
    malloc_trim(0)
  }

  /// Suspends this task for good: the main queue has the program, and ends it. A hop to the default executor would start
  /// libdispatch's worker monitor: see ``QueueExecutor``.
  nonisolated(nonsending) static func waitForever() async -> Never {
    while true { await withUnsafeContinuation { (_: UnsafeContinuation<Void, Never>) in } }
  }
}

enum ExitCode {
  static let success: Int32 = 0
  /// The service or the network failed.
  static let service: Int32 = 1
  /// Usage or configuration.
  static let usage: Int32 = 2
  static let interrupted: Int32 = 128 + SIGINT
  static let hangUp: Int32 = 128 + SIGHUP
}

func exitProcess(_ code: Int32) -> Never {
  exit(code)
}
