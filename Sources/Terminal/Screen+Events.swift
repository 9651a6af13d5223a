import Canvas
import Dispatch
import Glibc

extension Screen {
  /// Calls `handler` on the main queue for what happens from now on, and for signals since ``open(environment:)``.
  /// Nothing wakes up while nothing happens.
  public func start(_ handler: @escaping @MainActor (TerminalEvent) -> Void) {
    self.handler = handler
    inputSource = source(STDIN_FILENO) { $0.readInput() }
    signalSource = source(signals.readEnd) { $0.readSignals() }
  }

  /// All keys that are waiting, for a caller with a loop of its own. Nil when the terminal is gone.
  public func readKeys() -> [Key]? {
    isAway || isClosed ? [] : reader.readKeys()
  }

  private func source(
    _ descriptor: Int32, _ action: @escaping @MainActor (Screen) -> Void
  ) -> any DispatchSourceRead {
    let source = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: .main)
    source.setEventHandler { [weak self] in
      MainActor.assumeIsolated {
        guard let self else { return }
        self.crash.useOwnStack()
        action(self)
      }
    }
    source.activate()
    return source
  }

  private func readInput() {
    guard let keys = readKeys() else {
      // A terminal that is gone stays readable for ever.
      inputSource?.cancel()
      inputSource = nil
      handler?(.inputEnded)
      return
    }
    if !keys.isEmpty { handler?(.keys(keys)) }
  }

  private func readSignals() {
    for signal in signals.read() {
      switch signal {
      case SIGWINCH:
        if !isAway, adoptTerminalSize() { handler?(.resized(size)) }
      case SIGCONT:
        takeBack()
        handler?(.signal(signal))
      default:
        handler?(.signal(signal))
      }
    }
  }
}
