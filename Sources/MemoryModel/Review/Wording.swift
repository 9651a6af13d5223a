/// The wording of a text: what is compared for "near", and with numbers, dates, names and negations taken out for "may
/// contradict".
struct Wording {
  struct Slot: Equatable {
    var hash: UInt64
    var isName: Bool
  }

  /// A part of the text that is compared as one, for marking differences.
  struct Piece {
    var hash: UInt64
    var range: Range<Int32>
  }

  /// Hashes of pairs of words, sorted, each once.
  private(set) var pairs: [UInt32] = []
  private(set) var maskedPairs: [UInt32] = []
  /// Equal for texts that are equal after masking.
  private(set) var maskedKey: UInt64 = 0
  /// What was masked, in order.
  private(set) var slots: [Slot] = []
  /// Of the words that negations stand before.
  private(set) var negations: [UInt64] = []
  private(set) var pieces: [Piece] = []
  private(set) var unmaskedWords = 0

  init(_ list: WordList, of text: String) {
    var masking = Masking(list, text)
    masking.run()
    pieces = masking.pieces
    slots = masking.slots
    negations = masking.negations.sorted()
    unmaskedWords = masking.masked.count - slots.count
    pairs = Self.pairs(of: masking.plain)
    maskedPairs = slots.isEmpty && masking.masked == masking.plain ? pairs : Self.pairs(of: masking.masked)
    maskedKey = masking.masked.reduce(0xA11, mixed)
  }

  private static func pairs(of words: [UInt64]) -> [UInt32] {
    if words.count == 1 { return [UInt32(truncatingIfNeeded: words[0])] }
    var pairs: [UInt32] = []
    pairs.reserveCapacity(words.count)
    for (one, other) in zip(words, words.dropFirst()) {
      pairs.append(UInt32(truncatingIfNeeded: mixed(one, other)))
    }
    pairs.sort()
    var count = 0
    for pair in pairs where count == 0 || pairs[count - 1] != pair {
      pairs[count] = pair
      count += 1
    }
    pairs.removeSubrange(count...)
    return pairs
  }
}

/// Walks over the words of a text and masks.
private struct Masking {
  let words: [Word]
  let text: String
  private let quoted: [Range<Int>]
  private let isChinese: Bool
  private let hasNames: Bool
  private(set) var plain: [UInt64] = []
  private(set) var masked: [UInt64] = []
  private(set) var slots: [Wording.Slot] = []
  private(set) var negations: [UInt64] = []
  private(set) var pieces: [Wording.Piece] = []
  private var place = 0
  private var quote = 0
  /// Whether what is masked next belongs to the last slot: `12 May 2026`.
  private var isInSlot = false
  private var isNegated = false
  private var isThirdPerson = false

  private static let slot: UInt64 = 0x510_7
  private static let end: UInt64 = 0xE4D

  init(_ list: WordList, _ text: String) {
    words = list.words
    quoted = list.quoted
    self.text = text
    isChinese = list.characters > 0 && list.characters >= list.spacedWords
    // WHERE ALL IS WRITTEN LIKE THIS, capital letters make no names.
    hasNames = list.capitals * 2 <= list.spacedWords || list.spacedWords <= 2
    plain.reserveCapacity(words.count)
    masked.reserveCapacity(words.count)
    pieces.reserveCapacity(words.count)
  }

  mutating func run() {
    while place < words.count { step() }
    if isNegated { negations.append(Self.end) }
  }

  private mutating func step() {
    while quote < quoted.count, quoted[quote].upperBound <= place { quote += 1 }
    if isChinese, quote < quoted.count, quoted[quote].contains(place) {
      return mask(words[place..<quoted[quote].upperBound], isName: true)
    }
    let word = words[place]
    switch word.kind {
    case .number: maskNumber()
    case .currency:
      let isBeforeNumber = place + 1 < words.count && words[place + 1].kind == .number
      // Alone it is no word.
      if isBeforeNumber || isInSlot { mask(words[place...place], isName: false) } else { place += 1 }
    case .character: stepCharacter(word)
    case .word: stepWord(word)
    }
  }

  private mutating func maskNumber() {
    let word = words[place]
    let next = place + 1 < words.count ? words[place + 1] : nil
    if let next, next.isAttached, next.kind == .word, !isUnit(next) {
      return mask(words[place...(place + 1)], isName: true)
    }
    let hasCurrency = place > 0 && words[place - 1].kind == .currency || next?.kind == .currency
    let hasUnit = hasCurrency || next.map(isUnit) ?? false || unitLength(after: place + 1) > 0
    let isName = word.isSingleNumber && Int(word.digits) >= ReviewRules.fewestDigitsOfName && !hasUnit
    mask(words[place...place], isName: isName)
  }

