import Testing

@testable import memtui

@Suite struct CompletedValuesTests {
  private static let state =
    #"{"filters":[{"name":"goldpay","text":"scene=Payment"},{"name":"two words","text":"scene=a"}]}"#

  private func values(_ home: Home) -> CompletedValues { CompletedValues(["HOME": home.path]) }

  private func home() throws -> Home {
    let home = try Home()
    try home.configure(
      "default_profile: live\nprofiles:\n  staging:\n    user: ann\n  live:\n    user: bob\n")
    try home.makeFolder(".local/state/memtui")
    try home.write(Self.state, to: ".local/state/memtui/staging.json")
    try home.write(#"{"filters":[{"name":"of live","text":"scene=b"}]}"#, to: ".local/state/memtui/live.json")
    try home.write(
      #"{"filters":[{"name":"of the quoted","text":"scene=b"}]}"#,
      to: ".local/state/memtui/\(StateFile.name(ofProfile: #"it's \a "b""#)).json")
    try home.write(
      #"{"filters":[{"name":"of the demo","text":"scene=b"}]}"#, to: ".local/state/memtui/demo.json")
    return home
  }

  @Test func `profiles come from the configuration`() throws {
    let home = try home()
    #expect(values(home).profiles == ["live", "staging"])
  }

  @Test(arguments: [
    (["memtui", "--profile", "staging", "--saved", ""], ["goldpay", "two words"]),
    (["memtui", "export", "--profile=staging", "--saved", "g"], ["goldpay", "two words"]),
    (["memtui", "--profile", "'staging'", "--saved"], ["goldpay", "two words"]),
    (["memtui", "--profile", #""it's \a \"b\"""#, "--saved"], ["of the quoted"]),
    (["memtui", "--profile", #"it\'s\ \\a\ \"b\""#, "--saved"], ["of the quoted"]),
    (["memtui", #"--profile='it'\''s \a "b"'"#, "--saved"], ["of the quoted"]),
    (["memtui", "--saved", ""], ["of live"]),
    (["memtui", "--demo", "--saved", ""], ["of the demo"]),
    (["memtui", "--profile", "nobody", "--saved", ""], []),
  ])
  func `saved filters come from the state of the profile`(words: [String], names: [String]) throws {
    let home = try home()
    #expect(values(home).savedFilters(words) == names)
  }

  /// What is printed for them would be another name, such as `a^[]0;HI^Gb`.
  @Test(arguments: ["a\u{1B}]0;HI\u{7}b", "a\u{200B}b", "a\u{202E}b", "a\nb", "a\tb", ""])
  func `names that cannot be printed are not offered`(name: String) {
    #expect([name, "plain", "café 👨‍👩‍👧"].forShell == ["plain", "café 👨‍👩‍👧"])
  }

  @Test func `nothing is offered where nothing can be read`() throws {
    let home = try Home()
    #expect(values(home).profiles == [])
    #expect(values(home).savedFilters(["memtui", "--saved"]) == [])
    try home.configure("profiles: [broken")
    try home.makeFolder(".local/state/memtui")
    try home.write("{", to: ".local/state/memtui/default.json")
    #expect(values(home).profiles == [])
    #expect(values(home).savedFilters(["memtui", "--saved"]) == [])
    #expect(CompletedValues([:]).profiles == [])
  }

  @Test(arguments: [
    ["---completion"], ["---completion", "--"],
    ["---completion", "--", "--user", "1", "0", "memtui", "--user"],
    ["---completion", "nobody", "--", "--profile", "1", "0"], ["---completion", "--", "--profile", "x"],
  ])
  func `a request that makes no sense has no answer`(arguments: [String]) throws {
    guard case .print(let text) = try Invocation(arguments: arguments) else {
      Issue.record("not printed")
      return
    }
    #expect(text.isEmpty)
  }
}
