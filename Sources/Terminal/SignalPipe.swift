import CNcurses
import Glibc

/// Signals as bytes in a pipe, read where the keys are read.
///
/// The handlers are our own and not Dispatch's signal sources: those block the signals that they watch, and children
/// would inherit the blocked mask. A handler is gone after `exec`, so children start with the default actions.
@MainActor
final class SignalPipe {
  static let watched = [SIGWINCH, SIGINT, SIGTERM, SIGHUP, SIGTSTP, SIGCONT]

  let readEnd: Int32
  private let writeEnd: Int32

  init() throws(TerminalError) {
    var ends: [Int32] = [-1, -1]
    guard pipe2(&ends, O_CLOEXEC | O_NONBLOCK) == 0 else { throw .signalsUnavailable(errno: errno) }
    readEnd = ends[0]
    writeEnd = ends[1]
  }

  /// In place of the handlers that curses installs.
  @inline(never)
  func install(_ signals: [Int32] = watched) {
    _ = signal_bytes_install(writeEnd, signals, Int32(signals.count))
  }

  func uninstall(_ signals: [Int32] = watched) {
    for signal in signals { _ = signal_set_default(signal) }
  }

  /// Each signal that arrived since the last time, once.
  func read() -> [Int32] {
    var signals: [Int32] = []
    var bytes = [UInt8](repeating: 0, count: 64)
    while true {
      let count = Glibc.read(readEnd, &bytes, bytes.count)
      guard count > 0 else { return signals }
      for byte in bytes[..<count] where !signals.contains(Int32(byte)) { signals.append(Int32(byte)) }
    }
  }

  /// Forgets what arrived but for these.
  func keepOnly(_ kept: [Int32]) {
    for signal in read() where kept.contains(signal) {
      var byte = UInt8(signal)
      write(writeEnd, &byte, 1)
    }
  }
}
