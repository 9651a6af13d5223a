import MemoryModel

/// Where a memory came from: a text that scrolls, on top of the list or of the open memory.
public struct SourcesView: Sendable {
  public enum Content: Sendable, Hashable {
    /// The row names none, so the service is asked for the whole record.
    case loading(RecordQuestion)
    case messages([SourceMessage])
    case failed(ServiceError)
  }

  public private(set) var memory: Memory
  public internal(set) var content: Content
  public internal(set) var status = OpenMemoryStatus.unchanged
  /// The messages are not from the row: the service was asked for them, once.
  public internal(set) var isFromService = false
  public internal(set) var top = 0

  init(memory: Memory, content: Content, status: OpenMemoryStatus) {
    self.memory = memory
    self.content = content
    self.status = status
  }

  /// Another record under the same id. What the service was asked for stays, as it was read, where the record names no
  /// messages.
  mutating func follow(_ memory: Memory) {
    self.memory = memory
    let messages = SourceMessage.all(in: memory.record)
    guard !messages.isEmpty || !isFromService else { return }
    content = .messages(messages)
    isFromService = false
  }
}

/// A question for one record that is under way.
public struct RecordQuestion: Sendable, Hashable {
  public let question: Int
  public internal(set) var ticks = 0
  public internal(set) var retry: Loading.Retry?
}
