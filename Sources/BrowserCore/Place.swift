/// Where the keys go.
public enum Place: Sendable, Hashable, CaseIterable {
  case list
  case memory
  case raw
  /// A cell of the filter form in which text is typed.
  case form
  /// The operator of a row in the filter form.
  case formOperation
  case formName
  case formChoice
  case facets
  /// Conditions to choose from.
  case conditions
  case help
  case notices
  case prompt
  case question
}

extension Place {
  /// Every printable key is text here, unless the place binds it.
  public var takesText: Bool {
    switch self {
    case .prompt, .form, .formOperation, .formName: true
    default: false
    }
  }
}
