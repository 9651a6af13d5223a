import Glibc

/// Where refusals go, before the screen is taken. (`stderr` of the C library is a global that Swift 6 does not allow.)
enum StandardError {
  /// Writes `memtui: …` as one line.
  static func say(_ sentence: String) { write("memtui: \(sentence)\n") }

  /// A closed or full stderr is no reason to do anything else than go on.
  static func write(_ text: String) {
    let bytes = Array(text.utf8)
    _ = Glibc.write(STDERR_FILENO, bytes, bytes.count)
  }
}
