/// A question that Enter answers with yes and Esc with no.
public enum Question: Sendable, Hashable {
  /// A goal has used up its calls.
  case loadMore(calls: Int)
  /// The file of an export exists.
  case replaceFile(ExportOrder)
}

public struct QuestionState: ScreenHandler {
  public let question: Question
  public var place: Place { .question }
  public var isLine: Bool { true }

  func perform(_ command: BrowserCommand, _ state: BrowserState, _ context: UpdateContext) -> [Outcome] {
    if command == .accept { return [.close, .answer(question, isYes: true)] }
    return command.closes ? [.close, .answer(question, isYes: false)] : []
  }
}

extension BrowserState {
  /// A question that nobody opened waits until it covers nothing that somebody has opened.
  var canAsk: Bool { place == .list || place == .memory || place == .search && loading.isSearching }
}
