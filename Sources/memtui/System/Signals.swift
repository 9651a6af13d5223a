import Dispatch
import Glibc
import Terminal

/// SIGINT, SIGTERM, SIGHUP and SIGQUIT, on a queue of their own: a write that blocks does not hold them up.
final class EndingSignals {
  private let pipe: SignalPipe?
  private let source: (any DispatchSourceRead)?
  private let watched = SignalPipe.endingUnlessIgnored

  /// Where no pipe can be made for them the signals keep their default actions.
  init(_ handle: @escaping @Sendable (Int32) -> Void) {
    signal(SIGPIPE, SIG_IGN)
    guard let pipe = try? SignalPipe() else {
      self.pipe = nil
      source = nil
      return
    }
    self.pipe = pipe
    let source = DispatchSource.makeReadSource(
      fileDescriptor: pipe.readEnd, queue: DispatchQueue(label: "memtui.signals"))
    source.setEventHandler { for number in pipe.read() { handle(number) } }
    source.resume()
    self.source = source
    pipe.install(watched)
  }

  func stop() {
    pipe?.uninstall(watched)
    source?.cancel()
  }
}
