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
  public func handOver<Result>(_ body: () throws -> Result) rethrows -> Result {
    try away(withDefault: [SIGTSTP, SIGCONT], body)
  }

  private func away<Result>(withDefault defaults: [Int32], _ body: () throws -> Result) rethrows -> Result {
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
