import MemOSClient

extension Secret {
  enum KeyFault: Error, Sendable, Hashable {
    case empty
    /// More than one line, or a character that cannot stand in a header.
    case controlCharacter
  }

  /// `"mpg-1\n"` -> `mpg-1`. Line ends at the end are dropped.
  init(keyText text: String) throws(KeyFault) {
    var scalars = text.unicodeScalars[...]
    while let last = scalars.last, last == "\n" || last == "\r" { scalars.removeLast() }
    guard !scalars.isEmpty else { throw .empty }
    let isClean = scalars.allSatisfy { scalar in
      switch scalar.properties.generalCategory {
      case .control, .lineSeparator, .paragraphSeparator: false
      default: true
      }
    }
    guard isClean else { throw .controlCharacter }
    self.init(String(scalars))
  }
}
