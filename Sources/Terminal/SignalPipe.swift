import CNcurses
import Glibc

/// Dispatch's signal sources would block the signals that they watch, and children would inherit that.
package final class SignalPipe: Sendable {
  static let watched = [SIGWINCH, SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP, SIGCONT]
  package static let ending = [SIGINT, SIGTERM, SIGHUP, SIGQUIT]

  package let readEnd: Int32
  private let writeEnd: Int32

  package init() throws(TerminalError) {
    var ends: [Int32] = [-1, -1]
    guard pipe2(&ends, O_CLOEXEC | O_NONBLOCK) == 0 else { throw .signalsUnavailable(errno: errno) }
    readEnd = ends[0]
    writeEnd = ends[1]
  }

  deinit {
    forget()
    close(writeEnd)
    close(readEnd)
  }

  @inline(never)
  private func forget() { signal_bytes_forget(writeEnd) }

  @inline(never)
  package func install(_ signals: [Int32]) {
    _ = signal_bytes_install(writeEnd, signals, Int32(signals.count))
  }

  package func uninstall(_ signals: [Int32]) {
    for signal in signals { _ = signal_set_default(signal) }
  }

  /// Without SIGHUP if it is ignored, as under `nohup`: then a lost connection ends nothing.
  package static var endingUnlessIgnored: [Int32] {
    ending.filter { $0 != SIGHUP || signal_is_ignored($0) == 0 }
  }

  package func read() -> [Int32] {
    var signals: [Int32] = []
    var bytes = [UInt8](repeating: 0, count: 64)
    while true {
      let count = Glibc.read(readEnd, &bytes, bytes.count)
      guard count > 0 else { return signals }
      for byte in bytes[..<count] where !signals.contains(Int32(byte)) { signals.append(Int32(byte)) }
    }
  }

  func put(_ signal: Int32) {
    var byte = UInt8(truncatingIfNeeded: signal)
    write(writeEnd, &byte, 1)
  }

  func waits(milliseconds: Int32) -> Bool {
    var state = pollfd(fd: readEnd, events: Int16(POLLIN), revents: 0)
    return poll(&state, 1, milliseconds) > 0
  }
}

/// Restores the terminal after a crash: a C handler writes prepared bytes and passes the signal on.
@MainActor
final class CrashRestore {
  private static let signals = [
    SIGSEGV, SIGBUS, SIGILL, SIGABRT, SIGFPE, SIGTRAP, SIGSYS, SIGUSR1, SIGUSR2, SIGALRM, SIGVTALRM, SIGPROF,
    SIGXCPU, SIGXFSZ, SIGIO, SIGPWR, SIGSTKFLT,
  ]
  private static let stackSize = 65536

  /// Never freed: a crash may happen at any time.
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

  @inline(never)
  func install(_ bytes: [UInt8]) {
    let copy = UnsafeMutablePointer<CChar>.allocate(capacity: max(1, bytes.count))
    for (index, byte) in bytes.enumerated() { copy[index] = CChar(bitPattern: byte) }
    state.pointee.bytes = UnsafePointer(copy)
    state.pointee.count = bytes.count
    useOwnStack()
    _ = crash_restore_install(state, Self.signals, Int32(Self.signals.count))
  }

  /// False while another program has the terminal.
  var isArmed: Bool {
    get { state.pointee.armed != 0 }
    set { state.pointee.armed = newValue ? 1 : 0 }
  }

  var emergencyExit: @Sendable (Int32) -> Void {
    // A pointer is not Sendable; its target is never freed.
    let address = UInt(bitPattern: state)
    return { code in
      guard let state = UnsafeMutablePointer<crash_restore>(bitPattern: address) else { _exit(code) }
      crash_restore_leave(state, code)
    }
  }

  /// An overflown stack has no room for the handler. Threads share one stack: a process crashes once.
  func useOwnStack() {
    var before = stack_t()
    guard sigaltstack(nil, &before) == 0, before.ss_flags & Int32(SS_DISABLE) != 0 else { return }
    var stack = stack_t(ss_sp: memory, ss_flags: 0, ss_size: Self.stackSize)
    sigaltstack(&stack, nil)
  }
}
