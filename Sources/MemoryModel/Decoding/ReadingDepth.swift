/// How much of each record is read when a page arrives.
public enum ReadingDepth: Sendable, Hashable {
  /// What a list shows: headline, times, kind, tools.
  case list
  /// Only the id and where the record lies: an export needs no more, and reads ten thousand pages.
  case records
}
