import BrowserCore
import Canvas

/// Text in which some words do on a click what the key does that they name: `local · 16 of 50 · Esc shows all`.
struct LinkedText: ExpressibleByStringLiteral {
  struct Part {
    var text: String
    /// What the words do; empty for words that do nothing.
    var commands: [BrowserCommand] = []
    /// The name of a key, which may stand out.
    var isKey = false
    /// Nothing but a click does it: the words name no key.
    var isOnlyClick = false
  }

  private(set) var parts: [Part] = []

  init(_ text: String) { if !text.isEmpty { parts = [Part(text: text)] } }
  init(stringLiteral text: String) { self.init(text) }
  init(_ parts: [Part]) { self.parts = parts.filter { !$0.text.isEmpty } }

  /// Words that do something on a click although they name no key.
  init(_ text: String, onClick command: BrowserCommand) {
    self.init([Part(text: text, commands: [command], isOnlyClick: true)])
  }

  /// Words that do what the key of a command does, which is named beside them.
  init(_ text: String, keyOf command: BrowserCommand) { self.init([Part(text: text, commands: [command])]) }

  var text: String { parts.map(\.text).joined() }
  var isEmpty: Bool { parts.isEmpty }

  /// Nothing for a text that is empty.
  func behind(_ separator: String) -> LinkedText { isEmpty ? self : LinkedText(separator) + self }

  static func + (one: LinkedText, other: LinkedText) -> LinkedText { LinkedText(one.parts + other.parts) }
}

extension Sequence<LinkedText> {
  /// Those that are not empty.
  func joined(separator: String) -> LinkedText {
    reduce(LinkedText("")) { text, next in
      text.isEmpty ? next : next.isEmpty ? text : text + LinkedText(separator) + next
    }
  }
}

extension KeyNames {
  /// The sentence of ``part(_:)``, as a whole to be clicked.
  func link(_ phrase: KeyPhrase) -> LinkedText {
    let pieces = pieces(of: phrase) ?? []
    let commands = pieces.compactMap(\.command)
    return LinkedText(
      pieces.map { LinkedText.Part(text: $0.text, commands: commands, isKey: $0.command != nil) })
  }

  /// - Parameter text: where the command has no key.
  func link(_ phrase: KeyPhrase, orElse text: String) -> LinkedText {
    let linked = link(phrase)
    return linked.isEmpty ? LinkedText(text) : linked
  }

  func links(_ phrases: KeyPhrase..., separator: String = ", ") -> LinkedText {
    phrases.map { link($0) }.joined(separator: separator)
  }
}

extension Drawing {
  /// - Parameter keys: how the names of the keys look; nil: like the rest.
  @discardableResult
  mutating func write(
    _ linked: LinkedText, in row: Rect, _ role: Theme.Role = .text, keys: Theme.Role? = nil
  ) -> Int {
    let used = write(linked.text, in: row, role)
    var start = 0
    for part in linked.parts {
      let end = min(used, start + context.columns(part.text, limit: row.width))
      guard start < end else { break }
      if let keys, part.isKey { restyle([start..<end], in: row, as: keys) }
      onClick(part, in: row.inset(left: start).first(end - start).first(lines: 1))
      start = end
    }
    return used
  }

  /// For a line of the text, which was wrapped and written.
  mutating func onClick(_ linked: LinkedText, wrapped: WrappedText, line: Int, in row: Rect) {
    var start = 0
    for part in linked.parts {
      let range = start..<start + part.text.utf8.count
      start = range.upperBound
      guard !part.commands.isEmpty else { continue }
      let columns = wrapped.columns(onLine: line, of: [range])
      guard let first = columns.first?.lowerBound, let end = columns.last?.upperBound else { continue }
      onClick(part, in: row.inset(left: first).first(end - first))
    }
  }

  private mutating func onClick(_ part: LinkedText.Part, in area: Rect) {
    if part.isOnlyClick, let command = part.commands.first {
      onClick(command, in: area)
    } else if !part.commands.isEmpty {
      onClick(keyOf: part.commands, in: area)
    }
  }

  mutating func writeRight(
    _ linked: LinkedText, in row: Rect, _ role: Theme.Role = .text, keys: Theme.Role? = nil
  ) {
    write(linked, in: row.inset(left: max(0, row.width - context.columns(linked.text))), role, keys: keys)
  }
}

extension Bar {
  mutating func left(_ linked: LinkedText, _ role: Theme.Role, gap: Int = 0, on drawing: inout Drawing) {
    take(left: gap)
    take(left: drawing.write(linked, in: room, role))
  }

  /// See ``right(_:_:gap:on:)`` of a text without links.
  mutating func right(_ linked: LinkedText, _ role: Theme.Role, gap: Int = 2, on drawing: inout Drawing) {
    drawing.writeRight(linked, in: room, role)
    take(right: drawing.context.columns(linked.text) + gap)
  }
}
