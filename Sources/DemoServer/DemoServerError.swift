/// Why the demo service does not listen.
public enum DemoServerError: Error, Equatable {
  case portTaken(UInt16, detail: String)
  /// A port below 1024 without the right to it, or no loopback interface.
  case cannotListen(UInt16, detail: String)
}

extension DemoServerError: CustomStringConvertible {
  /// The system's own words: `Address already in use`.
  public var description: String {
    switch self {
    case .portTaken(_, let detail), .cannotListen(_, let detail): detail
    }
  }
}
