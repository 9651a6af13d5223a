import CNcurses
import Glibc

/// Gives the terminal back when the program crashes: bytes prepared while all was well, written by a C handler, and
/// then the signal goes where it would have gone.
@MainActor
final class CrashRestore {
  /// Crashes, and signals that end a program which has nothing to do with them.
  private static let signals = [
    SIGSEGV, SIGBUS, SIGILL, SIGABRT, SIGFPE, SIGTRAP, SIGSYS, SIGUSR1, SIGUSR2, SIGALRM, SIGVTALRM, SIGPROF,
    SIGXCPU, SIGXFSZ, SIGIO, SIGPWR, SIGSTKFLT,
  ]
  private static let stackSize = 65536

  /// Never freed: a crash may come at any time.
  private let state: UnsafeMutablePointer<crash_restore>
  private let memory: UnsafeMutableRawPointer

  init(modes: termios) {
    state = .allocate(capacity: 1)
    memory = .allocate(byteCount: Self.stackSize, alignment: 16)
    state.initialize(to: crash_restore())
    state.pointee.owner = getpid()
    state.pointee.descriptor = STDOUT_FILENO
    state.pointee.modes = modes
    state.pointee.chains = getenv("SWIFT_BACKTRACE") == nil ? 0 : 1
  }

  /// - Parameter bytes: what leaves the terminal as it was found.
  @inline(never)
  func install(_ bytes: [UInt8]) {
    let copy = UnsafeMutablePointer<CChar>.allocate(capacity: max(1, bytes.count))
    for (index, byte) in bytes.enumerated() { copy[index] = CChar(bitPattern: byte) }
    state.pointee.bytes = UnsafePointer(copy)
    state.pointee.count = bytes.count
    useOwnStack()
    _ = crash_restore_install(state, Self.signals, Int32(Self.signals.count))
  }

  /// False while the terminal is somebody else's.
  var isArmed: Bool {
    get { state.pointee.armed != 0 }
    set { state.pointee.armed = newValue ? 1 : 0 }
  }

  /// Gives the terminal back and ends the program at once, from any thread.
  var emergencyExit: @Sendable (Int32) -> Void {
    // A pointer is not Sendable; what it points to is never freed.
    let address = UInt(bitPattern: state)
    return { code in
      guard let state = UnsafeMutablePointer<crash_restore>(bitPattern: address) else { _exit(code) }
      crash_restore_leave(state, code)
    }
  }

  /// An overflown stack has no room for the handler. Stacks are set for each thread, and Dispatch drains the main
  /// queue on changing ones; they may share this one, since a process crashes once.
  func useOwnStack() {
    var before = stack_t()
    guard sigaltstack(nil, &before) == 0, before.ss_flags & Int32(SS_DISABLE) != 0 else { return }
    var stack = stack_t(ss_sp: memory, ss_flags: 0, ss_size: Self.stackSize)
    sigaltstack(&stack, nil)
  }
}
