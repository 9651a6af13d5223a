import CNcurses
import Glibc

/// Entries for a machine that has no terminfo database, or none that knows the terminal.
enum CompiledTerminfo {
  /// Starts curses with the machine's own entry for `type`, else with the compiled-in one. False if neither exists.
  static func startCurses(_ type: String) -> Bool {
    if curses_new_terminal(type) != nil { return true }
    guard let entry = entries[type] else { return false }
    // Only while curses reads it: programs that memtui starts get the value that the user has set.
    let before = getenv(variable).map { String(cString: $0) }
    setenv(variable, "b64:" + entry, 1)
    defer { if let before { setenv(variable, before, 1) } else { unsetenv(variable) } }
    return curses_new_terminal(type) != nil
  }

  private static let variable = "TERMINFO"

  /// By type, in base64 as ncurses reads it: `vt100 GgEsACYABwApAUQC…`.
  static let entries: [String: String] = {
    let lines = String(decoding: PackageResources.terminfo_txt, as: UTF8.self).split(separator: "\n")
    let pairs = lines.filter { !$0.hasPrefix("#") }.map {
      $0.split(separator: " ", maxSplits: 1).map(String.init)
    }
    return Dictionary(pairs.filter { $0.count == 2 }.map { ($0[0], $0[1]) }) { first, _ in first }
  }()
}
