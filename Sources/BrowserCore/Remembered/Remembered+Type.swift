import MemoryModel

/// What the program knows from earlier days, kept for each profile in a file of its own.
public struct Remembered: Sendable, Hashable {
  /// Users and agents that were opened, newest first.
  public internal(set) var subjects: [Subject] = []
  /// Sorted by name, each name once.
  public internal(set) var filters: [NamedFilter] = []
  /// Newest first, each once.
  public internal(set) var recentFilters: [StoredFilter] = []
  /// Values that filters used, by field, newest first: `["scene": ["Payment", "Refund"]]`.
  public internal(set) var values: [ByteString: [ByteString]] = [:]
  /// The fields of ``values``, the one used last first.
  var recentFields: [ByteString] = []
  /// Members of the file that this version does not know, kept for the one that wrote them.
  var unknown: [JSONObject.Member] = []

  static let mostSubjects = 20
  static let mostRecentFilters = 10
  static let mostValues = 20
  static let mostFields = 50
  /// In bytes of text or JSON: longer filters are not offered again unless they are saved.
  static let longestRecentFilter = 4_096
  /// More names than a person reads; a file that was tampered with must not fill the memory.
  public static let mostFilters = 500

  public init() {}
}

/// A filter as it is kept.
public enum StoredFilter: Sendable, Hashable {
  /// One line, with times as they were typed: `scene=Payment create_time>=7d`.
  case text(String)
  /// What one line cannot say, as it is sent.
  case json(String)
}

extension StoredFilter {
  public static func == (one: StoredFilter, other: StoredFilter) -> Bool {
    switch (one, other) {
    case (.text(let one), .text(let other)), (.json(let one), .json(let other)):
      ByteString.isSame(one, other)
    default: false
    }
  }

  public func hash(into hasher: inout Hasher) {
    switch self {
    case .text(let text), .json(let text): ByteString.hash(text, into: &hasher)
    }
  }
}

public struct NamedFilter: Sendable, Hashable {
  public var name: String
  public var filter: StoredFilter

  public init(name: String, filter: StoredFilter) {
    self.name = name
    self.filter = filter
  }
}

/// One thing to remember or to forget. The file is read again, changed by this, and written: what another memtui
/// added meanwhile stays.
public enum RememberedChange: Sendable, Hashable {
  case opened(Subject)
  /// In place of a filter of the same name.
  case savedFilter(NamedFilter)
  case deletedFilter(name: String)
  case usedFilter(StoredFilter)
  case usedValue(field: String, value: String)
}
