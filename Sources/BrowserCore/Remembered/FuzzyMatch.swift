/// `gzt` finds `Guangzhou trip`, in any case. Beginnings of words and letters in a row score higher.
public struct FuzzyMatch: Sendable {
  private let pattern: [UInt32]

  public init(_ typed: String) { pattern = Self.folded(typed, limit: .max) }

  var isEmpty: Bool { pattern.isEmpty }

  /// A candidate, prepared once and scored at every key.
  struct Candidate: Sendable, Hashable {
    fileprivate let letters: [UInt32]
    fileprivate let starts: [Bool]

    init(_ text: String) {
      letters = FuzzyMatch.folded(text, limit: FuzzyMatch.longestCandidate)
      starts = FuzzyMatch.wordStarts(letters)
    }
  }

  /// The larger the better; `nil` without these letters in this order. Nothing typed matches everything.
  public func score(_ candidate: String) -> Int? {
    var best: [Int] = []
    return score(Candidate(candidate), &best)
  }

  /// - Parameter best: a reused buffer: the best score so far, by where the match ends.
  private func score(_ candidate: Candidate, _ best: inout [Int]) -> Int? {
    guard !pattern.isEmpty else { return 0 }
    let text = candidate.letters
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
          let bonus = place == 0 ? Points.first : candidate.starts[place] ? Points.wordStart : 0
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
    return ranking(elements.map { Candidate(text($0)) }).map { elements[$0] }
  }

  func ranking(_ candidates: [Candidate]) -> [Int] {
    var best: [Int] = []
    var scored: [(score: Int, index: Int)] = []
    for (index, candidate) in candidates.enumerated() {
      if let score = score(candidate, &best) { scored.append((score, index)) }
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

  private func mayMatch(_ text: [UInt32]) -> Bool {
    var rest = pattern[...]
    for letter in text where letter == rest.first {
      rest.removeFirst()
      if rest.isEmpty { return true }
    }
    return false
  }

  static func folded(_ text: String, limit: Int) -> [UInt32] {
    var letters: [UInt32] = []
    for scalar in text.unicodeScalars.prefix(limit) {
      switch scalar.value {
      case 0x41...0x5A: letters.append(scalar.value + 0x20)
      case ..<0x80: letters.append(scalar.value)
      default: letters += scalar.properties.lowercaseMapping.unicodeScalars.map(\.value)
      }
    }
    return letters
  }

  /// Letters and digits after something else: `m`, `u` and `1` of `memos_user-1`.
  static func wordStarts(_ text: [UInt32]) -> [Bool] {
    var isWithin = false
    return text.map { value in
      let isLetter = value >= 0x80 || (0x30...0x39).contains(value) || (0x61...0x7A).contains(value)
      defer { isWithin = isLetter }
      return isLetter && !isWithin
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
  private let prepared: [FuzzyMatch.Candidate]

  /// - Parameters:
  ///   - candidates: in the order in which those that match equally well are offered.
  ///   - whenEmpty: the same in the order in which they are offered while nothing is typed, if that is another.
  init(_ candidates: [Candidate] = [], whenEmpty: [Candidate]? = nil, typed: String = "") {
    self.candidates = candidates
    self.whenEmpty = whenEmpty ?? candidates
    prepared = candidates.map { FuzzyMatch.Candidate($0.text) }
    matches = []
    narrow(to: typed)
  }

  public var selected: Candidate? { selection.map { matches[$0] } }

  mutating func narrow(to typed: String) {
    let match = FuzzyMatch(typed)
    matches = match.isEmpty ? whenEmpty : match.ranking(prepared).map { candidates[$0] }
    selection = nil
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
