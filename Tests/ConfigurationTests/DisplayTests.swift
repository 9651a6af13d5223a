import BrowserCore
import Canvas
import TUI
import Testing

@testable import memtui

/// Keys and themes of `config.yaml`.
@Suite struct DisplayTests {
  let home: Home

  init() throws { home = try Home() }

  @Test func `keys are a list or a single key, in groups or with dots`() throws {
    try home.configure(
      """
      keys:
        list.page_down: [Space, ctrl-f]
        list.page_up: Ctrl-B
        memory:
          show_raw: "R"
        list.show_notices:
        raw.suspend: []
      """)
    let keymap = try home.display().keymap
    #expect(keymap.keys(for: .pageDown, in: .list) == [.character(" "), .control("f")])
    #expect(keymap.keys(for: .pageUp, in: .list) == [.control("b")])
    #expect(keymap.keys(for: .pageUp, in: .memory) == [.pageUp, .control("b")])
    #expect(keymap.keys(for: .showRaw, in: .memory) == [.character("R")])
    #expect(keymap.keys(for: .showNotices, in: .list) == [.character("!")])
    #expect(keymap.keys(for: .suspend, in: .raw) == [])
  }

  @Test func `the names of 0.3.0 are still accepted`() throws {
    try home.configure(
      "keys:\n  list.search_on: X\n  list.turn_order: R\n  facets.back: Q\n  form.edit_j_s_o_n: F9\n")
    let keymap = try home.display().keymap
    #expect(keymap.keys(for: .searchFurther, in: .list) == [.character("X")])
    #expect(keymap.keys(for: .reverseOrder, in: .list) == [.character("R")])
    #expect(keymap.keys(for: .back, in: .values) == [.character("Q")])
    #expect(keymap.keys(for: .editJSON, in: .form) == [.function(9)])
  }

  @Test(arguments: [
    ("keys: 5\n", "keys in CONFIG, line 1, must be a group of keys with values: correct it."),
    (
      "keys:\n  list.watch: {a: W}\n",
      "keys.list.watch in CONFIG, line 2, must be a key or a list of keys, such as [Space, PgDn]: correct it."
    ),
    (
      "keys:\n  list.page_dwn: Space\n",
      "Unknown key keys.list.page_dwn in CONFIG, line 2. Did you mean keys.list.page_down? Correct it, or remove it."
    ),
    (
      "keys:\n  lst.page_down: Space\n",
      "Unknown key keys.lst.page_down in CONFIG, line 2. Did you mean keys.list.page_down? Correct it, or remove it."
    ),
    (
      "keys:\n  list.page_down: [Space, PgDwn]\n",
      "\"PgDwn\" of keys.list.page_down in CONFIG, line 2, is not a key. Did you mean PgDn? Correct it, or remove it."
    ),
    (
      "keys:\n  list.page_down: g\n",
      "g in CONFIG, line 2, is bound to both list.page_down and list.go_first: name another key for one of them under keys."
    ),
    (
      "keys:\n  list:\n    page_down:\n      - Space\n      - PgDwn\n",
      "\"PgDwn\" of keys.list.page_down in CONFIG, line 5, is not a key. Did you mean PgDn? Correct it, or remove it."
    ),
    (
      "keys:\n  list.page_down: X\n  list.page_up: X\n",
      "X in CONFIG, line 3, is bound to both list.page_down and list.page_up: name another key for one of them under keys."
    ),
    (
      "keys:\n  list.page_down: Ctrl-C\n",
      "Ctrl-C in CONFIG, line 2, is bound to both list.page_down and list.interrupt: name another key for one of them under keys."
    ),
    (
      "keys:\n  prompt.accept: \"-\"\n",
      "- in CONFIG, line 2, cannot be bound to prompt.accept: it types text in that view; name a Ctrl key, F1 or an arrow."
    ),
  ])
  func `wrong keys are refused`(yaml: String, sentence: String) throws {
    try home.configure(yaml)
    #expect(home.displayRefusal() == sentence)
  }

  @Test func `a theme is built in, or changes one that is`() throws {
    #expect(try home.display().theme == .dark)
    try home.configure("theme: light\n")
    #expect(try home.display().theme == .light)
    try home.configure(
      "theme: my.own\nthemes:\n  my.own:\n    base: mono\n    failed: [bright-red, bold]\n    active_tab: white on blue\n"
    )
    var expected = Theme.mono
    expected[.failed] = Style(.brightRed, on: .standard, .bold)
    expected[.activeTab] = Style(.white, on: .blue)
    #expect(try home.display().theme == expected)
  }

  @Test(arguments: [
    (
      "theme: darc\n",
      "\"darc\" of theme in CONFIG, line 1, is not a theme. Did you mean dark? Correct it, or remove it."
    ),
    (
      "theme: mina\nthemes:\n  mine:\n    base: dark\n",
      "\"mina\" of theme in CONFIG, line 1, is not a theme. Did you mean mine? Correct it, or remove it."
    ),
    (
      "themes:\n  mine:\n    base: lihgt\n",
      "\"lihgt\" of themes.mine.base in CONFIG, line 3, is not a theme. Did you mean light? Correct it, or remove it."
    ),
    (
      "themes:\n  mine:\n    makrer: red\n",
      "Unknown key themes.mine.makrer in CONFIG, line 3. Did you mean marker? Correct it, or remove it."
    ),
    (
      "themes:\n  mine:\n    marker: bright-purple\n",
      "\"bright-purple\" of themes.mine.marker in CONFIG, line 3, is neither a colour nor bold, dim, underline or reverse. "
        + "Did you mean bright-red? Correct it, or remove it."
    ),
    ("themes: 5\n", "themes in CONFIG, line 1, must be a group of keys with values: correct it."),
    (
      "themes:\n  mine: red\n",
      "themes.mine in CONFIG, line 2, must be a group of keys with values: correct it."
    ),
    (
      "themes:\n  dark:\n    marker: red\n",
      "themes.dark in CONFIG, line 2, is built in: give yours another name, and begin it with base: dark."
    ),
    (
      "theme: [dark]\n", "theme in CONFIG, line 1, must be a single value, not a list or a group: correct it."
    ),
  ])
  func `wrong themes are refused`(yaml: String, sentence: String) throws {
    try home.configure(yaml)
    #expect(home.displayRefusal() == sentence)
  }
}

extension Home {
  func display(_ arguments: String...) throws -> DisplaySettings {
    guard case .browse(let command) = try Invocation(arguments: arguments) else { throw NotBrowse() }
    return try DisplaySettings.resolve(command.display, environment: ["HOME": path])
  }

  func displayRefusal() -> String {
    do {
      _ = try display()
      return "accepted"
    } catch let error as SettingsError {
      return error.sentence.replacing(configPath, with: "CONFIG")
    } catch {
      return "\(error)"
    }
  }
}
