/// What could be meant, offered below or above a line that is typed. Nothing is selected until ↓ or ↑ says so.
public struct CompletionList: Sendable, Hashable {
  public struct Candidate: Sendable, Hashable {
    /// What stands in the line when it is taken, and what is matched with the text typed.
    public var text: String
    public var origin: Origin?
    /// How often it was seen.
    public var count: Int?

    public init(_ text: String, origin: Origin? = nil, count: Int? = nil) {
      self.text = text
      self.origin = origin
      self.count = count
    }
  }

  /// What a candidate is, said beside it.
  public enum Origin: Sendable, Hashable {
    case user, agent
    /// Not seen in what is loaded, but used on an earlier day.
    case usedLately
  }

  /// Those that match, the best first.
  public private(set) var matches: [Candidate]
  /// Of ``matches``; `nil` while none is selected.
  public private(set) var selection: Int?
  private let candidates: [Candidate]
  private let prepared: [FuzzyMatch.Candidate]

  /// - Parameter candidates: in the order in which they are offered while nothing is typed.
  public init(_ candidates: [Candidate] = [], typed: String = "") {
    self.candidates = candidates
    prepared = candidates.map { FuzzyMatch.Candidate($0.text) }
    matches = []
    narrow(to: typed)
  }

  public var selected: Candidate? { selection.map { matches[$0] } }

  /// Another text is in the line: what was selected was for the old one.
  mutating func narrow(to typed: String) {
    let match = FuzzyMatch(typed)
    matches = match.isEmpty ? candidates : match.ranking(prepared).map { candidates[$0] }
    selection = nil
  }

  mutating func select(_ index: Int) {
    selection = matches.indices.contains(index) ? index : nil
  }

  mutating func selectNext() {
    guard !matches.isEmpty else { return }
    selection = min((selection ?? -1) + 1, matches.count - 1)
  }

  /// Up from the first leads back to the line, where nothing is selected, and up from there to the last.
  mutating func selectPrevious() {
    guard let selection else {
      self.selection = matches.indices.last
      return
    }
    self.selection = selection == 0 ? nil : selection - 1
  }
}