  private func isUnit(_ word: Word) -> Bool {
    if case .unit? = ReviewVocabulary.roles[word.hash], word.kind == .word { return true }
    return false
  }

  // MARK: Words with spaces between them

  private mutating func stepWord(_ word: Word) {
    if isThirdPerson {
      isThirdPerson = false
      return keep(thirdPerson(word), word)
    }
    switch ReviewVocabulary.roles[word.hash] {
    case .unit? where isInSlot && place > 0: return mask(words[place...place], isName: false)
    case .number?, .weekdayOrMonth?: return mask(words[place...place], isName: false)
    case .weekdayOrMonthIfCapital? where word.isCapital: return mask(words[place...place], isName: false)
    case .negation?:
      if place + 1 < words.count, ReviewVocabulary.afterNoNegation.contains(words[place + 1].hash) { break }
      return stepNegation(word)
    case .negated(let rest)?:
      negate(word)
      return keepWord(rest, word, addsPiece: false)
    case .negatedThirdPerson?:
      negate(word)
      isThirdPerson = true
      place += 1
      return
    case .negatedAuxiliary?:
      negate(word)
      place += 1
      return
    case .affirmation? where endsClause(place): return leaveOut(word)
    default: break
    }
    if isAuxiliary(word), place + 1 < words.count, words[place + 1].hash == ReviewVocabulary.not {
      negate(word, upTo: words[place + 1])
      isThirdPerson = word.hash == ReviewVocabulary.does
      place += 2
      return
    }
    keep(word.hash, word)
  }

  /// `Vegetarian: yes`
  private func endsClause(_ place: Int) -> Bool {
    place + 1 >= words.count || words[place + 1].boundary == .clause
  }

  private func isAuxiliary(_ word: Word) -> Bool {
    word.hash == ReviewVocabulary.does || word.hash == ReviewVocabulary.do
      || word.hash == ReviewVocabulary.did
  }

  private mutating func stepNegation(_ word: Word) {
    if word.hash == ReviewVocabulary.no, place + 1 < words.count,
      words[place + 1].hash == ReviewVocabulary.longer
    {
      negate(word, upTo: words[place + 1])
      place += 2
      return
    }
    negate(word)
    place += 1
  }

  private mutating func keep(_ hash: UInt64, _ word: Word) {
    if ReviewVocabulary.articles.contains(hash) { return leaveOut(word) }
    let isCapitalName =
      word.isCapital && !word.startsSentence && !ReviewVocabulary.pronouns.contains(word.hash)
    if word.hasDigit || isChinese || (isCapitalName && hasNames) {
      return mask(words[place...place], isName: true)
    }
    keepWord(hash, word, addsPiece: true)
  }

  /// Counts for "near" only.
  private mutating func leaveOut(_ word: Word) {
    plain.append(word.hash)
    pieces.append(Wording.Piece(hash: word.hash, range: word.range))
    isInSlot = false
    place += 1
  }

  private mutating func keepWord(_ hash: UInt64, _ word: Word, addsPiece: Bool) {
    // "isn't" stands for the "is" behind which it negates.
    if addsPiece { settleNegation(before: hash) }
    plain.append(hash)
    masked.append(hash)
    isInSlot = false
    if addsPiece { pieces.append(Wording.Piece(hash: hash, range: word.range)) }
    place += 1
  }

  /// `like` as `likes`.
  private func thirdPerson(_ word: Word) -> UInt64 {
    let range = Int(word.range.lowerBound)..<Int(word.range.upperBound)
    var letters = text.utf8.dropFirst(range.lowerBound).prefix(range.count).map {
      $0 &- 0x41 < 26 ? $0 | 0x20 : $0
    }
    let last = letters.last ?? 0
    let isAfterVowel = letters.dropLast().last.map { "aeiou".utf8.contains($0) } ?? true
    if letters == Array("have".utf8) {
      letters = Array("has".utf8)
    } else if last == UInt8(ascii: "y"), !isAfterVowel {
      letters.removeLast()
      letters += "ies".utf8
    } else if "sxzo".utf8.contains(last) || letters.suffix(2) == Array("ch".utf8)[...]
      || letters.suffix(2) == Array("sh".utf8)[...]
    {
      letters += "es".utf8
    } else {
      letters += "s".utf8
    }
    return letters.reduce(Word.seed) { mixed($0, UInt64($1)) }
  }

