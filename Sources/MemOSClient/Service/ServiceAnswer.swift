import MemoryModel

/// A page and how it came.
public struct PageAnswer: Sendable {
  public var page: MemoryPage
  /// The header `traceid`.
  public var traceID: String?
  /// From the request going out to the last byte, of the call that succeeded.
  public var milliseconds: Int
}

/// One memory that was asked for by its id, and how it came.
public struct RecordAnswer: Sendable {
  public var record: JSONObject
  /// The same, byte for byte.
  public var source: MemorySource
  public var traceID: String?
  public var milliseconds: Int
}
