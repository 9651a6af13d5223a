import CNcurses
import Glibc

/// Waits for a child that leads a process group of its own, as a shell waits for the job in its foreground.
///
/// The group gets the terminal, so that Ctrl-C and Ctrl-Z are the child's; when it stops, we stop too. What asks us to
/// end, and a time limit, ends the whole group: also what the child has started.
package final class ForegroundJob {
  package enum Outcome: Sendable, Hashable {
    case exited(Int32)
    case signalled(Int32)
    /// This signal asks us to end; the child has been ended.
    case ending(Int32)
    case timeLimit
    /// The child wrote more than was asked for.
    case tooMuchOutput
    /// Somebody else waited for the child.
    case unknown
  }

  /// A pipe whose other end the child writes to.
  package struct Output {
    package var descriptor: Int32
    package var limit: Int
    package var bytes: [UInt8] = []
    var hasEnded = false

    package init(descriptor: Int32, limit: Int) {
      self.descriptor = descriptor
      self.limit = limit
      descriptor_set_waiting(descriptor, 0)
    }

    mutating func read() {
      var chunk = [UInt8](repeating: 0, count: 16_384)
      while bytes.count <= limit {
        let count = Glibc.read(descriptor, &chunk, chunk.count)
        if count == 0 { hasEnded = true }
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return }
        bytes.append(contentsOf: chunk[..<count])
      }
    }
  }

  /// A signal that asked us to end while a child ran.
  package private(set) var ending: Int32?

  private let signals: SignalPipe
  private let watched: [Int32]
  /// The terminal of our session, -1 without one.
  private let terminal: Int32
  private let givesTerminalAtOnce: Bool
  private var hasTerminal = false
  /// How often the child stopped for want of the terminal.
  private var calls = 0
  private static let mostCalls = 100

  /// Made before the child is started, so that nothing it does is missed.
  ///
  /// - Parameter givesTerminalAtOnce: false gives it when the child first needs it. A pipeline's other programs, which
  ///   are in our group, keep it until then.
  package init(givesTerminalAtOnce: Bool) throws(TerminalError) {
    self.givesTerminalAtOnce = givesTerminalAtOnce
    signals = try SignalPipe()
    watched = SignalPipe.endingUnlessIgnored + [SIGCHLD, SIGCONT]
    terminal = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY | O_NONBLOCK)
    signals.install(watched)
  }

  /// Default actions again. Whoever had handlers before installs them.
  package func finish() {
    signals.uninstall(watched)
    if terminal >= 0 { close(terminal) }
  }

  /// Blocks until the child has ended.
  package func wait(
    for child: pid_t, limit: Duration? = nil, output: inout Output?
  ) -> Outcome {
    if givesTerminalAtOnce { giveTerminal(to: child) }
    let start = ContinuousClock.now
    while true {
      switch state(of: child) {
      case .ended(let outcome):
        takeTerminal(from: child)
        output?.read()
        return outcome
      case .stopped(let signal):
        // Another terminal than ours, perhaps: it would stop for ever.
        guard calls < Self.mostCalls else { return end(child, .signalled(signal)) }
        stopped(child, by: signal)
      case .running:
        output?.read()
        if let read = output, read.bytes.count > read.limit { return end(child, .tooMuchOutput) }
        let left = limit.map { hasTerminal ? $0 * 4 : $0 }.map { $0 - (ContinuousClock.now - start) }
        if let left, left <= .zero { return end(child, .timeLimit) }
        // Not until the limit: output that another process keeps open tells nothing.
        wait(output, milliseconds: left == nil ? -1 : 50)
      }
      if let signal = ending ?? signals.read().first(where: SignalPipe.ending.contains) {
        ending = signal
        return end(child, .ending(signal))
      }
    }
  }

  private enum State {
    case running
    case stopped(by: Int32)
    case ended(Outcome)
  }

  /// WIFSTOPPED and the like are macros that Swift does not see.
  private func state(of child: pid_t) -> State {
    var status: Int32 = 0
    let found = waitpid(child, &status, WNOHANG | WUNTRACED)
    if found == 0 || found < 0 && errno == EINTR { return .running }
    guard found > 0 else { return .ended(.unknown) }
    if status & 0xFF == 0x7F { return .stopped(by: status >> 8 & 0xFF) }
    let signal = status & 0x7F
    return .ended(signal == 0 ? .exited(status >> 8 & 0xFF) : .signalled(signal))
  }

  private func wait(_ output: Output?, milliseconds: Int32) {
    var watched = [pollfd(fd: signals.readEnd, events: Int16(POLLIN), revents: 0)]
    if let output, !output.hasEnded {
      watched.append(pollfd(fd: output.descriptor, events: Int16(POLLIN), revents: 0))
    }
    poll(&watched, nfds_t(watched.count), milliseconds)
  }

  /// It needs the terminal that it does not have, or Ctrl-Z was pressed.
  private func stopped(_ child: pid_t, by signal: Int32) {
    if signal == SIGTTIN || signal == SIGTTOU {
      calls += 1
      // It was given meanwhile.
      if terminal >= 0, tcgetpgrp(terminal) == child {
        kill(-child, SIGCONT)
        return
      }
    } else {
      takeTerminal(from: child)
      signal_stop_group(SIGTSTP)
    }
    switch Foreground.await(signals) {
    case .foreground: break
    case .ending(let number): ending = number
    case .abandoned: ending = SIGHUP
    }
    guard ending == nil else { return }
    giveTerminal(to: child)
    kill(-child, SIGCONT)
  }

  private func giveTerminal(to child: pid_t) {
    guard terminal >= 0 else { return }
    Foreground.give(to: child, terminal: terminal)
    hasTerminal = true
  }

  private func takeTerminal(from child: pid_t) {
    guard terminal >= 0, hasTerminal else { return }
    Foreground.reclaim(from: child, terminal: terminal)
  }

  /// SIGTERM, which a program can prepare for, and after a second SIGKILL.
  private func end(_ child: pid_t, _ outcome: Outcome) -> Outcome {
    kill(-child, SIGTERM)
    kill(-child, SIGCONT)
    let start = ContinuousClock.now
    var isWaitedFor = false
    while ContinuousClock.now - start < .seconds(1) {
      if !isWaitedFor, case .ended = state(of: child) { isWaitedFor = true }
      if isWaitedFor, kill(-child, 0) != 0 { break }
      usleep(5000)
    }
    kill(-child, SIGKILL)
    if !isWaitedFor {
      var status: Int32 = 0
      while waitpid(child, &status, 0) < 0, errno == EINTR {}
    }
    takeTerminal(from: child)
    return outcome
  }
}

