import MemoryModel

/// A line of text being typed.
public struct TextPrompt: Sendable, Hashable {
  public enum Purpose: Sendable, Hashable {
    case user, agent
  }

  public enum Problem: Sendable, Hashable {
    case empty
    case tooLong(Int)
  }

  public internal(set) var purpose: Purpose
  public internal(set) var line = EditedLine()
  public internal(set) var completion = CompletionList()
  /// Why Enter was not taken.
  public internal(set) var problem: Problem?
}

/// Text and a caret between its grapheme clusters.
public struct EditedLine: Sendable, Hashable {
  private var characters: [Character] = []
  /// Clusters left of the caret.
  public private(set) var caret = 0

  public init(_ text: String = "") {
    characters = Array(text)
    caret = characters.count
  }

  public var text: String { String(characters) }
  public var textBeforeCaret: String { String(characters[..<caret]) }

  /// A line end at the end of pasted text is dropped, others become spaces: `"a\nb\n"` is `a b`.
  mutating func insert(_ text: String) {
    var lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }
    if lines.count > 1, lines.last?.isEmpty == true { lines.removeLast() }
    let after = String(characters[caret...])
    // Rejoined as one string, so that a combining mark typed by itself joins the cluster before it.
    let before = textBeforeCaret + lines.joined(separator: " ")
    characters = Array(before + after)
    caret = min(before.count, characters.count)
  }

  mutating func deleteBackward() {
    guard caret > 0 else { return }
    caret -= 1
    characters.remove(at: caret)
  }

  mutating func deleteForward() {
    guard caret < characters.count else { return }
    characters.remove(at: caret)
  }

  /// Spaces before the caret and the word before them.
  mutating func deleteWord() {
    var start = caret
    while start > 0, characters[start - 1].isWhitespace { start -= 1 }
    while start > 0, !characters[start - 1].isWhitespace { start -= 1 }
    characters.removeSubrange(start..<caret)
    caret = start
  }

  mutating func clear() {
    characters = []
    caret = 0
  }

  mutating func moveLeft() { caret = max(0, caret - 1) }
  mutating func moveRight() { caret = min(characters.count, caret + 1) }
  mutating func moveHome() { caret = 0 }
  mutating func moveEnd() { caret = characters.count }
}
