import Dispatch
import Foundation
import Glibc

/// The `memtui` under test: `MEMTUI_BINARY`, or the one built next to this test bundle.
enum Program {
  static let path: String = {
    if let path = ProcessInfo.processInfo.environment["MEMTUI_BINARY"], !path.isEmpty { return path }
    let running = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    let beside = running.deletingLastPathComponent().appending(path: "memtui").path
    if FileManager.default.isExecutableFile(atPath: beside) { return beside }
    // Under `swiftpm-testing-helper` the running program is somewhere else.
    let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    return package.appending(path: ".build/debug/memtui").path
  }()

  static let key = "e2e-key-5c1f0d"

  /// The environment of a program under test, with nothing of this machine's: no proxy, no profile, no time zone.
  static func environment(home: URL) -> [String: String] {
    [
      "PATH": "/usr/bin:/bin", "HOME": home.path, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "TZ": "UTC",
      "MEMOS_API_KEY": key,
    ]
  }
}

/// Runs a program to its end, with exactly the given environment.
///
/// Foundation's `Process` passes a socket to the program and waits until it is closed, which a tmux server in the
/// background never does.
enum Command {
  struct Output: Sendable {
    var status: Int32
    var text: String
  }

  struct Failure: Error, CustomStringConvertible {
    var arguments: [String]
    var output: Output
    var description: String {
      "\(arguments.joined(separator: " ")) ended with \(output.status): \(output.text)"
    }
  }

  struct NotStarted: Error {
    var path: String
    var errorNumber: Int32
  }

  /// Waits on its own thread: the cooperative pool serves the demo server meanwhile.
  ///
  /// - Returns: stdout and stderr in one text, and the exit status.
  static func output(_ arguments: [String], environment: [String: String]) async throws -> Output {
    try await withCheckedThrowingContinuation { continuation in
      DispatchQueue.global().async {
        continuation.resume(with: Result { try run(arguments, environment) })
      }
    }
  }

  private static func run(_ arguments: [String], _ environment: [String: String]) throws -> Output {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw NotStarted(path: arguments[0], errorNumber: errno) }
    defer { close(ends[0]) }
    let child: pid_t
    do {
      defer { close(ends[1]) }
      child = try start(arguments, environment, output: ends[1])
    }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = read(ends[0], &chunk, chunk.count)
      if count > 0 { bytes += chunk[..<count] } else if count == 0 || errno != EINTR { break }
    }
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0, errno == EINTR {}
    let code = status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + status & 0x7F
    return Output(status: code, text: String(decoding: bytes, as: UTF8.self))
  }

  /// The program inherits /dev/null, the pipe and no other descriptor: it must not keep sockets of a service open.
  private static func start(
    _ arguments: [String], _ environment: [String: String], output: Int32
  ) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, output, 1)
    posix_spawn_file_actions_adddup2(&actions, output, 2)
    // Closing a descriptor that is not open is not an error below the limit of open files.
    for descriptor in Int32(3)..<1024 { posix_spawn_file_actions_addclose(&actions, descriptor) }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    unblockSignals(&attributes)
    var argv: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
    var variables: [UnsafeMutablePointer<CChar>?] =
      environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for text in argv + variables { free(text) } }
    var child: pid_t = 0
    let failure = posix_spawn(&child, arguments[0], &actions, &attributes, &argv, &variables)
    guard failure == 0 else { throw NotStarted(path: arguments[0], errorNumber: failure) }
    return child
  }

  /// Dispatch's threads block every signal. A tmux server that inherited this would never learn how its programs ended,
  /// and SIGTERM could not end them.
  private static func unblockSignals(_ attributes: inout posix_spawnattr_t) {
    var none = sigset_t()
    sigemptyset(&none)
    var all = sigset_t()
    sigfillset(&all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
  }
}
