/// Where a value came from, for `memtui check` and for errors.
enum Origin: Sendable, Hashable {
  case flag
  /// The name of the variable: `MEMOS_BASE_URL`.
  case environment(String)
  /// The profile's name and the path of its file; the line of the setting where an error has to name it.
  case profile(String, file: String, line: Int? = nil)
  /// Built in.
  case standard

  /// The same without the line, for a report.
  var source: Origin {
    if case .profile(let name, let file, _) = self { .profile(name, file: file) } else { self }
  }
}

/// A file, and the line of it that an error is about, where one is known: `/home/ann/.config/memtui/config.yaml, line 12`.
struct FilePlace: Sendable, Hashable {
  var path: String
  /// Counted from 1.
  var line: Int?

  init(_ path: String, line: Int? = nil) {
    self.path = path
    self.line = line
  }

  /// Nothing in it can steer a terminal.
  var words: String { printable(path) + (line.map { ", line \($0)" } ?? "") }

  /// The same before a verb: `…/config.yaml, line 12, is not valid YAML`.
  var subject: String { words + (line == nil ? "" : ",") }
}
