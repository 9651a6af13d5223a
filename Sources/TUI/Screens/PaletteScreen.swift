import BrowserCore
import Canvas
import MemoryModel

/// A line of the palette: `a page down  page_down  Space PgDn`.
struct PaletteMatch: Sendable {
  var entry: PaletteEntry
  var description: String
  /// Empty for a filter.
  var name: String
  var keys: String
}

struct PaletteSearch {
  let keymap: Keymap
  let place: Place
  let glyphs: Glyphs
  var dialect = Dialect.cloud
  /// What it offers beside commands.
  var remembered = Remembered()
  var subject: Subject?
  var infoKeys: [String] = []
  private static let longestSearch = 200

  func matches(_ text: String) -> [PaletteMatch] {
    // Words in any order: `down half` finds `half page down`.
    let isCommand = text.utf8.count <= Self.longestSearch
    let parts = (isCommand ? text.lowercased().split(separator: " ") : []).map {
      (text: String($0), match: FuzzyMatch(String($0)))
    }
    let lines = !isCommand ? [] : text.isEmpty ? all : all + offers
    let found = lines.compactMap { line in
      let names = [line.name.replacing("_", with: " "), line.name, line.description]
      return (names + Self.otherNames(of: line.entry)).compactMap { score(parts, $0) }.max()
        .map { (line: line, score: $0) }
    }
    // Equal ones stay in the order of the table: the sort is stable.
    .sorted { $0.score > $1.score }.map(\.line)
    return [idLine(text), filterLine(text)].compactMap(\.self) + found
  }

  private func score(_ parts: [(text: String, match: FuzzyMatch)], _ name: String) -> Int? {
    let words = name.lowercased().split { !$0.isLetter && !$0.isNumber }
    let scores = parts.compactMap { part in
      part.match.score(name).map { score in
        // The beginning of a word is more than the letters of several.
        score + (words.contains { $0.hasPrefix(part.text) } ? Self.wordBonus : 0)
      }
    }
    return scores.count == parts.count ? scores.reduce(0, +) : nil
  }

  private static let wordBonus = 1000

  /// What a command is called elsewhere: `memtui diff`.
  private static func otherNames(of entry: PaletteEntry) -> [String] {
    entry == .command(.compareUsers) ? ["diff difference"] : []
  }

  /// `id 01921bc5`
  private func idLine(_ text: String) -> PaletteMatch? {
    guard text.lowercased().hasPrefix("id ") else { return nil }
    let id = String(text.dropFirst(3)).trimmed
    guard !id.isEmpty else { return nil }
    return PaletteMatch(
      entry: .memory(id: id), description: "open the memory with the id \(id)", name: "", keys: "")
  }

  /// Saved filters and recent users, by their names.
  private var offers: [PaletteMatch] {
    let filters = remembered.filters.map { named in
      let text =
        switch named.filter {
        case .text(let text), .json(let text): text
        }
      return PaletteMatch(
        entry: .savedFilter(named), description: "saved filter \(named.name): \(text)", name: "", keys: "")
    }
    let subjects = remembered.subjects.filter { $0 != subject }.compactMap { subject -> PaletteMatch? in
      let kind: String
      switch subject {
      case .user: kind = "user"
      case .agent where dialect.knowsAgents: kind = "agent"
      case .agent, .cube: return nil
      }
      return PaletteMatch(
        entry: .subject(subject), description: "switch to \(kind) \(subject.id)", name: "", keys: "")
    }
    return filters + subjects
  }

  /// Text with an operator is a filter: `scene=Payment`.
  private func filterLine(_ text: String) -> PaletteMatch? {
    guard text.contains(where: { "=:<>~!".contains($0) }) else { return nil }
    do throws(FilterTextReader.Failure) {
      let filter = try FilterTextReader.filter(text, in: dialect)
      return PaletteMatch(
        entry: .filter(filter), description: "filter by \(filter.label(glyphs))", name: "", keys: "")
    } catch {
      // Words without an operator search for a command.
      if case .missingOperator = error.reason { return nil }
      return PaletteMatch(
        entry: .faultyFilter(error), description: explanation(of: error), name: "", keys: "")
    }
  }

  private func explanation(of failure: FilterTextReader.Failure) -> String {
    guard case .condition(.fieldNotFilterable(let name)) = failure.reason else { return failure.sentence() }
    return FilterFault.notFilterable(
      name, isInfoKey: infoKeys.contains(name),
      KeyNames(keymap: keymap, place: .palette, glyphs: glyphs))
  }

  private var all: [PaletteMatch] {
    let commands = keymap.commands(in: place).filter { $0 != .showPalette }
    let uses = commands.reduce(into: [:]) { $0[description($1), default: 0] += 1 }
    return commands.map { command in
      let name = command.name
      // The description of nine commands does not tell them apart, `show pane 3` does.
      let isUnique = uses[description(command)] == 1
      return PaletteMatch(
        entry: .command(command),
        description: isUnique ? description(command) : name.replacing("_", with: " "), name: name,
        keys: keymap.keys(for: command, in: place).map(\.name).joined(separator: " "))
    }
  }

  private func description(_ command: BrowserCommand) -> String { keymap.help(for: command, in: place) ?? "" }
}

@MainActor struct PaletteScreen: ScreenView {
  let palette: CommandPalette
  let matches: [PaletteMatch]
  /// In a narrower window the names are left out: the descriptions say more.
  private static let leastWidthForNames = 64
  private static let nameWidth = 22
  private static let keysWidth = 18

  func draw(in layout: Layout, on drawing: inout Drawing) {
    drawing.writeTitle(
      [
        "Commands; also a filter, a saved filter, a recent user, or id ID",
        "Commands, filters, users, or id ID",
      ],
      in: layout.title.inset(left: 1, right: 1))
    if matches.isEmpty {
      drawing.write("No matching command.", in: layout.text.inset(left: 1, right: 1))
    }
    let list = ChoiceList(
      in: layout.text, count: matches.count, selected: palette.list.cursor, top: palette.list.top)
    list.draw(onClick: ChoiceList.selecting(then: .accept), on: &drawing) { index, row, isSelected, drawing in
      draw(matches[index], isSelected, in: row, on: &drawing)
    }
  }

  private func draw(_ match: PaletteMatch, _ isSelected: Bool, in row: Rect, on drawing: inout Drawing) {
    var bar = Bar(in: row)
    bar.right(match.keys, .label, gap: 1, on: &drawing)
    var place = bar.room
    let nameStart = row.width - 1 - Self.keysWidth - Self.nameWidth
    if row.width >= Self.leastWidthForNames, !match.name.isEmpty {
      drawing.write(match.name, in: place.inset(left: nameStart).first(Self.nameWidth), .faint)
      place = place.first(nameStart - 1)
    }
    drawing.write(match.description, in: place, isSelected ? .selected : .text)
  }
}
