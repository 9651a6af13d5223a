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
  case values
  case overview
  /// Conditions to choose from.
  case conditions
  case sources
  case help
  case notices
  case prompt
  case search
  case palette
  case question
  /// A row of the export form in which one chooses, and the one in which the file's name is typed.
  case export
  case exportFile
  /// What is to be copied is asked.
  case copy

  /// Every printable key is text here, Space and `-` and `q` included.
  public var takesText: Bool {
    switch self {
    case .prompt, .search, .palette, .form, .formName, .exportFile: true
    default: false
    }
  }

  /// A printable key that is bound to nothing chooses here: `>` the operator.
  public var choosesByTyping: Bool { self == .formOperation }
}
