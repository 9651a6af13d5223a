/// Where the keys go.
public enum Place: Sendable, Hashable, CaseIterable {
  case list
  case memory
  case raw
  case sources
  case help
  case notices
  case prompt
  case question
  case copy
}
