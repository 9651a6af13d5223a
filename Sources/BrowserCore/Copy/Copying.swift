import MemoryModel

/// Something for the clipboard.
public struct Copying: Sendable, Hashable {
  public enum Part: Sendable, Hashable {
    case text, id, json, curl
  }

  public enum Content: Sendable, Hashable {
    case text(String)
    /// Becomes a line once it is known where the service is.
    case request(PageRequest)
  }

  public var part: Part
  public var content: Content

  public init(part: Part, content: Content) {
    self.part = part
    self.content = content
  }
}

/// What became of it. That a terminal obeys is never known.
public enum CopyOutcome: Sendable, Hashable {
  case sentToTerminal(bytes: Int)
  /// Given to a program: `wl-copy`.
  case given(to: String, bytes: Int)
  /// More than terminals take, and no program is there that takes it.
  case tooLong(bytes: Int)
  case failed(ServiceError)
}