extension ForegroundJob {
  /// For a pager that has ended before anybody could read: what it wrote stays until a key is pressed.
  package func waitForKey(_ words: String) {
    guard ending == nil, Foreground.isOurs else { return }
    var before = termios()
    guard tcgetattr(STDIN_FILENO, &before) == 0 else { return }
    var modes = before
    modes.c_lflag &= ~tcflag_t(ICANON | ECHO | ISIG)
    tcsetattr(STDIN_FILENO, TCSANOW, &modes)
    Capabilities.send(Array("\r\n\(words)".utf8))
    var watched = [
      pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0),
      pollfd(fd: signals.readEnd, events: Int16(POLLIN), revents: 0),
    ]
    while ending == nil {
      guard poll(&watched, 2, -1) >= 0 || errno == EINTR else { break }
      ending = signals.read().first(where: SignalPipe.ending.contains)
      guard watched[0].revents != 0 else { continue }
      var byte: UInt8 = 0
      if read(STDIN_FILENO, &byte, 1) == 1, byte == 0x03 { ending = SIGINT }
      break
    }
    // The rest of an arrow key would be taken for letters.
    tcflush(STDIN_FILENO, TCIFLUSH)
    tcsetattr(STDIN_FILENO, TCSANOW, &before)
    Capabilities.send(Array("\r\n".utf8))
  }
}

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
