/// A month of the proleptic Gregorian calendar: `2025-12`.
public struct CivilMonth: Sendable, Hashable, Comparable {
  public let year: Int
  /// 1…12
  public let month: Int

  public init(_ day: CivilDate) {
    year = day.year
    month = day.month
  }

  private init(number: Int) {
    year = number / 12
    month = number % 12 + 1
  }

  /// Months of the calendar count on: December 2025 and January 2026 are 1 apart.
  private var number: Int { year * 12 + month - 1 }

  public func advanced(by months: Int) -> CivilMonth { CivilMonth(number: number + months) }

  public func distance(to other: CivilMonth) -> Int { other.number - number }

  public static func < (left: CivilMonth, right: CivilMonth) -> Bool { left.number < right.number }
}

extension CivilMonth {
  /// The first and the last day; nil outside the years 1 to 9999.
  public var days: (first: CivilDate, last: CivilDate)? {
    guard let first = CivilDate(year: year, month: month, day: 1),
      let last = CivilDate(year: year, month: month, day: CivilDate.days(in: month, of: year))
    else { return nil }
    return (first, last)
  }

  /// `2025-12`
  public var text: String { days.map { String($0.first.text.dropLast(3)) } ?? "\(year)-\(month)" }
}
