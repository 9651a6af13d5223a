import MemoryModel

/// What the form would match among the loaded rows, without a call: brought up to date by ``BrowserState/update(_:_:)``
/// while the form is open.
public struct FormCounts: Sendable {
  public enum Count: Sendable, Hashable {
    case exactly(Int)
    /// Beside a condition that cannot be evaluated here: the count of the others.
    case atMost(Int)
    /// Cannot be evaluated here, such as a raw operator: drawn as `–`.
    case unknown
    /// Slices are still being counted.
    case counting
  }

  /// Why a condition matches nothing: `0: no loaded memory has info.tier = gol; gold 33`.
  public enum Reason: Sendable, Hashable {
    /// No loaded row has the field at all.
    case absentField(FilterField)
    /// The most frequent values that the loaded rows have in the field; none for times and long texts.
    case otherValues(FilterField, [Value])
    /// The rows are those of the active filter: `not among the rows of the active filter`.
    case notInActiveFilter
  }

  /// A value as a cell of the form shows it, and the rows that have it.
  public struct Value: Sendable, Hashable {
    public var text: String
    public var count: Int
  }

  public struct Row: Sendable, Hashable {
    /// nil for a blank or incomplete row, which shows nothing. Switched-off rows have theirs (drawn dim).
    public var count: Count?
    public var reason: Reason?
    /// `✗`: without it something would match, and the total is 0.
    public var blocksAll = false
  }

  /// One for each row of the form.
  public var rows: [Row]
  /// All conditions that are on, together; nil without a complete one.
  public var total: Count?
  /// Rows that match, of each category with loaded rows; empty without a total, and while slices are counted.
  public var byPane: [MemoryCategory: Int] = [:]
  /// Loaded rows of all panes, each once.
  public var loaded: Int
  /// The loaded rows are only the answer to the active filter.
  public var isOfActiveFilter: Bool
  /// For each of `form.completion.matches`, in a value cell: what would be left with the other conditions; nil if not
  /// known.
  public var left: [Int?] = []
  /// The first rows that match, as many as a screen can show, panes in order.
  public var matches: [Memory] = []

  static let mostMatches = 100
}
