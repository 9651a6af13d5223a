/// Text and a caret between its grapheme clusters.
public struct EditedLine: Sendable, Hashable {
  private var characters: [Character] = []
  private var bytes = 0
  public private(set) var caret = 0
  /// The bytes of an insertion that was refused as too long; nil after any other edit.
  public private(set) var refusedBytes: Int?

  /// In bytes. No user types more, and every key works on the whole line.
  public static let longest = 16_384

  init(_ text: String = "") {
    characters = Array(text)
    bytes = text.utf8.count
    caret = characters.count
  }

  public var text: String { String(characters) }
  var isAtEnd: Bool { caret == characters.count }
  public var textBeforeCaret: String { String(characters[..<caret]) }
  public var textAfterCaret: String { String(characters[caret...]) }

  /// Line ends become spaces, the last is dropped: `"a\nb\n"` is `a b`. Text beyond ``longest`` is refused.
  mutating func insert(_ text: String) {
    let added = text.utf8.count
    guard added <= Self.longest - bytes else {
      refusedBytes = added
      return
    }
    refusedBytes = nil
    if caret == characters.count, !text.contains(where: \.isNewline) {
      append(text)
      return
    }
    var lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }
    if lines.count > 1, lines.last?.isEmpty == true { lines.removeLast() }
    // Rejoined as one string, so that a combining mark typed by itself joins the cluster before it.
    let before = textBeforeCaret + lines.joined(separator: " ")
    let joined = before + textAfterCaret
    bytes = joined.utf8.count
    characters = Array(joined)
    caret = min(before.count, characters.count)
  }

  /// At the end only the last cluster can change, so that typing a long text does not grow with its square.
  private mutating func append(_ text: String) {
    let last = characters.popLast().map(String.init) ?? ""
    characters.append(contentsOf: last + text)
    bytes += text.utf8.count
    caret = characters.count
  }

  mutating func edit(_ command: BrowserCommand) {
    switch command {
    case .insert(let text): insert(text)
    case .deleteBackward: delete(from: max(0, caret - 1), to: caret)
    case .deleteForward: delete(from: caret, to: min(caret + 1, characters.count))
    case .deleteWord: delete(from: wordStart, to: caret)
    case .clearText: self = EditedLine()
    case .caretLeft: caret = max(0, caret - 1)
    case .caretRight: caret = min(characters.count, caret + 1)
    case .caretHome: caret = 0
    case .caretEnd: caret = characters.count
    default: break
    }
  }

  private mutating func delete(from start: Int, to end: Int) {
    guard start < end else { return }
    bytes -= characters[start..<end].reduce(0) { $0 + $1.utf8.count }
    characters.removeSubrange(start..<end)
    caret = start
    refusedBytes = nil
  }

  /// The start of the word before the caret, also across spaces.
  private var wordStart: Int {
    var start = caret
    while start > 0, characters[start - 1].isWhitespace { start -= 1 }
    while start > 0, !characters[start - 1].isWhitespace { start -= 1 }
    return start
  }
}
