import CNcurses
import Glibc

/// Who has the terminal: we, or another process group of the session, such as the shell after `bg`.
///
/// SIGCONT does not tell: `bg` sends it as `fg` does.
enum Foreground {
  /// True also where nobody could take it from us, because it is not the terminal of our session.
  static var isOurs: Bool {
    let group = tcgetpgrp(STDIN_FILENO)
    return group < 0 || group == getpgrp()
  }

  enum Return: Hashable {
    case foreground
    /// This signal asks us to end, and we are still in the background.
    case ending(Int32)
    /// Nobody is there who could bring us to the foreground again.
    case abandoned
  }

  /// Stops with "tty output", as whatever writes to the terminal from the background does, until we have it again.
  ///
  /// - Parameter signals: has handlers for SIGCONT and for the signals that end the program.
  static func await(_ signals: SignalPipe) -> Return {
    while !isOurs {
      // `kill %1` of a stopped job sends SIGTERM and then SIGCONT, which other threads take, and not in this order.
      usleep(20_000)
      if let ending = signals.read().first(where: SignalPipe.ending.contains) { return .ending(ending) }
      if isOurs { break }
      signal_stop_group(SIGTTOU)
      // The kernel ignores a stop that nobody could end: no SIGCONT has ended this one.
      guard signals.waits(milliseconds: 100) || isOurs else { return .abandoned }
    }
    return .foreground
  }

  /// Takes the terminal back from `group`, or from a group that is gone: a shell that was killed leaves the terminal to
  /// its own group, and our next call would stop us. Not from a shell that has put us in the background.
  static func reclaim(from group: pid_t? = nil, terminal: Int32 = STDIN_FILENO) {
    let owner = tcgetpgrp(terminal)
    guard owner >= 0, owner != getpgrp() else { return }
    let isGone = kill(-owner, 0) != 0 && errno == ESRCH
    guard owner == group || owner == 0 || isGone || getsid(0) == getpid() else { return }
    _ = terminal_set_foreground(terminal, getpgrp())
  }

  static func give(to group: pid_t, terminal: Int32) {
    guard tcgetpgrp(terminal) == getpgrp() else { return }
    _ = terminal_set_foreground(terminal, group)
  }
}
