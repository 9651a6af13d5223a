import MemOSClient

extension Secret {
  enum KeyFault: Error, Sendable, Hashable {
    case empty
    /// Anything but visible ASCII: more than one line, a control character, a space, another script.
    case unusableCharacter
  }

  /// `"mpg-1\n"` -> `mpg-1`. Line ends at the end are dropped.
  init(keyText text: String) throws(KeyFault) {
    var scalars = text.unicodeScalars[...]
    while let last = scalars.last, last == "\n" || last == "\r" { scalars.removeLast() }
    guard !scalars.isEmpty else { throw .empty }
    guard scalars.allSatisfy({ "!"..."~" ~= $0 }) else { throw .unusableCharacter }
    self.init(String(scalars))
  }
}
