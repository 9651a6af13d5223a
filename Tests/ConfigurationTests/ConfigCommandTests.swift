import Foundation
import MemoryModel
import TUI
import Testing

@testable import memtui

@Suite struct ConfigCommandTests {
  let home: Home

  init() throws { home = try Home() }

  @Test func `path prints where the file is or would be`() throws {
    #expect(try home.config("path") == home.configPath + "\n")
    #expect(try home.config("path", with: ["XDG_CONFIG_HOME": "/xdg"]) == "/xdg/memtui/config.yaml\n")
    #expect(throws: SettingsError.usage(.noHome)) { try home.config("path", with: ["HOME": ""]) }
  }

  @Test func `show prints every command with the keys it has now`() throws {
    try home.configure(
      "default_profile: a\nprofiles:\n  a:\n    user: x\n  b:\n    user: y\nkeys:\n  list.page_down: [F2]\n")
    let lines = try home.config("show").split(separator: "\n").map(String.init)
    #expect(lines[0] == "# \(home.configPath)")
    #expect(lines[1] == "# profiles: a (default), b")
    #expect(lines.contains("  list.page_down: [F2]                          # a page down"))
    #expect(lines.contains("  memory.page_down: [Space, PgDn, Ctrl-F]       # a page down"))
    #expect(lines.contains("  list.show_pane_3: [\"3\"]                       # go to pane"))
    for name in Keymap.standard.commandsByName.keys {
      #expect(lines.filter { $0.hasPrefix("  \(name): [") }.count == 1, "\(name)")
    }
  }

  @Test func `show prints where each setting comes from, and reads no key`() throws {
    try home.configure(
      """
      default_profile: a
      profiles:
        a:
          user: x
          page_size: 20
          api_key_command: touch \(home.path)/ran; echo k
        b:
          base_url: http://127.0.0.1:8001
          dialect: selfhosted
      """)
    let shown = try home.config("show", with: ["MEMOS_USER_ID": "y"])
    let words = shown.split(separator: "\n").map { $0.split(separator: " ").joined(separator: " ") }
    #expect(words.contains("# user y MEMOS_USER_ID"))
    #expect(words.contains("# page_size 20 profile a (\(home.configPath))"))
    #expect(words.contains("# api_key ••• api_key_command of profile a (\(home.configPath))"))
    #expect(words.contains("# timeout 30 s default"))
    #expect(!FileManager.default.fileExists(atPath: home.path + "/ran"))
    let other = try home.config("show", "--profile", "b", with: ["HTTPS_PROXY": ""])
    #expect(other.contains("127.0.0.1:8001"))
    #expect(other.contains("not needed"))
    #expect(!(try home.config("show", with: ["MEMOS_API_KEY": "sk-secret"])).contains("sk-secret"))
    try home.configure("profiles: {}\n")
    #expect(
      try home.config("show").split(separator: "\n").contains {
        $0.contains("api_key") && $0.contains("none")
      })
  }

  @Test func `the output of show is a configuration with the same keys`() throws {
    try home.configure(
      "theme: mine\nthemes:\n  mine:\n    base: mono\n    chip: white on blue\nkeys:\n  help.page_down: [F2, \"\\\\\", \"\\\"\", \"#\", \"y\"]\n  raw.suspend: []\n"
    )
    let shown = try home.config("show")
    let theme = try home.display().theme
    let before = try home.display().keymap
    try home.configure(shown)
    let after = try home.display().keymap
    #expect(try home.display().theme == theme)
    for (name, bound) in before.commandsByName {
      #expect(
        after.keys(for: bound.command, in: bound.place) == before.keys(for: bound.command, in: bound.place),
        "\(name)")
    }
    #expect(try home.config("show") == shown)
  }

  @Test func `the demo refuses a misspelt setting too`() throws {
    try home.configure("thmee: dark\n")
    #expect(throws: SettingsError.self) { try home.display() }
  }

  @Test func `show refuses what browsing refuses`() throws {
    try home.configure("keys:\n  list.page_dwn: x\n")
    #expect(throws: SettingsError.self) { try home.config("show") }
  }

  @Test func `init writes an example for its owner only, and overwrites nothing`() throws {
    let folder = home.path + "/new/folder"
    let path = folder + "/memtui/config.yaml"
    let output = try home.config("init", with: ["XDG_CONFIG_HOME": folder])
    #expect(output.hasPrefix(path))
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
    #expect(try SettingsFile(path: path)?.path == nil)
    #expect(throws: SettingsError.usage(.configurationExists(path))) {
      try home.config("init", with: ["XDG_CONFIG_HOME": folder])
    }
  }

  @Test func `the example is valid without its comment signs`() async throws {
    let yaml = ConfigurationExample.text.split(separator: "\n")
      .filter { !$0.hasPrefix("# ") || $0.hasPrefix("#  ") }.map { $0.drop { $0 == "#" } }.joined(
        separator: "\n")
    try home.configure(yaml)
    try home.write(secret, to: ".config/memtui/staging.key")
    #expect(try await home.resolve().subject == .user("memos_user_123"))
    _ = try home.display()
  }

  @Test func `init reports a folder that it cannot create`() throws {
    try home.write("", to: "file")
    #expect(throws: SettingsError.self) {
      try home.config("init", with: ["XDG_CONFIG_HOME": home.path + "/file"])
    }
  }
}

extension Home {
  fileprivate func config(_ action: String..., with variables: [String: String] = [:]) throws -> String {
    guard case .configuration(let command) = try Invocation(arguments: ["config"] + action) else {
      throw NotBrowse()
    }
    return try ConfigurationProgram(environment: ["HOME": path].merging(variables) { $1 }).run(command)
  }
}
