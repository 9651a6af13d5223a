import Glibc

/// Where refusals go, before the screen is taken. (`stderr` of the C library is a global that Swift 6 does not allow.)
enum StandardError {
  /// Writes `memtui: …` as one line.
  static func say(_ sentence: String) { write(printableLines("memtui: \(sentence)") + "\n") }

  /// Draws a line over the one that is there; nil takes it away. Only on a terminal.
  static func redrawLine(_ line: String?) {
    write("\r" + (line.map { printable($0) } ?? "") + "\u{1B}[K")
  }

  /// A closed or full stderr is no reason to do anything else than go on.
  private static func write(_ text: String) {
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
