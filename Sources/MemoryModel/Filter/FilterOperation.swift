/// How a field is compared with a value.
public enum FilterOperation: Sendable, Hashable, CaseIterable {
  case equal
  case contains
  case greater
  case greaterOrEqual
  case less
  case lessOrEqual
  /// Of times: from the start to the end, both included. It is sent as two conditions.
  case between
}

extension FilterOperation {
  /// As a line of text has it: `scene=Payment`, `tags:finance`. A range needs no sign of its own: `create_time=7d..today`.
  public var sign: String {
    switch self {
    case .equal, .between: "="
    case .contains: ":"
    case .greater: ">"
    case .greaterOrEqual: ">="
    case .less: "<"
    case .lessOrEqual: "<="
    }
  }

  /// The member that holds the value: `{"tags":{"contains":"finance"}}`; none for equality and ranges.
  var memberName: String? {
    switch self {
    case .equal, .between: nil
    case .contains: "contains"
    case .greater: "gt"
    case .greaterOrEqual: "gte"
    case .less: "lt"
    case .lessOrEqual: "lte"
    }
  }

  init?(memberName: String) {
    guard let found = Self.allCases.first(where: { $0.memberName == memberName }) else { return nil }
    self = found
  }
}
