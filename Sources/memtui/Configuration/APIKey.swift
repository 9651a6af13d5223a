/// The key that the service asks for. It shows itself to nobody: printing, interpolating, dumping and mirroring give
/// `(hidden)`; only ``unmasked`` has the text.
struct APIKey: Sendable, Hashable {
  let unmasked: String

  enum Fault: Error, Sendable, Hashable {
    case empty
    /// Anything but visible ASCII: more than one line, a control character, a space, another script.
    case unusableCharacter
  }

  /// `"mpg-1\n"` -> `mpg-1`. Line ends at the end are dropped.
  init(_ text: String) throws(Fault) {
    var scalars = text.unicodeScalars[...]
    while let last = scalars.last, last == "\n" || last == "\r" { scalars.removeLast() }
    guard !scalars.isEmpty else { throw .empty }
    guard scalars.allSatisfy({ "!"..."~" ~= $0 }) else { throw .unusableCharacter }
    unmasked = String(scalars)
  }
}

extension APIKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  var description: String { "(hidden)" }
  var debugDescription: String { "(hidden)" }
  var customMirror: Mirror { Mirror(self, children: [], displayStyle: .struct) }
}
