/// What an answer held where memories were expected. Names are the service's, not cleaned for a terminal.
public enum AnswerFinding: Sendable, Hashable {
  /// `"memories":[{…},{…}]`, or with nil as its name `"data":[{…},{…}]`.
  case list(name: String?, count: Int)
  /// `"result":{"rows":[…]}`
  case object(name: String)
  /// `"data":{"id":"5e1c…","memory_value":"…"}` where a page has lists.
  case record
  /// `"data":{}` where a record was asked for.
  case nothing
  /// `"text_mem":7`, or with nil as its name `"data":7`.
  case value(name: String?, ValueKind)
  /// So many lists under names that no contract has.
  case unknownLists(count: Int)
  /// `"memory_detail_list":"unavailable"` where the contract has a list.
  case noList(name: String, ValueKind)
  /// `"data":{"message":"user is frozen"}`
  case onlyMessage
  /// `"data":{"id":"b"}` where the memory `a` was asked for.
  case otherRecord(id: String)

  public enum ValueKind: Sendable, Hashable {
    case string
    case number
    case boolean
    case list
    case object
    case null
  }
}

extension AnswerFinding.ValueKind {
  init(_ kind: JSONToken.Kind) {
    self =
      switch kind {
      case .plainString, .escapedString: .string
      case .number: .number
      case .true, .false: .boolean
      case .array: .list
      case .object: .object
      case .null: .null
      }
  }
}
