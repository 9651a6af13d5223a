/// Why a body brings no page. The HTTP status is not known here.
public enum AnswerFault: Error, Sendable, Hashable {
  case notJSON(JSONParsingError)
  /// The body's `code`, other than 0 and 200.
  case failure(code: Int, message: String?)
  /// A `code` that is no integer: `"ERR_X"`, `true`, `1.5`, as it reads. The service's successes are numbers.
  case namedFailure(code: String, message: String?)
  /// By id: success, a message, and nothing.
  case noRecord
  /// `"success":false` without a code that says why.
  case unsuccessful(message: String?)
  /// `[…]` or `"…"` where the contract has an object.
  case notAnObject
  /// Neither a `code` nor a `data` object: `{"detail":"Not Found"}`, whose detail is the message.
  case noCode(message: String?)
  /// `code` says success, but `data` is missing.
  case noData(message: String?)
  /// `code` says success, but `data` is nothing that the contract has.
  case notUnderstood(AnswerFinding, message: String?)
}
