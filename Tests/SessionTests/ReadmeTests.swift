import BrowserCore
import Canvas
import Foundation
import Testing

@testable import TUI

/// The README's tables of keys are made from the key table.
///
/// `RECORD=1 Scripts/test --filter ReadmeTests` writes them into README.md, and fails.
@Suite(.serialized) struct ReadmeTests {
  /// Commands of a row that belong together, and what they do if not their help text.
  private struct Group {
    var place: Place
    var commands: [BrowserCommand]
    var text: String?
    /// Instead of a dot before the keys.
    var joint = " · "

    init(_ place: Place, _ commands: BrowserCommand..., text: String? = nil, joint: String = " · ") {
      (self.place, self.commands, self.text, self.joint) = (place, commands, text, joint)
    }
  }

  private static let list: [[Group]] = [
    [
      Group(.list, .moveDown, .moveUp, text: "move"), Group(.list, .halfPageDown, .halfPageUp, text: ""),
      Group(.list, .pageDown, .pageUp, text: ""),
      Group(.list, .goFirst, .goLast, text: "`G` twice loads the rest"),
    ],
    [Group(.list, .open)],
    [Group(.list, .showValues, text: "values: info keys and tags with counts; Enter filters by one")],
    [
      Group(
        .list, .showOverview, text: "overview: months, types, tags and tools as bars; Enter filters by one")
    ],
    [Group(.list, .showReview, text: "review: memories that say the same, or may contradict each other")],
    [Group(.list, .cyclePreview), Group(.list, .scrollPreviewDown, .scrollPreviewUp, text: "scroll it")],
    [
      Group(.list, .search),
      Group(.list, .nextMatch, .previousMatch, text: "next, previous match", joint: " then "),
      Group(.list, .searchFurther),
      Group(.list, .narrow),
    ],
    [Group(.list, .sortByNextColumn), Group(.list, .reverseOrder), Group(.list, .serverOrder)],
    [
      Group(
        .list, .openExport,
        text: "export this pane or all, loaded rows or everything, as NDJSON, JSON, CSV or Markdown")
    ],
    [Group(.list, .compareUsers, text: "compare with another user: only in one, only in the other, changed")],
  ]

  private static let memory: [[Group]] = [
    [
      Group(.memory, .moveDown, .moveUp, text: "move from field to field; a long one scrolls"),
      Group(.memory, .halfPageDown, .halfPageUp, text: ""), Group(.memory, .pageDown, .pageUp, text: ""),
      Group(.memory, .goFirst, .goLast, text: ""),
    ],
    [Group(.memory, .previousMemory, .nextMemory, text: "previous, next memory")],
    [Group(.memory, .showRaw, text: "the record as JSON, as received; press again for the fields")],
    [Group(.memory, .openPager), Group(.memory, .openEditor)],
  ]

  private static let both: [[Group]] = [
    [Group(.list, .openFilter), Group(.list, .clearFilter), Group(.list, .addField)],
    [Group(.list, .showSources)],
    [
      Group(.list, .startCopy, text: "copy the text"),
      Group(
        .copy, .copy(.text), .copy(.id), .copy(.json), .copy(.curl),
        text: "id · JSON · a curl line without the key", joint: " then "),
    ],
    [
      Group(
        .list, .showPane(1), .showPane(2), .showPane(3), .showPane(4), .showPane(5), .showPane(6),
        .showPane(7),
        .showPane(8), .showPane(9)),
      Group(.list, .nextPane, .previousPane, text: "next, previous pane"),
    ],
    [
      Group(.list, .changeUser, text: "switch user, or with Ctrl-O to an agent; offers recent ones"),
      Group(.list, .flip, text: "without memories: read the id as an agent's"),
    ],
    [Group(.list, .refresh)],
    [
      Group(
        .list, .watch,
        text:
          "watch: reload page 1 every 30 s (or start with `--watch 5s`), mark what is new, changed or gone")
    ],
    [Group(.list, .toggleTimes)],
    [Group(.list, .showHelp), Group(.list, .showNotices), Group(.list, .showPalette)],
  ]

  private static let everywhere: [[Group]] = [
    [
      Group(.list, .back, text: "back one level, or stop loading"),
      Group(.list, .backOrQuit, text: "the same; quits in the list"),
    ],
    [Group(.list, .interrupt), Group(.list, .suspend), Group(.list, .redraw)],
  ]

  private static let form: [[Group]] = [
    [
      Group(.form, .nextCell, .previousCell, text: "next, previous cell"),
      Group(.form, .moveDown, .moveUp, text: "select a completion (Tab or Enter takes it), or the operator"),
    ],
    [
      Group(.formOperation, .toggleCondition, text: "on the operator: condition off and on"),
      Group(.formOperation, .removeRow, text: "remove the row; operators such as `>=` can be typed"),
    ],
    [Group(.form, .addRow), Group(.form, .removeRow), Group(.form, .flipJunction)],
    [Group(.form, .saveFilter), Group(.form, .loadFilter)],
    [Group(.form, .editJSON, text: "edit the JSON in `$VISUAL` or `$EDITOR`"), Group(.form, .restoreForm)],
    [Group(.form, .accept, text: "apply"), Group(.form, .back), Group(.form, .showFields)],
  ]

