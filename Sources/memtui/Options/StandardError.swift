import Glibc

/// Where refusals go, before the screen is taken. (`stderr` of the C library is a global that Swift 6 does not allow.)
enum StandardError {
  /// Writes `memtui: …` as one line.
  static func say(_ sentence: String, patience: Int32? = nil) {
    write(printableLines("memtui: \(sentence)") + "\n", patience: patience)
  }

  /// Draws a line over the one that is there; nil takes it away. Only on a terminal, and only if that takes it at once.
  static func redrawLine(_ line: String?) {
    write("\r" + (line.map { printable($0) } ?? "") + "\u{1B}[K", patience: line == nil ? 100 : 0)
  }

  /// A closed or full stderr is no reason to do anything else.
  ///
  /// - Parameter patience: in milliseconds: what a terminal does not take by then is not said. Nil waits for it.
  private static func write(_ text: String, patience: Int32?) {
    if let patience {
      var state = pollfd(fd: STDERR_FILENO, events: Int16(POLLOUT), revents: 0)
      guard poll(&state, 1, patience) > 0 else { return }
    }
    let bytes = Array(text.utf8)
    _ = Glibc.write(STDERR_FILENO, bytes, bytes.count)
  }
}

/// What a command prints for people. Memories go through ``writeAll(_:to:)``, in the form of their format.
enum StandardOutput {
  static func say(_ text: String) {
    print(printableLines(text), terminator: text.utf8.last == UInt8(ascii: "\n") ? "" : "\n")
  }
}
