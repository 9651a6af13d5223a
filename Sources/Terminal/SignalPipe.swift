import CNcurses
import Glibc

/// Signals as bytes in a pipe, read where the keys are read.
///
/// The handlers are our own and not Dispatch's signal sources: those block the signals that they watch, and children
/// would inherit the blocked mask. A handler is gone after `exec`, so children start with the default actions.
package final class SignalPipe: Sendable {
  static let watched = [SIGWINCH, SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP, SIGCONT]
  /// Those that ask the program to end.
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
  private func forget() {
    signal_bytes_forget(writeEnd)
  }

  /// In place of the handlers that curses installs, and of another pipe's.
  @inline(never)
  package func install(_ signals: [Int32]) {
    _ = signal_bytes_install(writeEnd, signals, Int32(signals.count))
  }

  package func uninstall(_ signals: [Int32]) {
    for signal in signals { _ = signal_set_default(signal) }
  }

  /// Without SIGHUP if whoever started us wants it to be ignored, as `nohup` does: a broken link ends nothing then.
  package static var endingUnlessIgnored: [Int32] {
    ending.filter { $0 != SIGHUP || signal_is_ignored($0) == 0 }
  }

  /// Each signal that arrived since the last time, once.
  package func read() -> [Int32] {
    var signals: [Int32] = []
    var bytes = [UInt8](repeating: 0, count: 64)
    while true {
      let count = Glibc.read(readEnd, &bytes, bytes.count)
      guard count > 0 else { return signals }
      for byte in bytes[..<count] where !signals.contains(Int32(byte)) { signals.append(Int32(byte)) }
    }
  }

  /// As if the signal had arrived now.
  func put(_ signal: Int32) {
    var byte = UInt8(truncatingIfNeeded: signal)
    write(writeEnd, &byte, 1)
  }

  /// Whether one is there, waiting for it if there is none yet.
  func waits(milliseconds: Int32) -> Bool {
    var state = pollfd(fd: readEnd, events: Int16(POLLIN), revents: 0)
    return poll(&state, 1, milliseconds) > 0
  }
}
