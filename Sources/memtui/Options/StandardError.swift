import Glibc

/// Where refusals go, before the screen is taken. (`stderr` of the C library is a global that Swift 6 does not allow.)
enum StandardError {
  /// Writes `memtui: …` as one line. A closed or full stderr is no reason to do anything else than go on.
  static func say(_ sentence: String) {
    let line = Array("memtui: \(sentence)\n".utf8)
    _ = write(STDERR_FILENO, line, line.count)
  }
}
