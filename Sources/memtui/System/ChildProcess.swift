import Glibc
import SystemPackage
import Terminal

struct ChildProcess {
  enum Ending: Sendable, Hashable {
    case exited(Int32)
    case signalled(Int32)
    case ending(Int32)
  }

  /// Descriptors that become the child's streams; nil shares ours.
  struct Streams {
    var input: FileDescriptor?
    var output: FileDescriptor?
    var error: FileDescriptor?
  }

  let id: pid_t

  /// Resets all signals in the child: Dispatch's threads block every signal, and it would inherit that.
  init(
    _ arguments: [String], environment: [String: String], streams: Streams = Streams(),
    leadsGroup: Bool = false
  ) throws(FileError) {
    // A pager does not need the key, and its children even less.
    let environment = environment.filter { $0.key != "MEMOS_API_KEY" }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for (descriptor, stream) in [(streams.input, 0), (streams.output, 1), (streams.error, 2)] {
      if let descriptor { posix_spawn_file_actions_adddup2(&actions, descriptor.rawValue, Int32(stream)) }
    }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    Self.resetSignals(&attributes, leadsGroup: leadsGroup)
    var values = Self.copies(arguments)
    var variables = Self.copies(environment.map { "\($0.key)=\($0.value)" })
    defer { for text in values + variables { free(text) } }
    var child: pid_t = 0
    let failure = posix_spawnp(&child, arguments[0], &actions, &attributes, &values, &variables)
    guard failure == 0 else { throw FileError(.start, arguments[0], .system(Errno(rawValue: failure))) }
    id = child
  }

  /// Blocks until the child has ended. Nil if another part of the program waited for it.
  func wait() -> Ending? {
    var status: Int32 = 0
    while waitpid(id, &status, 0) < 0 {
      guard errno == EINTR else { return nil }
    }
    // WIFEXITED, WEXITSTATUS and WTERMSIG are macros that Swift does not see.
    let signal = status & 0x7F
    return signal == 0 ? .exited(status >> 8 & 0xFF) : .signalled(signal)
  }

  private static func resetSignals(_ attributes: inout posix_spawnattr_t, leadsGroup: Bool) {
    var none = sigset_t()
    sigemptyset(&none)
    var all = sigset_t()
    sigfillset(&all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setpgroup(&attributes, 0)
    let group = leadsGroup ? POSIX_SPAWN_SETPGROUP : 0
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | group))
  }

  /// Ends with a null pointer, as exec needs it; the caller frees the copies.
  private static func copies(_ texts: [String]) -> [UnsafeMutablePointer<CChar>?] {
    texts.map { strdup($0) } + [nil]
  }
}

/// It runs before the screen is taken, so that it can ask for a passphrase. Its output is a secret.
enum KeyCommand {
  enum Fault: Error, Sendable, Hashable {
    case notStarted(FileError)
    case exited(Int32)
    case signalled(Int32)
    case empty
    case tooLong
    case timeLimit(seconds: Int)
  }

  static let longestOutput = 64 << 10

  /// In seconds; four times as long once it uses the terminal, where somebody types.
  static let patience = 30
  private static let shell = "/bin/sh"

  /// The first line of its output. A signal that ends memtui ends the command first.
  static func run(
    _ command: String, environment: [String: String], patience: Duration = .seconds(patience)
  ) throws(Fault) -> String {
    let (job, child, pipe) = try translating(Fault.notStarted) { () throws(FileError) in
      try start(command, environment)
    }
    defer {
      job.finish()
      try? pipe.close()
    }
    var output: ForegroundJob.Output? = ForegroundJob.Output(pipe, limit: longestOutput)
    switch job.wait(for: child.id, limit: patience, output: &output) {
    case .exited(0): break
    // Ctrl-C at a question for a passphrase.
    case .signalled(SIGINT), .exited(ExitCode.interrupted): exitProcess(ExitCode.interrupted)
    case .exited(let code): throw .exited(code)
    case .signalled(let signal): throw .signalled(signal)
    case .ending(let signal): exitProcess(128 + signal)
    case .timeLimit: throw .timeLimit(seconds: Int(patience / .seconds(1)))
    case .tooMuchOutput: throw .tooLong
    case .unknown: throw .notStarted(FileError(.start, shell, .system(.noChildProcess)))
    }
    let bytes = output?.bytes ?? []
    guard bytes.count <= longestOutput else { throw .tooLong }
    let line = bytes.prefix { $0 != UInt8(ascii: "\n") }
    guard !line.isEmpty else { throw .empty }
    return String(decoding: line, as: UTF8.self)
  }

  private static func start(
    _ command: String, _ environment: [String: String]
  ) throws(FileError) -> (ForegroundJob, ChildProcess, FileDescriptor) {
    try FileError.during(.start, shell) {
      // The command gets a copy of the writing end as its stdout, and neither of these.
      let ends = try FileDescriptor.pipe(options: .closeOnExec)
      defer { try? ends.writeEnd.close() }
      do {
        let job = try ForegroundJob(givesTerminalAtOnce: false)
        do {
          let child = try ChildProcess(
            [shell, "-c", command], environment: environment,
            streams: ChildProcess.Streams(output: ends.writeEnd), leadsGroup: true)
          return (job, child, ends.readEnd)
        } catch {
          job.finish()
          throw error
        }
      } catch {
        try? ends.readEnd.close()
        // A job needs its own pipe, for signals.
        throw error is TerminalError ? Errno.tooManyOpenFiles : error
      }
    }
  }
}
