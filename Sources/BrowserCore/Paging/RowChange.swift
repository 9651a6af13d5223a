/// What happened to the rows of a category beside rows that were added at the end: whoever keeps something by the
/// place of a row (a cursor, an order, matches) follows it.
enum RowChange: Sendable, Hashable {
  case inserted(Range<Int>)
  case removed(Range<Int>)
  /// Other records stand in these places: a dropped page is back, or a row changed.
  case replaced(Range<Int>)
  /// The places are kept, the records are gone.
  case dropped(Range<Int>)

  /// The place of a row afterwards.
  func moved(_ row: Int) -> Int {
    switch self {
    case .inserted(let range): row >= range.lowerBound ? row + range.count : row
    case .removed(let range):
      row >= range.upperBound ? row - range.count : min(row, range.lowerBound)
    case .replaced, .dropped: row
    }
  }
}
