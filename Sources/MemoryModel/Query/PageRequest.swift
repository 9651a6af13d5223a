/// One page of one query, whatever the dialect.
public struct PageRequest: Sendable, Hashable {
  public var subject: Subject
  /// Counted from 1.
  public var page: Int
  /// Entries per category, 1…50.
  public var size: Int
  public var includesPreferences: Bool
  public var includesTools: Bool
  /// Only a self-hosted server is told: the cloud has no switch for them.
  public var includesSkills: Bool
  /// As it is sent: `{"and":[{"scene":"Payment"}]}`. Without conditions there is none.
  public var filter: JSONValue?

  public init(
    subject: Subject, page: Int, size: Int, includesPreferences: Bool = true,
    includesTools: Bool = true, includesSkills: Bool = true, filter: JSONValue? = nil
  ) {
    self.subject = subject
    self.page = page
    self.size = size
    self.includesPreferences = includesPreferences
    self.includesTools = includesTools
    self.includesSkills = includesSkills
    self.filter = filter
  }
}
