import BrowserCore
import MemoryModel
import TUI

extension ManualPage {
  func addKeys(to page: inout Roff) {
    page.section("KEYS")
    page.line(
      Roff.escaped("These are the standard keys; config.yaml changes them, and ? shows those of a place."))
    let tables = Place.allCases.map { KeyRow.rows(in: $0) }
    let everywhere = KeyRow.shared(tables)
    let typing = KeyRow.shared(Place.allCases.filter(\.takesText).map { KeyRow.rows(in: $0) })
      .filter { !everywhere.contains($0) }
    for place in Place.allCases {
      let known = place.takesText ? everywhere + typing : everywhere
      let rows = KeyRow.rows(in: place).filter { !known.contains($0) }
      add(rows, titled: place.title.prefix(1).uppercased() + place.title.dropFirst(), to: &page)
    }
    add(typing, titled: "Where text is typed", to: &page)
    add(everywhere, titled: "Everywhere", to: &page)
  }

  private func add(_ rows: [KeyRow], titled title: String, to page: inout Roff) {
    guard !rows.isEmpty else { return }
    page.subsection(title)
    page.line(".PD 0")
    for row in rows {
      page.item(row.keys.map { Roff.bold($0) }.joined(separator: ", "), Roff.escaped(row.help))
    }
    page.line(".PD")
  }

  func addFilters(to page: inout Roff) {
    page.section("FILTERS")
    page.line(
      Roff.escaped(
        "A filter is text for --where and the command palette, JSON for --filter, and rows in the filter form. In text, "
          + "conditions are separated by spaces (all must match) or by \"or\" (any must match). Fields and their operators:"
      ))
    for name in FilterField.documented(in: .cloud) + ["info.KEY"] {
      let field = name == "info.KEY" ? FilterField.ofInfo(key: "KEY") : FilterField(name)
      let signs = field.operations.map(\.sign).reduce(into: [String]()) {
        if !$0.contains($1) { $0.append($1) }
      }
      page.item(Roff.bold(name), Roff.escaped(signs.joined(separator: " ")))
    }
    page.paragraph(
      Roff.escaped(
        "\":\" means contains. Dates are 2025-12-01, 2025-12-01 08:30, 7d, 3w, today and yesterday; = takes two of them, "
          + "2025-12-01..today. In an info key, 3 and true are a number and a boolean, and \"3\" is text."))
  }

  func addEnvironment(to page: inout Roff) {
    page.section("ENVIRONMENT")
    for setting in Setting.allCases {
      for variable in setting.row.variables {
        page.item(Roff.bold(variable), Roff.escaped(Self.meaning(of: variable, for: setting)))
      }
    }
    for (names, meaning) in Self.variables {
      page.item(names.map { Roff.bold($0) }.joined(separator: ", "), Roff.escaped(meaning))
    }
  }

  private static func meaning(of variable: String, for setting: Setting) -> String {
    switch (variable, setting) {
    case ("MEMOS_IS_GLOBAL", _): "1, true or yes selects the service's global site."
    case (_, .apiKey): "The API key. It is never read from the command line, where other users could see it."
    default: "The same as \(setting.flag)."
    }
  }

  /// Those that are not settings.
  private static let variables: [([String], String)] = [
    (["HTTPS_PROXY", "NO_PROXY"], "A proxy for the service, and the hosts that are reached without it."),
    (["SSL_CERT_FILE"], "Certificate authorities to trust instead of the system's."),
    (["XDG_CONFIG_HOME", "XDG_STATE_HOME"], "Folders to use instead of ~/.config and ~/.local/state."),
    (
      ["TMPDIR"],
      "A folder for temporary files (default: /tmp, and /var/tmp for those that can become large)."
    ),
    (["TERM"], "The type of the terminal. An unknown type is treated as xterm-256color."),
    (["NO_COLOR"], "If it is not empty, memtui uses no colours."),
    (["VISUAL", "EDITOR"], "The editor for JSON (default: vi)."),
    (["PAGER"], "The program that shows long texts (default: less)."),
  ]

  func addFiles(to page: inout Roff) {
    page.section("FILES")
    page.item(Roff.bold("~/.config/memtui/config.yaml"), "Profiles, keys and colours; see CONFIGURATION.")
    page.item(
      Roff.bold("~/.local/state/memtui/PROFILE.json"),
      Roff.escaped("Recent users and saved filters of a profile; --no-state writes none."))
  }

  func addExamples(to page: inout Roff) {
    page.section("EXAMPLES")
    page.example(
      """
      memtui --demo
      memtui --user memos_user_123
      memtui --profile staging --where 'scene=Payment create_time>=7d'
      memtui export --user memos_user_123 --format csv -o memories.csv
      memtui review --user memos_user_123
      """)
  }
}

/// A line of the key tables: `j, Down  next row`.
private struct KeyRow: Hashable {
  var keys: [String]
  var help: String

  /// Commands with the same help share a row, as in the help of the program.
  static func rows(in place: Place) -> [KeyRow] {
    var rows: [KeyRow] = []
    for binding in Keymap.standard.bindings where binding.places.contains(place) && !binding.keys.isEmpty {
      let names = binding.keys.map(\.name)
      if let index = rows.firstIndex(where: { $0.help == binding.help }) {
        rows[index].keys += names
      } else {
        rows.append(KeyRow(keys: names, help: binding.help))
      }
    }
    return rows
  }

  /// The rows that all `tables` have.
  static func shared(_ tables: [[KeyRow]]) -> [KeyRow] {
    (tables.first ?? []).filter { row in tables.allSatisfy { $0.contains(row) } }
  }
}
