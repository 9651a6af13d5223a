import BrowserCore
import Canvas

/// A line that the palette found: `a page down  page_down  Space PgDn`.
struct PaletteLine: Sendable {
  var entry: PaletteEntry
  var words: String
  var name: String
  /// "" for a command without keys.
  var keys: String
}

/// Finds the commands of a place by a part of their names or words, best first.
struct PaletteLines {
  let keymap: Keymap
  let place: Place

  func found(_ text: String) -> [PaletteLine] {
    let match = FuzzyMatch(text)
    return all.compactMap { line in
      [line.name.replacing("_", with: " "), line.name, line.words].compactMap(match.score).max()
        .map { (line: line, score: $0) }
    }
    // Equal ones stay in the order of the table: the sort is stable.
    .sorted { $0.score > $1.score }.map(\.line)
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
