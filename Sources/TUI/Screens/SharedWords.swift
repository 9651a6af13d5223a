import Canvas
import MemoryModel

/// The words of a memory, to find them in the messages that it came from.
struct SharedWords: Equatable {
  private var words: Set<String> = []
  /// Pairs of adjacent characters, where a script has no spaces between words.
  private var pairs: Set<String> = []

  private static let longestText = 20_000
  /// They are in every other sentence.
  private static let common: Set<String> = [
    "about", "also", "been", "does", "from", "have", "into", "more", "than", "that", "them", "then", "they",
    "this",
    "user", "users", "were", "what", "when", "will", "with", "would", "your",
  ]

  init(_ text: String) {
    Self.forEachWord(in: String(text.prefix(Self.longestText))) { word, _ in
      if word.isPair { pairs.insert(word.text) } else if Self.matters(word.text) { words.insert(word.text) }
    }
  }

  /// Those that some of the messages have too.
  init(messages: [SourceMessage], with memory: SharedWords) {
    for message in messages.prefix(Self.mostMessages) {
      let said = SharedWords(String(message.text.prefix(2_000)))
      words.formUnion(said.words.intersection(memory.words))
      pairs.formUnion(said.pairs.intersection(memory.pairs))
    }
  }

  private static let mostMessages = 50

  /// What the words of the messages of a memory depend on.
  struct Origin: Equatable {
    let text: String
    let messages: [SourceMessage]

    /// The words of the memory, and those that its messages have too.
    var words: (memory: SharedWords, both: SharedWords) {
      let memory = SharedWords(text)
      return (memory, SharedWords(messages: messages, with: memory))
    }
  }

  /// Where the text has one of the words, in UTF-8 offsets.
  func ranges(in text: String) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    Self.forEachWord(in: text) { word, range in
      guard word.isPair ? pairs.contains(word.text) : words.contains(word.text) else { return }
      if let last = ranges.last, last.upperBound > range.lowerBound {
        ranges[ranges.count - 1] = last.lowerBound..<range.upperBound
      } else {
        ranges.append(range)
      }
    }
    return ranges
  }

  /// Numbers matter at any length.
  private static func matters(_ word: String) -> Bool {
    word.unicodeScalars.contains { $0.properties.numericType != nil }
      || (word.unicodeScalars.count >= 4 && !common.contains(word))
  }

  private static func forEachWord(
    in text: String, _ body: ((text: String, isPair: Bool), Range<Int>) -> Void
  ) {
    var word = ""
    var start = 0
    var previous: (scalar: Unicode.Scalar, offset: Int)?
    var offset = 0
    func end() {
      if !word.isEmpty { body((word.lowercased(), false), start..<offset) }
      word = ""
    }
    for scalar in text.unicodeScalars {
      let size = UTF8.width(scalar)
      if scalar.hasNoSpaces {
        end()
        if let before = previous {
          body((String(before.scalar) + String(scalar), true), before.offset..<offset + size)
        }
        previous = (scalar, offset)
      } else {
        previous = nil
        if scalar.isInWord {
          if word.isEmpty { start = offset }
          word.unicodeScalars.append(scalar)
        } else {
          end()
        }
      }
      offset += size
    }
    end()
  }
}

extension Unicode.Scalar {
  fileprivate var isInWord: Bool { properties.isAlphabetic || properties.numericType != nil || self == "'" }
}
