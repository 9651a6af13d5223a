import Canvas

public enum TerminalEvent: Sendable, Hashable {
  /// All keys that were waiting, in order.
  case keys([Key])
  case resized(Size)
  /// SIGINT, SIGTERM, SIGHUP, SIGTSTP (suspend, then) or SIGCONT (the screen is already painted again).
  case signal(Int32)
  /// The terminal is gone: no key will come any more.
  case inputEnded
}
