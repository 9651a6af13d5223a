/// The key that the service asks for. It shows itself to nobody: printing, interpolating, dumping and mirroring give
/// `(hidden)`; only ``unmasked`` has the text.
struct APIKey: Sendable, Hashable {
  let unmasked: String

  enum Fault: Error, Sendable, Hashable {
    case empty
    /// More than one line, or a character that cannot stand in a header.
    case controlCharacter
  }

  /// `"mpg-1\n"` -> `mpg-1`. Line ends at the end are dropped.
  init(_ text: String) throws(Fault) {
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
    unmasked = String(scalars)
  }
}

extension APIKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  var description: String { "(hidden)" }
  var debugDescription: String { "(hidden)" }
  var customMirror: Mirror { Mirror(self, children: [], displayStyle: .struct) }
}