  private static let mouse =
    "| mouse | click a tab, row, column heading, form cell, bar, value, key hint, condition, recent user; the wheel "
    + "| the same; `--no-mouse` leaves the mouse to the terminal |"

  @Test func theTableOfKeysIsCurrent() throws {
    var lines = ["| where | keys | |", "|---|---|---|"]
    for (place, rows) in [("list", Self.list), ("memory", Self.memory), ("both", Self.both)] {
      lines += rows.enumerated().map { "| \($0.offset == 0 ? place : "") | \(cells($0.element)) |" }
    }
    lines.append(Self.mouse)
    lines += Self.everywhere.enumerated().map {
      "| \($0.offset == 0 ? "everywhere" : "") | \(cells($0.element)) |"
    }
    try expect(lines.map { $0.replacing("|  |", with: "| |") }, between: "keys")
  }

  @Test func theTableOfTheFormIsCurrent() throws {
    try expect(
      ["| in the form | |", "|---|---|"] + Self.form.map { "| \(cells($0)) |" }, between: "form keys")
  }

  /// Keys that edit text are left out: everyone knows them.
  @Test(arguments: [Place.list, .memory, .form, .formOperation])
  func everyCommandIsInATable(place: Place) {
    let places: Set<Place> =
      place == .form || place == .formOperation ? [.form, .formOperation] : [.list, .memory]
    let editing = Keymap.standard.bindings.filter {
      $0.places.contains(.formName) && $0.places.contains(.search)
    }
    let shown = (Self.list + Self.memory + Self.both + Self.everywhere + Self.form).joined()
      .filter { places.contains($0.place) }.flatMap(\.commands)
    for command in Keymap.standard.commands(in: place)
    where !editing.contains(where: { $0.command == command }) {
      #expect(shown.contains(command), "\(place.name).\(command.name)")
    }
  }

  /// `` `j` `k` ↓ ↑ · Ctrl-D Ctrl-U | move; … ``
  private func cells(_ groups: [Group]) -> String {
    var keys = ""
    var texts: [String] = []
    for group in groups {
      let names = group.commands.map { Keymap.standard.keys(for: $0, in: group.place).map(name) }
      keys += (keys.isEmpty ? "" : group.joint) + interleaved(names).joined(separator: " ")
      let text =
        group.text ?? group.commands.first.flatMap { Keymap.standard.help(for: $0, in: group.place) } ?? ""
      if !text.isEmpty {
        texts.append(text.replacing(/[^`](\$[A-Z]+)/) { "\($0.output.0.prefix(1))`\($0.output.1)`" })
      }
    }
    keys = keys.replacing("`1` `2` `3` `4` `5` `6` `7` `8` `9`", with: "`1`…`9`")
    return "\(keys) | \(texts.joined(separator: " · "))"
  }

  /// `[[j, ↓], [k, ↑]]` → `j k ↓ ↑`
  private func interleaved(_ names: [[String]]) -> [String] {
    let counts = Set(names.map(\.count))
    guard counts.count == 1, let count = counts.first else { return Array(names.joined()) }
    return (0..<count).flatMap { index in names.map { $0[index] } }
  }

  private func name(_ key: Key) -> String {
    switch key {
    case .up: "↑"
    case .down: "↓"
    case .left: "←"
    case .right: "→"
    case .character(let character) where character != " ": "`\(character)`"
    default: key.name
    }
  }

  private func expect(
    _ lines: [String], between marker: String, file: String = #filePath,
    at location: SourceLocation = #_sourceLocation
  ) throws {
    let root = URL(filePath: file).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let path = root.appending(path: "README.md")
    let text = try String(contentsOf: path, encoding: .utf8)
    let start = "<!-- \(marker): generated from the key table by ReadmeTests -->\n\n"
    let end = "\n\n<!-- end of \(marker) -->"
    let opening = try #require(text.range(of: start), sourceLocation: location)
    let closing = try #require(
      text.range(of: end, range: opening.upperBound..<text.endIndex), sourceLocation: location)
    let table = lines.joined(separator: "\n")
    guard text[opening.upperBound..<closing.lowerBound] != table else { return }
    guard ProcessInfo.processInfo.environment["RECORD"] == "1" else {
      Issue.record(
        "README.md is stale: RECORD=1 Scripts/test --filter ReadmeTests writes\n\(table)",
        sourceLocation: location)
      return
    }
    let updated = text[..<opening.upperBound] + table + text[closing.lowerBound...]
    try String(updated).write(to: path, atomically: true, encoding: .utf8)
    Issue.record("recorded README.md: look at it", sourceLocation: location)
  }
}
