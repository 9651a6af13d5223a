import MemoryModel

struct CopyMenu: ScreenHandler {
  var place: Place { .copy }
  var isLine: Bool { true }

  func perform(_ command: BrowserCommand, _ state: BrowserState, _ context: UpdateContext) -> [Outcome] {
    guard case .copy(let part) = command else { return command.closes ? [.close] : [] }
    guard let content = Self.content(of: part, state) else { return [.close, .note(.nothingToCopy)] }
    return [.close, .effect(.copy(Copying(part: part, content: content)))]
  }

  /// The original text, also what a terminal could obey: it is pasted, not drawn.
  private static func content(of part: Copying.Part, _ state: BrowserState) -> Copying.Content? {
    if part == .curl {
      return state.subject.map {
        let counter = PageCounter(pageSize: state.options.pageSize)
        return .request(counter.nextRequest(for: $0, filter: state.filter.active?.sent))
      }
    }
    guard let memory = state.reading?.memory ?? state.selectedMemory else { return nil }
    switch part {
    case .text: return .text(memory.text)
    case .id: return .text(memory.id.text)
    case .json: return .text(JSONLayout(memory.source).text)
    case .curl: return nil
    }
  }
}

public struct Copying: Sendable, Hashable {
  public enum Part: Sendable, Hashable { case text, id, json, curl }

  public enum Content: Sendable, Hashable {
    case text(String)
    /// Becomes a line once it is known where the service is.
    case request(PageRequest)
  }

  public var part: Part
  public var content: Content
}

/// We cannot tell whether the terminal honoured it.
public enum CopyOutcome: Sendable, Hashable {
  case sentToTerminal(bytes: Int)
  case given(to: String, bytes: Int)
  /// More than terminals take, and there is no clipboard program.
  case tooLong(bytes: Int)
  case failed(ServiceError)
}
