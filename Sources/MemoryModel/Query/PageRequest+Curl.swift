extension PageRequest {
  /// The same question for a shell, with the key left to its environment: `curl -sS 'https://…/get/memory' -H
  /// "Authorization: Token $MEMOS_API_KEY" -H 'Content-Type: application/json' --data-raw '{"user_id":…}'`
  ///
  /// What does not print is escaped in the JSON, so that nothing in the line steers the terminal it is pasted into.
  ///
  /// - Parameter sendsKey: an open-source server needs none.
  public func curlLine(baseURL: String, in dialect: Dialect = .cloud, sendsKey: Bool = true) -> String {
    let body = String(decoding: body(in: dialect, escaping: .unprintable), as: UTF8.self)
    let key = sendsKey ? [#"-H "Authorization: Token $MEMOS_API_KEY""#] : []
    return
      (["curl -sS", Self.quoted("\(baseURL)/\(dialect.pagePath)")] + key + [
        "-H 'Content-Type: application/json'", "--data-raw", Self.quoted(body),
      ]).joined(separator: " ")
  }

  /// `it's` is `'it'\''s'`.
  private static func quoted(_ text: String) -> String {
    "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: #"'\''"#) + "'"
  }
}
