import CNcurses
import Glibc
import SystemPackage

/// Waits for a child as a shell does: its group gets the terminal, and when it stops, memtui stops too.
package final class ForegroundJob {
  package enum Outcome: Sendable, Hashable {
    case exited(Int32)
    case signalled(Int32)
    case ending(Int32)
    case timeLimit
    case tooMuchOutput
    case unknown
  }

  package struct Output {
    let descriptor: FileDescriptor
    let limit: Int
    package private(set) var bytes: [UInt8] = []
    private(set) var hasEnded = false

    package init(_ descriptor: FileDescriptor, limit: Int) {
      self.descriptor = descriptor
      self.limit = limit
      descriptor_set_waiting(descriptor.rawValue, 0)
    }

    mutating func read() {
      var chunk = [UInt8](repeating: 0, count: 16_384)
      while bytes.count <= limit,
        let count = try? chunk.withUnsafeMutableBytes({ try descriptor.read(into: $0) })
      {
        hasEnded = count == 0
        if hasEnded { return }
        bytes += chunk[..<count]
      }
    }
  }

  package private(set) var ending: Int32?

  private let signals: SignalPipe
  private let watched: [Int32]
  private let terminal: Int32
  private let givesTerminalAtOnce: Bool
  private var hasTerminal = false
  /// How often the child stopped because it did not have the terminal.
  private var calls = 0
  private static let mostCalls = 100

  /// Made before the child starts: no signal is missed. False waits until the child needs the terminal.
  package init(givesTerminalAtOnce: Bool) throws(TerminalError) {
    self.givesTerminalAtOnce = givesTerminalAtOnce
    signals = try SignalPipe()
    watched = SignalPipe.endingUnlessIgnored + [SIGCHLD, SIGCONT]
    terminal = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY | O_NONBLOCK)
    signals.install(watched)
  }

  /// Restores the default actions; the caller installs its own handlers again.
  package func finish() {
    signals.uninstall(watched)
    if terminal >= 0 { close(terminal) }
  }

  package func wait(for child: pid_t, limit: Duration? = nil, output: inout Output?) -> Outcome {
    if givesTerminalAtOnce { giveTerminal(to: child) }
    let start = ContinuousClock.now
    while true {
      switch state(of: child) {
      case .ended(let outcome):
        takeTerminal(from: child)
        output?.read()
        return outcome
      case .stopped(let signal):
        // It may wait for another terminal, and would stop forever.
        guard calls < Self.mostCalls else { return end(child, .signalled(signal)) }
        stopped(child, by: signal)
      case .running:
        output?.read()
        if let read = output, read.bytes.count > read.limit { return end(child, .tooMuchOutput) }
        let left = limit.map { hasTerminal ? $0 * 4 : $0 }.map { $0 - (ContinuousClock.now - start) }
        if let left, left <= .zero { return end(child, .timeLimit) }
        // Not until the limit: another process may keep the output open.
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
      watched.append(pollfd(fd: output.descriptor.rawValue, events: Int16(POLLIN), revents: 0))
    }
    poll(&watched, nfds_t(watched.count), milliseconds)
  }

  /// The child needs the terminal, or the user pressed Ctrl-Z.
  private func stopped(_ child: pid_t, by signal: Int32) {
    if signal == SIGTTIN || signal == SIGTTOU {
      calls += 1
      // It got the terminal meanwhile.
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

  /// SIGTERM first, so that the child can clean up, and SIGKILL a second later.
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

  /// Reads all that is typed: the rest of an arrow key would be taken for letters. Ctrl-C quits, behind another key, too.
  private func takesControlC() -> Bool {
    var input = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
    var isFound = false
    var bytes = [UInt8](repeating: 0, count: 256)
    while poll(&input, 1, 0) > 0 {
      let count = read(STDIN_FILENO, &bytes, bytes.count)
      guard count > 0 else { break }
      if bytes[..<count].contains(0x03) { isFound = true }
    }
    return isFound
  }

  /// After a pager that ended at once: its text stays until a key is pressed.
  package func waitForKey(_ prompt: String) {
    guard ending == nil, Foreground.isOurs else { return }
    var before = termios()
    guard tcgetattr(STDIN_FILENO, &before) == 0 else { return }
    var modes = before
    modes.c_lflag &= ~tcflag_t(ICANON | ECHO | ISIG)
    tcsetattr(STDIN_FILENO, TCSANOW, &modes)
    Capabilities.send(Array("\r\n\(prompt)".utf8))
    var watched = [
      pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0),
      pollfd(fd: signals.readEnd, events: Int16(POLLIN), revents: 0),
    ]
    while ending == nil {
      guard poll(&watched, 2, -1) >= 0 || errno == EINTR else { break }
      ending = signals.read().first(where: SignalPipe.ending.contains)
      guard watched[0].revents != 0 else { continue }
      if takesControlC() { ending = SIGINT }
      break
    }
    tcsetattr(STDIN_FILENO, TCSANOW, &before)
    Capabilities.send(Array("\r\n".utf8))
  }
}

/// Whether memtui's process group has the terminal. SIGCONT does not tell: `bg` sends it as `fg` does.
enum Foreground {
  /// True also if the terminal is not that of our session: then no other group can take it.
  static var isOurs: Bool {
    let group = tcgetpgrp(STDIN_FILENO)
    return group < 0 || group == getpgrp()
  }

  enum Return: Hashable {
    case foreground
    case ending(Int32)
    case abandoned
  }

  /// Stops with SIGTTOU. `signals` must handle SIGCONT and the ending signals.
  static func await(_ signals: SignalPipe) -> Return {
    while !isOurs {
      // `kill %1` of a stopped job sends SIGTERM and SIGCONT, which other threads may take in another order.
      usleep(20_000)
      if let ending = signals.read().first(where: SignalPipe.ending.contains) { return .ending(ending) }
      if isOurs { break }
      signal_stop_group(SIGTTOU)
      // The kernel ignores a stop that no process could end: then no SIGCONT arrives.
      guard signals.waits(milliseconds: 100) || isOurs else { return .abandoned }
    }
    return .foreground
  }

  /// A killed shell leaves the terminal to its own group, and the next call would stop memtui.
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