  // MARK: Chinese

  private mutating func stepCharacter(_ word: Word) {
    let value = word.scalar
    if let length = negationLength() {
      negate(word, upTo: words[place + length - 1])
      place += length
      return
    }
    if ChineseVocabulary.numerals.contains(value) || isDate(value) {
      return mask(words[place...place], isName: false)
    }
    if isInSlot {
      let length = unitLength(after: place)
      if length > 0 { return mask(words[place..<(place + length)], isName: false) }
    }
    if ChineseVocabulary.leftOut.contains(value) { return leaveOut(word) }
    // `素食：是` and `素食：否`
    if word.boundary == .clause, place > 0, endsClause(place) {
      if value == ChineseVocabulary.yes { return leaveOut(word) }
      if value == ChineseVocabulary.no {
        negate(word)
        place += 1
        return
      }
    }
    keepWord(word.hash, word, addsPiece: true)
  }

  private func isDate(_ value: UInt32) -> Bool {
    if ChineseVocabulary.dates.contains(value) { return true }
    // 星期, and the day behind it.
    if value == 0x661F { return scalar(at: place + 1) == 0x671F }
    if value == 0x671F { return scalar(at: place - 1) == 0x661F }
    return ChineseVocabulary.afterWeek.contains(value)
      && scalar(at: place - 1).map { ChineseVocabulary.week.contains($0) } ?? false
  }

  private func scalar(at place: Int) -> UInt32? {
    words.indices.contains(place) && words[place].kind == .character ? words[place].scalar : nil
  }

  private func has(_ scalars: [UInt32], at start: Int) -> Bool {
    guard start >= 0 else { return false }
    return scalars.indices.allSatisfy { scalar(at: start + $0) == scalars[$0] }
  }

  private func unitLength(after start: Int) -> Int {
    guard scalar(at: start) != nil else { return 0 }
    return ChineseVocabulary.units.first { has($0, at: start) }?.count ?? 0
  }

  private func negationLength() -> Int? {
    if let long = ChineseVocabulary.longNegations.first(where: { has($0, at: place) }) { return long.count }
    guard let value = scalar(at: place), ChineseVocabulary.negations.contains(value) else { return nil }
    if ChineseVocabulary.negatedAfterAll.contains(where: { has($0, at: place) }) { return 1 }
    // 是不是 asks.
    if let before = scalar(at: place - 1), before == scalar(at: place + 1) { return nil }
    let isException = ChineseVocabulary.exceptions.contains { word in
      word.indices.contains { word[$0] == value && has(word, at: place - $0) }
    }
    return isException ? nil : 1
  }

  // MARK: What comes of it

  private mutating func negate(_ word: Word, upTo last: Word? = nil) {
    isNegated = true
    isInSlot = false
    let range = word.range.lowerBound..<(last ?? word).range.upperBound
    pieces.append(Wording.Piece(hash: mixed(Self.end, word.hash), range: range))
  }

  private mutating func settleNegation(before hash: UInt64) {
    guard isNegated else { return }
    isNegated = false
    negations.append(hash)
  }

  private mutating func mask(_ part: ArraySlice<Word>, isName: Bool) {
    // A sum, so that 3 May is May 3.
    let hash = part.reduce(0) { $0 &+ mixed(0x5107, $1.hash) }
    for word in part { plain.append(word.hash) }
    place += part.count
    guard let first = part.first, let end = part.last?.range.upperBound else { return }
    let piece = Wording.Piece(hash: hash, range: first.range.lowerBound..<end)
    // `in Rotterdam; Ines` names two, and `in Lisbon, Portugal` one of two words.
    if isInSlot, let slot = slots.indices.last, first.boundary < .clause || !(isName || slots[slot].isName) {
      slots[slot].hash &+= hash
      slots[slot].isName = slots[slot].isName || isName
      guard first.boundary == .none, let last = pieces.indices.last else { return pieces.append(piece) }
      pieces[last].hash &+= hash
      pieces[last].range = pieces[last].range.lowerBound..<end
      return
    }
    settleNegation(before: Self.slot)
    masked.append(Self.slot)
    slots.append(Wording.Slot(hash: hash, isName: isName))
    pieces.append(piece)
    isInSlot = true
  }
}
