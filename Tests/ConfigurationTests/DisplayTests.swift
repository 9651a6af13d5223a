import BrowserCore
import Canvas
import TUI
import Testing

@testable import memtui

/// Keys and themes of `config.yaml`.
@Suite struct DisplayTests {
  let home: Home

  init() throws { home = try Home() }

  @Test func `keys are a list or one key, nested or dotted`() throws {
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
    #expect(keymap.keys(for: .pageUp, in: .memory) == [.pageUp])
    #expect(keymap.keys(for: .showRaw, in: .memory) == [.character("R")])
    #expect(keymap.keys(for: .showNotices, in: .list) == [.character("!")])
    #expect(keymap.keys(for: .suspend, in: .raw) == [])
  }

  @Test(arguments: [
    ("keys: 5\n", "keys in CONFIG must hold names with values below it: correct it."),
    (
      "keys:\n  list.page_dwn: Space\n",
      "keys.list.page_dwn in CONFIG is not known; the nearest is keys.list.page_down: correct it, or take it out."
    ),
    (
      "keys:\n  lst.page_down: Space\n",
      "keys.lst.page_down in CONFIG is not known; the nearest is keys.list.page_down: correct it, or take it out."
    ),
    (
      "keys:\n  list.page_down: [Space, PgDwn]\n",
      "\"PgDwn\" of keys.list.page_down in CONFIG is no key; the nearest is PgDn: correct it."
    ),
    (
      "keys:\n  list.page_down: g\n",
      "g in CONFIG would say both list.page_down and list.go_first: name another key for one of them under keys."
    ),
    (
      "keys:\n  list.page_down: Ctrl-C\n",
      "Ctrl-C in CONFIG would say both list.page_down and list.interrupt: name another key for one of them under keys."
    ),
    (
      "keys:\n  prompt.accept: \"-\"\n",
      "- in CONFIG cannot say prompt.accept: it is text there; name a Ctrl key, F1 or an arrow."
    ),
  ])
  func `wrong keys are refused`(yaml: String, sentence: String) throws {
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
