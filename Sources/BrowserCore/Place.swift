/// Where the keys go.
public enum Place: Sendable, Hashable, CaseIterable {
  case list
  case memory
  case raw
  case help
  case notices
  case prompt
  case search
  case question
}
