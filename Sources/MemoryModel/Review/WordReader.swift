/// A word of a text; in scripts without spaces, a character. Case, width and accents are folded in the hash.
struct Word {
  enum Kind: UInt8 { case word, number, character, currency }

  enum Boundary: UInt8, Comparable {
    case none
    /// A comma, a bracket, a quotation mark.
    case mark
    /// What ends a sentence or a clause.
    case clause

    static func < (one: Boundary, other: Boundary) -> Bool { one.rawValue < other.rawValue }
  }

  static let seed: UInt64 = 0x5EED

  var kind: Kind
  var hash: UInt64
  /// In UTF-8 offsets.
  var range: Range<Int32>
  /// Of a character.
  var scalar: UInt32 = 0
  var isCapital = false
  var startsSentence = false
  /// `G1024`, `A58B21`
  var hasDigit = false
  /// `km` in `10km`
  var isAttached = false
  /// What stands between it and the word before.
  var boundary = Boundary.none
  /// Digits of a number; more than one group of them in `12:30` and `2026-03-31`.
  var digits: UInt8 = 0
  var isSingleNumber = true
}

/// A text as words, and as the hash of all but its spaces and punctuation.
struct WordList {
  var words: [Word] = []
  /// Words between quotation marks, as ranges of ``words``.
  var quoted: [Range<Int>] = []
  var identity: (UInt64, UInt64) = (1, 2)
  /// Whether anything but spaces and punctuation was there.
  var isEmpty = true
  var isCut = false
  var characters = 0
  var spacedWords = 0
  var capitals = 0
  /// Letters and digits, also of words that are not kept.
  var length = 0
}

/// Reads texts word by word. Keeps what it has learned about scalars.
struct WordReader {
  private var folding = ScalarFolding()
  private var number: [UInt8] = []
  private var marks: [UInt32] = []

