/// How well a name fits what was typed: `pgd` finds `page down`, but `page` fits it better.
struct FuzzySearch {
  private let text: String
  private let parts: [Substring]

  init(_ text: String) {
    self.text = text.lowercased()
    parts = self.text.split(separator: " ")
  }

  /// The smaller the better; `nil` for what does not fit.
  func rank(_ name: String) -> Int? {
    let name = name.lowercased()
    if parts.isEmpty || name == text { return 0 }
    if name.hasPrefix(text) { return 1 }
    if " \(name)".contains(" \(text)") { return 2 }
    if name.contains(text) { return 3 }
    if parts.allSatisfy({ " \(name)".contains(" \($0)") }) { return 4 }
    if parts.allSatisfy({ name.contains($0) }) { return 5 }
    return Self.gaps(of: parts.joined(), in: name).map { 6 + $0 }
  }

  /// The letters that stand between those of `letters`, in their order: 3 for `pgd` in `page down`; `nil` if they are
  /// not all there.
  private static func gaps(of letters: String, in name: String) -> Int? {
    var rest = letters[...]
    var gaps = 0
    for character in name {
      guard let wanted = rest.first else { break }
      if character == wanted {
        rest.removeFirst()
      } else if rest.count < letters.count {
        gaps += 1
      }
    }
    return rest.isEmpty ? gaps : nil
  }
}
