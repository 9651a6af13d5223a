import CNcurses
import Canvas
import Dispatch
import Glibc

extension Screen {
  /// Gives the terminal back for good. Does nothing the second time.
  public func close() {
    guard !isClosed else { return }
    inputSource?.cancel()
    signalSource?.cancel()
    leave()
    isClosed = true
    signals.uninstall()
  }

  /// Stops the program as Ctrl-Z would, and paints again when it goes on.
  ///
  /// The whole process group stops, so that a shell which started us through a script sees it too. Where nobody
  /// could continue it (`tmux new-session memtui`) the kernel ignores the stop, and the screen just comes back.
  public func suspend() {
    // Not the default action first: one more SIGTSTP would stop us by itself, and this again.
    away(withDefault: [SIGCONT]) {
      signal_stop_group()
    }
  }

  /// Lends the terminal to `body`, which runs `$PAGER` or `$EDITOR` and waits for it, and takes it back.
  ///
  /// Ctrl-C and Ctrl-\ in there are the child's, Ctrl-Z stops both. A child that is started here has
  /// default actions and no blocked signals.
  public func handOver<Result, Failure>(
    _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try away(withDefault: [SIGTSTP, SIGCONT]) { () throws(Failure) in
      defer { reclaim() }
      return try body()
    }
  }

  /// A child that crashed or was killed leaves behind what it switched on.
  private func reclaim() {
    // A shell that was killed leaves the terminal to its own process group, and our next call would stop us.
    var blocked = sigset_t()
    var before = sigset_t()
    sigemptyset(&blocked)
    sigaddset(&blocked, SIGTTOU)
    pthread_sigmask(SIG_BLOCK, &blocked, &before)
    tcsetpgrp(STDIN_FILENO, getpgrp())
    pthread_sigmask(SIG_SETMASK, &before, nil)
    Capabilities.send(Capabilities.afterOthers)
  }

  private func away<Result, Failure>(
    withDefault defaults: [Int32], _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    leave()
    signals.install([SIGQUIT])
    signals.uninstall(defaults)
    defer {
      signals.uninstall([SIGQUIT])
      signals.install()
      signals.keepOnly([SIGTERM, SIGHUP])
      takeBack()
    }
    return try body()
  }

  private func leave() {
    guard !isAway, !isClosed else { return }
    isAway = true
    Capabilities.send(modesOff)
    endwin()
    crash.isArmed = false
  }

  /// The terminal as we need it, and everything painted; also when someone else changed it behind our back.
  func takeBack() {
    guard !isClosed else { return }
    isAway = false
    crash.isArmed = true
    reset_prog_mode()
    reader.enableKeypad()
    Capabilities.send(modesOn)
    let isResized = adoptTerminalSize()
    redraw()
    if isResized { handler?(.resized(size)) }
  }
}
