/// What was typed, looked for in candidates whose letters may have others between them: `gzt` finds `Guangzhou trip`.
///
/// Case does not count. Better are matches at the beginning, at the beginnings of words, and of letters in a row.
public struct FuzzyMatch: Sendable {
  private let pattern: [UInt32]

  public init(_ typed: String) {
    pattern = Self.folded(typed, limit: .max)
  }

  /// The larger the better; `nil` if the candidate does not have the letters in this order. What nobody typed
  /// matches everything.
  public func score(_ candidate: String) -> Int? {
    guard !pattern.isEmpty else { return 0 }
    let text = Self.folded(candidate, limit: Self.longestCandidate)
    guard mayMatch(text) else { return nil }
    let starts = Self.wordStarts(text)
    // The best way to match the pattern so far with its last letter at each place of the text.
    var best = [Int?](repeating: nil, count: text.count)
    for (index, letter) in pattern.enumerated() {
      var next = [Int?](repeating: nil, count: text.count)
      var apart: Int?
      for place in text.indices {
        if place >= 2, let earlier = best[place - 2] { apart = max(apart ?? .min, earlier) }
        guard text[place] == letter else { continue }
        let bonus = place == 0 ? Points.first : starts[place] ? Points.wordStart : 0
        if index == 0 {
          next[place] = bonus
        } else {
          let inARow = place > 0 ? best[place - 1].map { $0 + Points.inARow } : nil
          guard let before = [inARow, apart].compactMap(\.self).max() else { continue }
          next[place] = before + bonus
        }
      }
      best = next
    }
    let whole = text.count == pattern.count ? Points.whole : 0
    return best.compactMap(\.self).max().map { $0 + whole }
  }

  /// Those that match, the best first; equals stay in the order given.
  public func ranked<Candidate>(_ candidates: [Candidate], by text: (Candidate) -> String) -> [Candidate] {
    guard !pattern.isEmpty else { return candidates }
    let scored = candidates.enumerated().compactMap { index, candidate in
      score(text(candidate)).map { (score: $0, index: index, candidate: candidate) }
    }
    return scored.sorted { ($1.score, $0.index) < ($0.score, $1.index) }.map(\.candidate)
  }

  private enum Points {
    static let first = 12
    static let wordStart = 8
    static let inARow = 14
    static let whole = 6
  }

  /// Values can be long; nobody types more than this of one.
  private static let longestCandidate = 200

  private func mayMatch(_ text: [UInt32]) -> Bool {
    var rest = pattern[...]
    for letter in text where letter == rest.first {
      rest.removeFirst()
      if rest.isEmpty { return true }
    }
    return false
  }

  private static func folded(_ text: String, limit: Int) -> [UInt32] {
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

  /// Letters and digits behind something else: `m`, `u` and `1` of `memos_user-1`.
  private static func wordStarts(_ text: [UInt32]) -> [Bool] {
    var isWithin = false
    return text.map { value in
      let isLetter = value >= 0x80 || (0x30...0x39).contains(value) || (0x61...0x7A).contains(value)
      defer { isWithin = isLetter }
      return isLetter && !isWithin
    }
  }
}
