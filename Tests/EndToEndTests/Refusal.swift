import Testing

/// What the program says before it takes the screen.
enum Refusal {
  /// One line, `memtui: …`, that names what is wrong; nothing in it steers a terminal.
  static func expectOneSentence(
    in text: String, naming fault: String, at location: SourceLocation = #_sourceLocation
  ) throws {
    #expect(text.hasPrefix("memtui: "), sourceLocation: location)
    #expect(text.hasSuffix(".\n"), sourceLocation: location)
    #expect(text.split(separator: "\n").count == 1, "\(text)", sourceLocation: location)
    #expect(text.contains(fault), "\(text)", sourceLocation: location)
    #expect(
      text.unicodeScalars.dropLast().allSatisfy { $0.value >= 0x20 && $0.value != 0x7F },
      sourceLocation: location)
  }
}
