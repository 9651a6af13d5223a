import BrowserCore
import MemoryModel

/// Why nothing came for a user: an id that was mistyped gets the same answer as one without memories.
extension Subject {
  /// `No memories for "memos_user_132". A mistyped id looks the same: the service gives the same answer.`
  /// - Parameters:
  ///   - hasFilter: only memories that match were requested.
  ///   - isBrief: on one line, for the shell and above a list.
  public func sentenceOfNoMemories(in dialect: Dialect, hasFilter: Bool = false, isBrief: Bool = false)
    -> String
  {
    let name = quotedName(in: dialect)
    let nothing = hasFilter ? "No memories for \(name) match the filter." : "No memories for \(name)."
    return nothing
      + (isBrief ? " \(Self.mistyped)." : "\n\(Self.mistyped): the service gives the same answer.")
  }

  private static let mistyped = "A mistyped id looks the same"

  /// `"memos_user_123"`, `agent "a1"`
  private func quotedName(in dialect: Dialect) -> String {
    switch (self, dialect) {
    case (.user(let id), .selfHosted(let cube?)) where cube != id: "\"\(id)\" in cube \"\(cube)\""
    case (.user(let id), _): "\"\(id)\""
    case (.agent(let id), _): "agent \"\(id)\""
    case (.cube(let id), _): "cube \"\(id)\""
    }
  }
}
