/// Where the keys go.
public enum Place: Sendable, Hashable, CaseIterable {
  case list
  case memory
  case raw
  case help
  case notices
  case prompt
  case palette
  case question

  /// Every printable key is text here, Space and `-` and `q` included.
  public var takesText: Bool {
    switch self {
    case .prompt, .palette: true
    case .list, .memory, .raw, .help, .notices, .question: false
    }
  }
}
