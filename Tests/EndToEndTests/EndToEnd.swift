import Testing

/// The real binary in a real terminal against a real service; the tests run one at a time.
@Suite(.serialized, .timeLimit(.minutes(3))) enum EndToEnd {}

/// The error that the program prints before it takes the screen.
enum Refusal {
  /// One line, `memtui: …`, that names the fault and holds no control character.
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
