/// What an export is written as.
public enum ExportFormat: String, Sendable, Hashable, CaseIterable {
  /// A line per memory: `{"category":"factual","memory":{…}}`.
  case ndjson
  /// One object with an array per category.
  case json
  case csv
  /// A heading per category, an item per memory.
  case markdown
}
