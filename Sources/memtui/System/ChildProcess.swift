import Glibc
import Terminal

/// A program of somebody else, started with `posix_spawn`.
struct ChildProcess {
  /// How it ended.
  enum Ending: Sendable, Hashable {
    case exited(Int32)
    case signalled(Int32)
    /// A signal asked memtui itself to end.
    case ending(Int32)

    var isGood: Bool { self == .exited(0) }
  }

  struct NotStarted: Error {
    /// The system's error number.
    var number: Int32
  }

  /// Descriptors of ours that become the child's; `nil` shares the stream that we have.
  struct Streams {
    var input: Int32?
    var output: Int32?
    var error: Int32?
  }

  let id: pid_t

  /// The first word is a path, or a name that is looked for in `PATH`.
  ///
  /// No signal is blocked in the child, and all have their default actions, whatever thread this is: those of Dispatch
  /// block every signal, and a child that inherits that cannot be ended by Ctrl-C.
  ///
  /// - Parameter leadsGroup: it and what it starts can be stopped and ended together: `ForegroundJob`.
  init(
    _ words: [String], environment: [String: String], streams: Streams = Streams(), leadsGroup: Bool = false
  ) throws(NotStarted) {
    // A pager has no need of the key, and what it starts even less.
    let environment = environment.filter { $0.key != "MEMOS_API_KEY" }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for (descriptor, stream) in [(streams.input, 0), (streams.output, 1), (streams.error, 2)] {
      if let descriptor { posix_spawn_file_actions_adddup2(&actions, descriptor, Int32(stream)) }
    }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    Self.resetSignals(&attributes, leadsGroup: leadsGroup)
    var arguments = Self.copies(words)
    var variables = Self.copies(environment.map { "\($0.key)=\($0.value)" })
    defer { for text in arguments + variables { free(text) } }
    var child: pid_t = 0
    let failure = posix_spawnp(&child, words[0], &actions, &attributes, &arguments, &variables)
    guard failure == 0 else { throw NotStarted(number: failure) }
    id = child
  }

  /// Blocks until it has ended. `nil` if nobody can tell how, because someone else waited for it.
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

  /// The array that ends with a null pointer, as exec wants it; the caller frees it.
  private static func copies(_ texts: [String]) -> [UnsafeMutablePointer<CChar>?] {
    texts.map { strdup($0) } + [nil]
  }
}

/// `api_key_command: pass show memos`. Runs while the terminal is still the shell's, so that it may ask for a
/// passphrase; what it prints is a secret and is never repeated.
enum KeyCommand {
  enum Fault: Error, Sendable, Hashable {
    case notStarted(Int32)
    case exited(Int32)
    case signalled(Int32)
    case empty
    case tooLong
    case timeLimit(seconds: Int)
  }

  static let longestOutput = 64 << 10

  /// Four times as long once it has asked for the terminal: somebody types there.
  static let patience = 30

  /// The first line of what the command prints. Blocks until it ends; a signal that ends memtui ends the command first.
  static func run(
    _ command: String, environment: [String: String], patience: Duration = .seconds(patience)
  ) throws(Fault) -> String {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw .notStarted(errno) }
    // The command gets a copy of the writing end as its stdout, and neither of these.
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    defer { close(ends[0]) }
    let job: ForegroundJob
    do throws(TerminalError) {
      job = try ForegroundJob(givesTerminalAtOnce: false)
    } catch {
      close(ends[1])
      throw .notStarted(EMFILE)
    }
    defer { job.finish() }
    let child: ChildProcess
    do throws(ChildProcess.NotStarted) {
      defer { close(ends[1]) }
      child = try ChildProcess(
        ["/bin/sh", "-c", command], environment: environment, streams: ChildProcess.Streams(output: ends[1]),
        leadsGroup: true)
    } catch {
      throw .notStarted(error.number)
    }
    var output: ForegroundJob.Output? = ForegroundJob.Output(descriptor: ends[0], limit: longestOutput)
    switch job.wait(for: child.id, limit: patience, output: &output) {
    case .exited(0): break
    // Ctrl-C where it asks for a passphrase.
    case .signalled(SIGINT), .exited(ExitCode.interrupted): exitProcess(ExitCode.interrupted)
    case .exited(let code): throw .exited(code)
    case .signalled(let signal): throw .signalled(signal)
    case .ending(let signal): exitProcess(128 + signal)
    case .timeLimit: throw .timeLimit(seconds: Int(patience / .seconds(1)))
    case .tooMuchOutput: throw .tooLong
    case .unknown: throw .notStarted(ECHILD)
    }
    let bytes = output?.bytes ?? []
    guard bytes.count <= longestOutput else { throw .tooLong }
    let line = bytes.prefix { $0 != UInt8(ascii: "\n") }
    guard !line.isEmpty else { throw .empty }
    return String(decoding: line, as: UTF8.self)
  }
}
