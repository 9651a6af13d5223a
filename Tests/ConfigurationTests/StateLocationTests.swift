import Testing

@testable import memtui

@Suite struct StateLocationTests {
  @Test func `the path follows the XDG rules and the name of the profile`() async throws {
    let home = try Home()
    let settings = try await home.resolve(with: withKey)
    let demo = try await home.resolve("--demo")
    #expect(
      StateFile(for: settings, environment: ["HOME": "/h"])?.path == "/h/.local/state/memtui/default.json")
    #expect(
      StateFile(for: demo, environment: ["HOME": "/h", "XDG_STATE_HOME": "/s"])?.path == "/s/memtui/demo.json"
    )
    #expect(
      StateFile(for: demo, environment: ["HOME": "/h", "XDG_STATE_HOME": "s"])?.path
        == "/h/.local/state/memtui/demo.json")
    #expect(StateFile(for: settings, environment: [:]) == nil)
    #expect(StateFile.name(ofProfile: "eu.prod-1") == "eu.prod-1")
    #expect(StateFile.name(ofProfile: "../a b") == "%2E.%2Fa%20b")
    #expect(StateFile.name(ofProfile: "demo") == "%64emo")
    let long = StateFile.name(ofProfile: String(repeating: "ü", count: 300))
    #expect(long.utf8.count < 200 && long != StateFile.name(ofProfile: String(repeating: "ü", count: 301)))
  }
}
