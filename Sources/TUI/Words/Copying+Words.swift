import BrowserCore

extension Notice {
  /// `The text: sent 212 bytes to the terminal's clipboard.`
  static func words(_ part: Copying.Part, _ outcome: CopyOutcome) -> String {
    switch outcome {
    case .sentToTerminal(let bytes): "\(part.title): sent \(size(bytes)) to the terminal's clipboard."
    case .given(let program, let bytes): "\(part.title): gave \(size(bytes)) to \(program)."
    case .tooLong(let bytes):
      "\(part.title) was not copied: \(size(bytes)) are more than terminals take at once. "
        + "Read it with J, p or E."
    case .failed(let error): "\(part.title) was not copied. \(error.sentence)"
    }
  }

  private static func size(_ bytes: Int) -> String { bytes == 1 ? "1 byte" : "\(bytes) bytes" }
}

extension Copying.Part {
  fileprivate var title: String {
    switch self {
    case .text: "The text"
    case .id: "The id"
    case .json: "The JSON"
    case .curl: "The curl line"
    }
  }
}
