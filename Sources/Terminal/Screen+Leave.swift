import CNcurses
import Canvas
import Dispatch
import Glibc

extension Screen {
  /// Gives the terminal back for good. Does nothing the second time.
  public func close() {
    guard !isClosed else { return }
    inputSource?.cancel()
    leave()
    isClosed = true
    // Only now: a terminal that takes no bytes holds up the way out, too.
    signalSource?.cancel()
    signals.uninstall(SignalPipe.watched)
  }

  /// Stops the program as Ctrl-Z would, and paints again when it is in the foreground.
  ///
  /// The whole process group stops, so that a shell which started us through a script sees it too. Where nobody
  /// could continue it (`tmux new-session memtui`) the kernel ignores the stop, and the screen just comes back.
  public func suspend() {
    guard let signals = try? SignalPipe() else { return }
    leave()
    // SIGTSTP has its handler until then: one more would stop us by itself, and this again.
    signals.install(SignalPipe.ending + [SIGCONT])
    signal_stop_group(SIGTSTP)
    comeBack(signals)
  }

  /// Lends the terminal to `body`, which runs `$PAGER` or `$EDITOR` as the job it is given, and takes it back.
  ///
  /// Ctrl-C and Ctrl-\ in there are the child's, Ctrl-Z stops both. A child that is started here has
  /// default actions and no blocked signals.
  package func handOver<Result, Failure>(
    _ body: (ForegroundJob) throws(Failure) -> Result
  ) throws(Failure) -> Result? {
    guard let job = try? ForegroundJob(givesTerminalAtOnce: true) else { return nil }
    leave()
    signals.uninstall([SIGTSTP])
    defer {
      job.finish()
      // A child that crashed or was killed leaves behind what it switched on.
      Foreground.reclaim()
      if Foreground.isOurs { Capabilities.send(Capabilities.afterOthers) }
      if let ending = job.ending { signals.put(ending) }
      if let back = try? SignalPipe() {
        back.install(SignalPipe.ending + [SIGCONT])
        comeBack(back)
      }
    }
    return try body(job)
  }

  /// Waits until the terminal is ours, and takes it.
  ///
  /// - Parameter temporary: gets the signals meanwhile.
  private func comeBack(_ temporary: SignalPipe) {
    let outcome = Foreground.await(temporary)
    signals.install(SignalPipe.watched)
    for signal in temporary.read() where SignalPipe.ending.contains(signal) { signals.put(signal) }
    switch outcome {
    case .foreground: takeBack()
    case .ending(let signal): signals.put(signal)
    case .abandoned: signals.put(SIGHUP)
    }
  }

  /// False when the terminal is not ours and will not be again. Blocks until it is: in the background nothing is drawn.
  func regain() -> Bool {
    guard !isAway, !isClosed else { return false }
    guard !Foreground.isOurs else { return true }
    guard let temporary = try? SignalPipe() else { return false }
    // Neither curses nor the terminal's modes are touched: they are the shell's.
    isAway = true
    crash.isArmed = false
    temporary.install(SignalPipe.ending + [SIGCONT])
    comeBack(temporary)
    return !isAway
  }

  private func leave() {
    guard !isAway, !isClosed else { return }
    isAway = true
    if Foreground.isOurs {
      Capabilities.send(modesOff)
      endwin()
    }
    crash.isArmed = false
  }

  /// The terminal as we need it, and everything painted; also when someone else changed it behind our back.
  func takeBack() {
    guard !isClosed else { return }
    isAway = false
    crash.isArmed = true
    descriptor_set_waiting(STDIN_FILENO, 1)
    descriptor_set_waiting(STDOUT_FILENO, 1)
    reset_prog_mode()
    reader.enableKeypad()
    Capabilities.send(modesOn)
    let isResized = adoptTerminalSize()
    redraw()
    if isResized { handler?(.resized(size)) }
  }
}
