import BrowserCore
import Canvas
import MemoryModel

/// A line that the palette found: `a page down  page_down  Space PgDn`.
struct PaletteLine: Sendable {
  var entry: PaletteEntry
  var words: String
  var name: String
  /// "" for a command without keys.
  var keys: String

  /// A filter, or what is wrong with one, which has neither keys nor a name to show.
  var isFilter: Bool {
    switch entry {
    case .command: false
    case .filter, .faultyFilter: true
    }
  }
}

/// Finds the commands of a place by a part of their names or words, best first.
struct PaletteLines {
  let keymap: Keymap
  let place: Place
  let glyphs: Glyphs
  var dialect = Dialect.cloud

  /// In bytes: no command has a longer name or description.
  private static let longestSearch = 200

  func found(_ text: String) -> [PaletteLine] {
    // The words of a name in any order: `down half` finds `half page down`.
    let isCommand = text.utf8.count <= Self.longestSearch
    let parts = isCommand ? text.split(separator: " ").map { FuzzyMatch(String($0)) } : []
    let commands = (isCommand ? all : []).compactMap { line in
      [line.name.replacing("_", with: " "), line.name, line.words].compactMap { score(parts, $0) }.max()
        .map { (line: line, score: $0) }
    }
    // Equal ones stay in the order of the table: the sort is stable.
    .sorted { $0.score > $1.score }.map(\.line)
    return filterLine(text).map { [$0] + commands } ?? commands
  }

  private func score(_ parts: [FuzzyMatch], _ name: String) -> Int? {
    let scores = parts.compactMap { $0.score(name) }
    return scores.count == parts.count ? scores.reduce(0, +) : nil
  }

  /// What has an operator in it is a filter: `scene=Payment`.
  private func filterLine(_ text: String) -> PaletteLine? {
    guard text.contains(where: { "=:<>~!".contains($0) }) else { return nil }
    do throws(FilterTextReader.Failure) {
      let filter = try FilterTextReader.filter(text, in: dialect)
      return PaletteLine(
        entry: .filter(filter), words: "filter by \(filter.words(glyphs))", name: "filter", keys: "")
    } catch {
      // Words without an operator are looking for a command.
      if case .missingOperator = error.reason { return nil }
      return PaletteLine(entry: .faultyFilter(error), words: error.sentence, name: "filter", keys: "")
    }
  }

  private var all: [PaletteLine] {
    let commands = keymap.commands(in: place).filter { $0 != .showPalette }
    let uses = commands.reduce(into: [:]) { $0[words($1), default: 0] += 1 }
    return commands.map { command in
      let name = command.name
      // `pane by its number` does not tell nine commands apart, `show pane 3` does.
      let words = uses[words(command)] == 1 ? words(command) : name.replacing("_", with: " ")
      return PaletteLine(
        entry: .command(command), words: words, name: name,
        keys: keymap.keys(for: command, in: place).map(\.name).joined(separator: " "))
    }
  }

  private func words(_ command: BrowserCommand) -> String {
    keymap.words(for: command, in: place) ?? ""
  }
}

/// What the palette found, a command a line, with its keys at the right.
struct PaletteView {
  let palette: CommandPalette
  let lines: [PaletteLine]
  let context: DrawingContext

  /// Of a window that is narrower the names are left out: the words say more.
  private static let leastWidthForNames = 64
  private static let nameWidth = 22

  func draw(in area: Rect, on canvas: inout Canvas) {
    guard !lines.isEmpty else {
      canvas.write(
        "No command has this in its name.", x: 1, y: area.y, maxWidth: area.width - 2,
        style: context.theme.text)
      return
    }
    for row in 0..<area.height {
      let index = palette.list.top + row
      guard index < lines.count else { break }
      draw(lines[index], isSelected: index == palette.list.cursor, y: area.y + row, area.width, &canvas)
    }
  }

  private func draw(_ line: PaletteLine, isSelected: Bool, y: Int, _ width: Int, _ canvas: inout Canvas) {
    let theme = context.theme
    if isSelected { canvas.write(context.glyphs.marker, x: 0, y: y, maxWidth: 1, style: theme.marker) }
    let keysStart = max(1, width - 1 - line.keys.count)
    var wordsEnd = keysStart - 1
    if width >= Self.leastWidthForNames, !line.isFilter {
      let nameStart = width - 18 - Self.nameWidth
      canvas.write(
        line.name, x: nameStart, y: y, maxWidth: min(Self.nameWidth, keysStart - 1 - nameStart),
        style: theme.faint)
      wordsEnd = nameStart - 1
    }
    canvas.write(
      line.words, x: 1, y: y, maxWidth: wordsEnd - 1, style: isSelected ? theme.selected : theme.text)
    canvas.write(line.keys, x: keysStart, y: y, maxWidth: width - keysStart, style: theme.label)
  }
}