  mutating func read(_ text: String) -> WordList {
    var text = text
    return text.withUTF8 { bytes in
      let end = Self.end(of: bytes)
      var reading = Reading(bytes: UnsafeBufferPointer(rebasing: bytes[..<end]))
      while reading.position < end { step(&reading) }
      if end < bytes.count {
        reading.list.isCut = true
        reading.identify(rest: UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: bytes[end...])))
      }
      return reading.list
    }
  }

  /// Of what is normalised: the end of a scalar.
  private static func end(of bytes: UnsafeBufferPointer<UInt8>) -> Int {
    guard bytes.count > ReviewRules.longestNormalised else { return bytes.count }
    var end = ReviewRules.longestNormalised
    while end > 0, bytes[end] & 0xC0 == 0x80 { end -= 1 }
    return end
  }

  private struct Reading {
    let bytes: UnsafeBufferPointer<UInt8>
    var position = 0
    var list = WordList()
    var startsSentence = true
    var afterSpace = true
    var boundary = Word.Boundary.none
    var quote: (closing: UInt32, start: Int)?

    mutating func identify(_ value: UInt32) {
      list.isEmpty = false
      list.length += 1
      list.identity.0 = mixed(list.identity.0, UInt64(value))
      list.identity.1 = mixed(list.identity.1 &+ 0x51_7C_C1B7_2722_0A95, UInt64(value))
    }

    mutating func identify(rest: UnsafeRawBufferPointer) {
      let whole = rest.count / 8
      for word in 0..<whole {
        let value = rest.loadUnaligned(fromByteOffset: word * 8, as: UInt64.self)
        list.identity.0 = mixed(list.identity.0, value)
        list.identity.1 = mixed(list.identity.1 &+ 0x51_7C_C1B7_2722_0A95, value)
      }
      for byte in rest.dropFirst(whole * 8) { identify(UInt32(byte)) }
      list.isEmpty = false
      list.length += rest.count
    }

    mutating func append(_ word: Word) {
      guard list.words.count < ReviewRules.mostWords else {
        list.isCut = true
        return
      }
      list.words.append(word)
      list.words[list.words.count - 1].boundary = boundary
      boundary = .none
    }

    mutating func separate(_ boundary: Word.Boundary) { self.boundary = max(self.boundary, boundary) }
  }

  private mutating func step(_ reading: inout Reading) {
    let start = reading.position
    let (value, next) = SearchPattern.scalar(in: reading.bytes, at: start)
    switch kind(value) {
    case .letter: readWord(&reading)
    case .digit: readNumber(&reading, isNegative: false)
    case .unspaced:
      reading.position = next
      readCharacter(&reading, value, start)
    case .mark:
      reading.position = next
      for part in folded(value) { reading.identify(part) }
    case .currency, .symbol:
      reading.position = next
      var hash = Word.seed
      for part in folded(value) {
        reading.identify(part)
        hash = mixed(hash, UInt64(part))
      }
      if kind(value) == .currency || value == 0xB0 || value == 0x2103 || value == 0x2109 {
        let word = Word(kind: .currency, hash: hash, range: Int32(start)..<Int32(next))
        reading.append(word)
      } else {
        reading.separate(.mark)
      }
      reading.afterSpace = false
    case .ignored: reading.position = next
    case .space:
      reading.position = next
      reading.afterSpace = true
      if value == 0x0A {
        reading.startsSentence = true
        reading.separate(.clause)
      }
    case .punctuation:
      reading.position = next
      readPunctuation(&reading, value, start)
    }
  }

  private mutating func kind(_ value: UInt32) -> FoldedScalar.Kind {
    if value < 0x80 { return Self.ascii[Int(value)] }
    return ScalarFolding.isPlainHan(value) ? .unspaced : folding[value].kind
  }

  private mutating func folded(_ value: UInt32) -> [UInt32] {
    if value < 0x80 { return [value &- 0x41 < 26 ? value | 0x20 : value] }
    return ScalarFolding.isPlainHan(value) ? [value] : folding[value].folded
  }

  private static let ascii: [FoldedScalar.Kind] = (0..<0x80).map { (value: UInt8) in
    switch value {
    case 0x30...0x39: .digit
    case 0x41...0x5A, 0x61...0x7A: .letter
    case ...0x20, 0x7F: .space
    case UInt8(ascii: "$"): .currency
    case UInt8(ascii: "+"), UInt8(ascii: "<"), UInt8(ascii: "="), UInt8(ascii: ">"): .symbol
    default: .punctuation
    }
  }

  private mutating func readWord(_ reading: inout Reading) {
    let bytes = reading.bytes
    let start = reading.position
    var word = Word(kind: .word, hash: Word.seed, range: Int32(start)..<Int32(start))
    word.startsSentence = reading.startsSentence
    if let last = reading.list.words.last, last.kind == .number, Int(last.range.upperBound) == start {
      word.isAttached = true
    }
    var position = start
    marks.removeAll(keepingCapacity: true)
    scan: while position < bytes.count {
      let byte = bytes[position]
      if byte < 0x80 {
        switch Self.ascii[Int(byte)] {
        case .letter, .digit:
          flushMarks(&word, &reading)
          if Self.ascii[Int(byte)] == .digit { word.hasDigit = true }
          if position == start { word.isCapital = byte < 0x61 }
          let value = UInt32(byte &- 0x41 < 26 ? byte | 0x20 : byte)
          reading.identify(value)
          word.hash = mixed(word.hash, UInt64(value))
          position += 1
          continue
        case .punctuation where byte == UInt8(ascii: "'") && letterFollows(bytes, position + 1):
          position += 1
          continue
        default: break scan
        }
      }
      let (value, next) = SearchPattern.scalar(in: bytes, at: position)
      switch kind(value) {
      case .letter, .digit:
        flushMarks(&word, &reading)
        if kind(value) == .digit { word.hasDigit = true }
        if position == start, value >= 0x80 { word.isCapital = folding[value].isCapital }
        for part in folded(value) { add(part, to: &word, &reading) }
      case .mark: for part in folded(value) { add(part, to: &word, &reading) }
      case .ignored: break
      case .punctuation where value == 0x2019 && letterFollows(bytes, next): break
      default: break scan
      }
      position = next
    }
    flushMarks(&word, &reading)
    word.range = Int32(start)..<Int32(position)
    reading.position = position
    reading.list.spacedWords += 1
    if word.isCapital { reading.list.capitals += 1 }
    reading.append(word)
    reading.startsSentence = false
    reading.afterSpace = false
  }

  /// Marks on one letter are put in the order of Unicode: a dot below before an accent.
  private mutating func add(_ value: UInt32, to word: inout Word, _ reading: inout Reading) {
    guard let scalar = Unicode.Scalar(value), scalar.properties.canonicalCombiningClass != .notReordered
    else {
      flushMarks(&word, &reading)
      reading.identify(value)
      word.hash = mixed(word.hash, UInt64(value))
      return
    }
    if marks.count == Self.mostMarks { flushMarks(&word, &reading) }
    marks.append(value)
  }

  /// On one letter; of more the order counts.
  private static let mostMarks = 30

  private mutating func flushMarks(_ word: inout Word, _ reading: inout Reading) {
    guard !marks.isEmpty else { return }
    func rank(_ value: UInt32) -> UInt8 {
      Unicode.Scalar(value)?.properties.canonicalCombiningClass.rawValue ?? 0
    }
    let ordered = marks.enumerated().sorted { (rank($0.element), $0.offset) < (rank($1.element), $1.offset) }
    for (_, value) in ordered {
      reading.identify(value)
      word.hash = mixed(word.hash, UInt64(value))
    }
    marks.removeAll(keepingCapacity: true)
  }

  private mutating func letterFollows(_ bytes: UnsafeBufferPointer<UInt8>, _ position: Int) -> Bool {
    guard position < bytes.count else { return false }
    return kind(SearchPattern.scalar(in: bytes, at: position).0) == .letter
  }

  private mutating func readCharacter(_ reading: inout Reading, _ value: UInt32, _ start: Int) {
    var hash = Word.seed
    let parts = folded(value)
    for part in parts {
      reading.identify(part)
      hash = mixed(hash, UInt64(part))
    }
    // A voiced kana may come as two scalars.
    while reading.position < reading.bytes.count {
      let (mark, next) = SearchPattern.scalar(in: reading.bytes, at: reading.position)
      guard mark >= 0x300, !ScalarFolding.isPlainHan(mark), kind(mark) == .mark || kind(mark) == .ignored
      else { break }
      if kind(mark) == .mark {
        for part in folded(mark) {
          reading.identify(part)
          hash = mixed(hash, UInt64(part))
        }
      }
      reading.position = next
    }
    var word = Word(kind: .character, hash: hash, range: Int32(start)..<Int32(reading.position))
    word.scalar = parts.first ?? value
    reading.list.characters += 1
    reading.append(word)
    reading.startsSentence = false
    reading.afterSpace = false
  }

  /// `1,955`, `12:30`, `2026-03-31`. What stands between the digits is kept, but not between thousands.
  private mutating func readNumber(_ reading: inout Reading, isNegative: Bool) {
    let start = reading.position
    var position = start
    number.removeAll(keepingCapacity: true)
    if isNegative { number.append(UInt8(ascii: "~")) }
    var end = start
    while position < reading.bytes.count {
      let (value, next) = SearchPattern.scalar(in: reading.bytes, at: position)
      if kind(value) == .digit {
        number += folded(value).map { $0 < 0x80 ? UInt8($0) : UInt8(ascii: "?") }
        end = next
      } else if let separator = Self.separator(folded(value).first ?? value), end == position,
        next < reading.bytes.count, kind(SearchPattern.scalar(in: reading.bytes, at: next).0) == .digit
      {
        number.append(separator)
      } else {
        break
      }
      position = next
    }
    var word = Word(kind: .number, hash: Word.seed, range: Int32(start)..<Int32(end))
    if isNegative { word.range = word.range.lowerBound - 1..<word.range.upperBound }
    let digits = number.filter { 0x30...0x39 ~= $0 }.count
    word.digits = UInt8(clamping: digits)
    word.isSingleNumber = digits == number.count
    word.startsSentence = reading.startsSentence
    dropThousandsSeparators()
    for byte in number { reading.identify(UInt32(byte)) }
    hashNumber(&word)
    reading.position = end
    reading.append(word)
    reading.startsSentence = false
    reading.afterSpace = false
  }

  private static func separator(_ value: UInt32) -> UInt8? {
    switch value {
    case 0x2C, 0xFF0C: UInt8(ascii: ",")
    case 0x2E: UInt8(ascii: ".")
    case 0x3A: UInt8(ascii: ":")
    case 0x2D, 0x2F, 0x2010...0x2015: UInt8(ascii: "-")
    default: nil
    }
  }

  private mutating func dropThousandsSeparators() {
    var kept: [UInt8] = []
    for (place, byte) in number.enumerated() {
      guard byte == UInt8(ascii: ",") else {
        kept.append(byte)
        continue
      }
      let following = number[(place + 1)...].prefix { 0x30...0x39 ~= $0 }.count
      if following != 3 { kept.append(UInt8(ascii: ".")) }
    }
    number = kept
  }

  /// `07:15` is `7:15`, and `2026-03-05` is `2026-3-5`; `1.05` is not `1.5`.
  private func hashNumber(_ word: inout Word) {
    let isPadded = !number.contains(UInt8(ascii: "."))
    var startsGroup = true
    for (place, byte) in number.enumerated() {
      let isDigit = 0x30...0x39 ~= byte
      let digitFollows = place + 1 < number.count && 0x30...0x39 ~= number[place + 1]
      if isPadded, startsGroup, byte == 0x30, digitFollows { continue }
      startsGroup = !isDigit
      word.hash = mixed(word.hash, UInt64(byte))
    }
  }

  private mutating func readPunctuation(_ reading: inout Reading, _ value: UInt32, _ start: Int) {
    let isMinus = value == 0x2D && reading.afterSpace
    if isMinus, reading.position < reading.bytes.count,
      kind(SearchPattern.scalar(in: reading.bytes, at: reading.position).0) == .digit
    {
      return readNumber(&reading, isNegative: true)
    }
    // 50 is not 50 %, and C is not C#.
    if value == 0x23, !reading.afterSpace { reading.identify(value) }
    if value == 0x25 || value == 0x2030 || value == 0xFF05 {
      let hash = mixed(Word.seed, 0x25)
      reading.identify(0x25)
      reading.append(Word(kind: .currency, hash: hash, range: Int32(start)..<Int32(reading.position)))
      return
    }
    let count = reading.list.words.count
    if let quote = reading.quote, quote.closing == value {
      if quote.start < count, count - quote.start <= ReviewRules.longestQuotedName {
        reading.list.quoted.append(quote.start..<count)
      }
      reading.quote = nil
    } else if let closing = Self.closing(value) {
      reading.quote = (closing, count)
    }
    if Self.endsSentence(value) {
      // Not after `Dr.`
      let isShort = reading.list.words.last.map { $0.isCapital && $0.range.count <= 3 } ?? false
      if value != 0x2E || !isShort {
        reading.startsSentence = true
        // A list of Markdown begins with `*`, and so does *this*.
        reading.separate(value == 0x2A ? .mark : .clause)
      }
    } else if value == 0x3B || value == 0xFF1B {
      reading.separate(.clause)
    } else if !Self.joinsWords(value) {
      reading.separate(.mark)
    }
    reading.afterSpace = false
  }

  private static func closing(_ value: UInt32) -> UInt32? {
    switch value {
    case 0x300C: 0x300D
    case 0x300E: 0x300F
    case 0x300A: 0x300B
    case 0x3008: 0x3009
    case 0x201C: 0x201D
    default: nil
    }
  }

  /// `Jean-Luc`, `O'Hara`, `St. Gallen`, `report_final.pdf`
  private static func joinsWords(_ value: UInt32) -> Bool {
    switch value {
    case 0x27, 0x2D, 0x2E, 0x5F, 0xB7, 0x2010, 0x2011, 0x2019, 0x30FB: true
    default: false
    }
  }

  private static func endsSentence(_ value: UInt32) -> Bool {
    switch value {
    case 0x21, 0x2E, 0x3A, 0x3F, 0x2022, 0x2026, 0x3002, 0xFF01, 0xFF1A, 0xFF1F, 0x2A: true
    default: false
    }
  }
}
