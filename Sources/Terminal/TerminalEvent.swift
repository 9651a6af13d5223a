import Canvas

public enum TerminalEvent: Sendable, Hashable {
  /// Keys that were waiting, in order: all of them, unless they arrive faster than they are read.
  case keys([Key])
  case resized(Size)
  /// SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP (suspend, then) or SIGCONT (the screen is already painted again).
  case signal(Int32)
  /// The terminal is gone: no key will come any more.
  case inputEnded
}
