/// Where a value came from, for `memtui check` and for errors.
enum Origin: Sendable, Hashable {
  case flag
  /// The name of the variable: `MEMOS_BASE_URL`.
  case environment(String)
  /// The profile's name and the path of the file that it stands in.
  case profile(String, file: String)
  /// Built in.
  case standard
}
