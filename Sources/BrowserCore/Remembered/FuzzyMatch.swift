/// `gzt` finds `Guangzhou trip`, in any case. Beginnings of words and letters in a row score higher.
public struct FuzzyMatch: Sendable {
  private let pattern: [UInt32]

  public init(_ typed: String) { pattern = Self.folded(typed, limit: .max) }

  var isEmpty: Bool { pattern.isEmpty }

  /// Candidates, prepared once and scored at every key. All are in two arrays: there may be thousands.
  struct Candidates: Sendable, Hashable {
    fileprivate var letters: [UInt32] = []
    fileprivate var starts: [Bool] = []
    fileprivate var ends: [Int] = []

    init(_ texts: some Sequence<String>) {
      for text in texts {
        let start = letters.count
        FuzzyMatch.fold(text, limit: FuzzyMatch.longestCandidate, into: &letters)
        FuzzyMatch.markWordStarts(letters[start...], into: &starts)
        ends.append(letters.count)
      }
    }

    fileprivate func places(of index: Int) -> Range<Int> { (index == 0 ? 0 : ends[index - 1])..<ends[index] }
  }

  /// The larger the better; `nil` without these letters in this order. Nothing typed matches everything.
  public func score(_ candidate: String) -> Int? {
    var best: [Int] = []
    return score(0, of: Candidates([candidate]), &best)
  }

  /// - Parameter best: a reused buffer: the best score so far, by where the match ends.
  private func score(_ index: Int, of candidates: Candidates, _ best: inout [Int]) -> Int? {
    guard !pattern.isEmpty else { return 0 }
    let places = candidates.places(of: index)
    let text = candidates.letters.span.extracting(places)
    let starts = candidates.starts.span.extracting(places)
    guard mayMatch(text) else { return nil }
    let none = Int.min / 2
    best.removeAll(keepingCapacity: true)
    best.append(contentsOf: repeatElement(none, count: text.count))
    for (index, letter) in pattern.enumerated() {
      // Of the row before: the best at least two places back, and the values one and two places back.
      var apart = none
      var (oneBack, twoBack) = (none, none)
      for place in text.indices {
        apart = max(apart, twoBack)
        let earlier = best[place]
        var value = none
        if text[place] == letter {
          let bonus = place == 0 ? Points.first : starts[place] ? Points.wordStart : 0
          let before = index == 0 ? 0 : max(oneBack + Points.inARow, apart)
          if before >= 0 { value = before + bonus }
        }
        best[place] = value
        (oneBack, twoBack) = (earlier, oneBack)
      }
    }
    guard let found = best.max(), found >= 0 else { return nil }
    return found + (text.count == pattern.count ? Points.whole : 0)
  }

  /// Those that match, the best first; equals stay in the order given.
  public func ranked<Element>(_ elements: [Element], by text: (Element) -> String) -> [Element] {
    guard !pattern.isEmpty else { return elements }
    return ranking(Candidates(elements.map(text))).map { elements[$0] }
  }

  func ranking(_ candidates: Candidates) -> [Int] {
    var best: [Int] = []
    var scored: [(score: Int, index: Int)] = []
    for index in candidates.ends.indices {
      if let score = score(index, of: candidates, &best) { scored.append((score, index)) }
    }
    return scored.sorted { ($1.score, $0.index) < ($0.score, $1.index) }.map(\.index)
  }

  private enum Points {
    static let first = 12
    static let wordStart = 8
    static let inARow = 14
    static let whole = 6
  }

  /// Values can be long; no user types more than this.
  static let longestCandidate = 200

  private func mayMatch(_ text: Span<UInt32>) -> Bool {
    var found = 0
    for place in text.indices where text[place] == pattern[found] {
      found += 1
      if found == pattern.count { return true }
    }
    return false
  }

  static func folded(_ text: String, limit: Int) -> [UInt32] {
    var letters: [UInt32] = []
    fold(text, limit: limit, into: &letters)
    return letters
  }

  private static func fold(_ text: String, limit: Int, into letters: inout [UInt32]) {
    for scalar in text.unicodeScalars.prefix(limit) {
      switch scalar.value {
      case 0x41...0x5A: letters.append(scalar.value + 0x20)
      case ..<0x80: letters.append(scalar.value)
      default: letters += scalar.properties.lowercaseMapping.unicodeScalars.map(\.value)
      }
    }
  }

  /// Letters and digits after something else: `m`, `u` and `1` of `memos_user-1`.
  private static func markWordStarts(_ text: ArraySlice<UInt32>, into starts: inout [Bool]) {
    var isWithin = false
    for value in text {
      let isLetter = value >= 0x80 || (0x30...0x39).contains(value) || (0x61...0x7A).contains(value)
      starts.append(isLetter && !isWithin)
      isWithin = isLetter
    }
  }
}

/// Suggestions for a line being typed. Nothing is selected until ↓ or ↑ is pressed.
public struct CompletionList: Sendable, Hashable {
  public struct Candidate: Sendable, Hashable {
    /// The text for the line, and what the typed text is matched with.
    public var text: String
    public var origin: Origin?
    public var count: Int?
    /// Of a recent user: when and what was found.
    public var visit: Visit?
    /// Of a user of the demo: `a nurse`.
    public var character: String?

    init(_ text: String, origin: Origin? = nil, count: Int? = nil, visit: Visit? = nil) {
      self.text = text
      self.origin = origin
      self.count = count
      self.visit = visit
    }
  }

  public enum Origin: Sendable, Hashable {
    case user, agent
    /// Not seen in what is loaded, but used on an earlier day.
    case usedLately
  }

  public private(set) var matches: [Candidate]
  public private(set) var selection: Int?
  private let candidates: [Candidate]
  private let whenEmpty: [Candidate]
  /// Of the candidates, once something is typed.
  private var prepared: FuzzyMatch.Candidates?

  /// - Parameters:
  ///   - candidates: in the order in which those that match equally well are offered.
  ///   - whenEmpty: the same in the order in which they are offered while nothing is typed, if that is another.
  init(_ candidates: [Candidate] = [], whenEmpty: [Candidate]? = nil, typed: String = "") {
    self.candidates = candidates
    self.whenEmpty = whenEmpty ?? candidates
    matches = []
    narrow(to: typed)
  }

  public var selected: Candidate? { selection.map { matches[$0] } }

  mutating func narrow(to typed: String) {
    let match = FuzzyMatch(typed)
    selection = nil
    guard !match.isEmpty else {
      matches = whenEmpty
      return
    }
    let prepared = prepared ?? FuzzyMatch.Candidates(candidates.lazy.map(\.text))
    self.prepared = prepared
    matches = match.ranking(prepared).map { candidates[$0] }
  }

  mutating func select(_ index: Int) { selection = matches.indices.contains(index) ? index : nil }

  mutating func clearSelection() { selection = nil }

  mutating func selectNext() {
    guard !matches.isEmpty else { return }
    selection = min((selection ?? -1) + 1, matches.count - 1)
  }

  /// Up from the first returns to the line, where nothing is selected; up from there selects the last.
  mutating func selectPrevious() {
    guard let selection else {
      self.selection = matches.indices.last
      return
    }
    self.selection = selection == 0 ? nil : selection - 1
  }
}
