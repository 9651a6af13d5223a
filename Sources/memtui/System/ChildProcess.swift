import Glibc

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
