import Dispatch
import Glibc

/// SIGINT, SIGTERM and SIGHUP, on a queue of their own: a write that blocks does not hold them up.
final class EndingSignals {
  private let sources: [any DispatchSourceSignal]

  init(_ handle: @escaping @Sendable (Int32) -> Void) {
    signal(SIGPIPE, SIG_IGN)
    let queue = DispatchQueue(label: "memtui.signals")
    sources = [SIGINT, SIGTERM, SIGHUP].compactMap { number in
      // Under nohup a broken link ends nothing.
      if number == SIGHUP, Self.isIgnored(number) { return nil }
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler { handle(number) }
      source.resume()
      return source
    }
  }

  func stop() {
    for source in sources { source.cancel() }
  }

  private static func isIgnored(_ number: Int32) -> Bool {
    var action = sigaction()
    guard sigaction(number, nil, &action) == 0 else { return false }
    return unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == 1
  }
}
