import MemoryModel

/// The active filter, one for all panes.
public struct AppliedFilter: Sendable, Hashable {
  public let filter: MemoryFilter
  /// As it goes with each page request. Dates are resolved once, so that pages agree.
  public let sent: JSONValue
  /// What each condition that is sent was typed as; empty for a raw filter.
  public let conditions: [FilterCondition]
  /// The day that relative dates were counted from.
  public let today: CivilDate

  /// nil for a filter without conditions: nothing is sent then.
  public init?(_ filter: MemoryFilter, for target: FilterTarget) {
    guard let sent = filter.json(for: target) else { return nil }
    self.filter = filter
    self.sent = sent
    conditions = filter.conditionsSent(for: target)
    today = target.today
  }

  /// To compare by: `==` takes `é` of one and of two scalars for the same, and services need not.
  var sentBytes: [UInt8] { Array(sent.encoded().utf8) }
}

/// What stands on the screen while the first page of another filter is not here.
struct FilterBefore: Sendable, Hashable {
  var filter: AppliedFilter?
  /// The form that it was applied with.
  var form: FilterForm?
}
