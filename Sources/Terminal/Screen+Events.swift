import Canvas
import Dispatch
import Glibc

extension Screen {
  /// Calls `handler` on the main queue for what happens from now on, and for signals since ``open(environment:)``.
  /// Nothing wakes up while nothing happens.
  ///
  /// - Parameter emergency: called on another thread before the program ends although the main queue has not obeyed a
  ///   signal: a terminal that takes no bytes holds up a draw for as long as it likes.
  public func start(
    _ handler: @escaping @MainActor (TerminalEvent) -> Void, emergency: @escaping @Sendable () -> Void
  ) {
    self.handler = handler
    inputSource = source(STDIN_FILENO, queue: .main) { [weak self] in
      MainActor.assumeIsolated { self?.readInput() }
    }
    let queue = DispatchQueue(label: "memtui.signals")
    let leave = crash.emergencyExit
    signalSource = source(signals.readEnd, queue: queue) { [weak self, signals] in
      let arrived = signals.read()
      DispatchQueue.main.async { MainActor.assumeIsolated { self?.obey(arrived) } }
      guard let ending = arrived.first(where: SignalPipe.ending.contains) else { return }
      queue.asyncAfter(deadline: .now() + Self.patience) {
        emergency()
        leave(128 + ending)
      }
    }
  }

  /// Longer than leaving takes at its worst.
  private nonisolated static let patience = 3.0

  /// The keys that are waiting, for a caller with a loop of its own. Nil when the terminal is gone.
  public func readKeys() -> [Key]? {
    isAway || isClosed ? [] : reader.readKeys()?.keys
  }

  private func source(
    _ descriptor: Int32, queue: DispatchQueue, _ action: @escaping @Sendable () -> Void
  ) -> any DispatchSourceRead {
    let source = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: queue)
    source.setEventHandler(handler: action)
    source.activate()
    return source
  }

  private func readInput() {
    crash.useOwnStack()
    guard !isAway, !isClosed, regain() else { return }
    guard let reading = reader.readKeys() else {
      // A terminal that is gone stays readable for ever.
      inputSource?.cancel()
      inputSource = nil
      handler?(.inputEnded)
      return
    }
    // The assembler may hold the beginning of a sequence: nothing else would wake us for it.
    if reading.isCut { DispatchQueue.main.async { MainActor.assumeIsolated { self.readInput() } } }
    if !reading.keys.isEmpty { handler?(.keys(reading.keys)) }
  }

  private func obey(_ arrived: [Int32]) {
    crash.useOwnStack()
    guard !isClosed else { return }
    for signal in arrived {
      switch signal {
      case SIGWINCH:
        if !isAway, Foreground.isOurs, adoptTerminalSize() { handler?(.resized(size)) }
      case SIGCONT:
        guard !isAway, regain() else { continue }
        takeBack()
        handler?(.signal(signal))
      default:
        handler?(.signal(signal))
      }
    }
  }
}
