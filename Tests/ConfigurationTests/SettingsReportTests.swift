import MemOSClient
import MemoryModel
import Testing

@testable import memtui

/// What `memtui check` prints before the call.
@Suite struct SettingsReportTests {
  let home: Home

  init() throws { home = try Home() }

  private func report(_ settings: Settings, _ variables: [String: String] = [:]) throws -> SettingsReport {
    try SettingsReport(settings, environment: variables)
  }

  /// `name: value (origin)`.
  private func line(_ name: String, _ report: SettingsReport) -> String? {
    report.lines.first { $0.name == name }.map { line in
      "\(line.value) (\(line.origin))".replacing(home.configPath, with: "CONFIG")
    }
  }

  @Test func `each value is listed with its origin`() async throws {
    try home.configure(
      """
      default_profile: staging
      profiles:
        staging:
          base_url: https://memos.example/v1
          page_size: 20
          timeout: 500ms
          api_key_command: echo \(secret)
      """)
    let settings = try await home.resolve("--page-size", "7", with: ["MEMOS_USER_ID": "ann"])
    let report = try report(settings)
    #expect(line("profile", report) == "staging (profile staging (CONFIG))")
    #expect(line("base_url", report) == "https://memos.example/v1 (profile staging (CONFIG))")
    #expect(line("", report) == "POST https://memos.example/v1/get/memory (endpoint)")
    #expect(line("user", report) == "ann (MEMOS_USER_ID)")
    #expect(line("page_size", report) == "7 (--page-size)")
    #expect(line("timeout", report) == "0.5 s (profile staging (CONFIG))")
    #expect(line("memory_limit", report) == "256 MiB (default)")
    #expect(line("api_key", report) == "••• (api_key_command of profile staging (CONFIG))")
    #expect(!report.text.contains(secret))
    #expect(report.notes.isEmpty)
  }

  @Test func `a note says that MEMOS_API_KEY replaces the key of the profile`() async throws {
    try home.configure(
      "default_profile: a\nprofiles:\n  a:\n    base_url: https://a.example\n    api_key_file: ~/a.key\n")
    let settings = try await home.resolve(with: withKey)
    let report = try report(settings)
    #expect(line("api_key", report) == "••• (MEMOS_API_KEY)")
    #expect(
      report.notes == [
        "MEMOS_API_KEY is used instead of the key of profile a, and is sent to https://a.example: if it is for another "
          + "service, unset it."
      ])
    #expect(!report.text.contains(secret))
  }

  @Test func `the proxy is shown without its password`() async throws {
    let settings = try await home.resolve(with: withKey)
    let variables = ["HTTPS_PROXY": "http://ann:\(secret)@proxy.example:3128"]
    #expect(line("proxy", try report(settings, variables)) == "proxy.example:3128 (HTTPS_PROXY)")
    let text = try report(settings, variables).text
    #expect(!text.contains(secret))
    let excluded = variables.merging(["NO_PROXY": "memtensor.cn"]) { $1 }
    #expect(line("proxy", try report(settings, excluded)) == "none for this host (HTTPS_PROXY)")
    #expect(line("ca_file", try report(settings, ["SSL_CERT_FILE": "/x.pem"])) == "/x.pem (SSL_CERT_FILE)")
  }

  @Test func `control characters are marked`() async throws {
    let settings = try await home.resolve("--user", "a\u{1B}[2J\u{202E}", with: withKey)
    let text = try report(settings).text
    #expect(text.contains("a^[[2J<U+202E>"))
    #expect(!text.contains("\u{1B}"))
  }

  @Test func `the demo needs no key`() async throws {
    let report = try report(try await home.resolve("--demo", "--agent", "agent_concierge"))
    #expect(line("base_url", report) == "the embedded demo service (--demo)")
    #expect(line("agent", report) == "agent_concierge (--agent)")
    #expect(line("api_key", report) == "not needed (--demo)")
  }
}
