/// What an export wants done with bytes, in order. Memory stays flat: what can be placed only at the end (the rows of
/// a CSV file, whose columns are known then) goes through a spool.
public enum ExportStep: Sendable, Hashable {
  /// Append to the export.
  case write([UInt8])
  /// Append to the spool with this number.
  case keep([UInt8], spool: Int)
  /// Append all of a spool to the export. A spool that nothing was kept in is empty.
  case copy(spool: Int, CSVPadding?)
}
