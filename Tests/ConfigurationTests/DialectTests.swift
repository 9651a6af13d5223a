import BrowserCore
import MemOSClient
import MemoryModel
import Testing

@testable import memtui

@Suite struct DialectTests {
  let home: Home
  static let local = "http://127.0.0.1:8001"

  init() throws { home = try Home() }

  @Test(
    arguments: [
      // What is given, the cube, whose memories.
      (["--cube", "c1"], "c1", .cube("c1")), (["--user", "u1"], nil, .user("u1")),
      (["--user", "u1", "--cube", "c1"], "c1", .user("u1")),
      ([], nil, nil),
    ] as [([String], String?, Subject?)])
  func `a cube without a user means all its users, and a user has the cube of that name`(
    given: [String], cube: String?, subject: Subject?
  ) async throws {
    let settings = try await home.resolve(
      arguments: ["--dialect", "selfhosted", "--base-url", Self.local] + given)
    #expect(settings.dialect == .selfHosted(cube: cube))
    #expect(settings.subject == subject)
    #expect(settings.baseURL?.description == Self.local)
    #expect(settings.apiKey == nil)
  }

  @Test(
    arguments: [
      ([], nil, .user(Settings.demoUser)), (["--user", "u1"], nil, .user("u1")),
      (["--cube", "c1"], "c1", .cube("c1")), (["--user", "u1", "--cube", "c1"], "c1", .user("u1")),
    ] as [([String], String?, Subject)])
  func `the demo speaks the dialect of the open-source server, without key and address`(
    given: [String], cube: String?, subject: Subject
  ) async throws {
    // Those of the cloud, which the demo ignores.
    let variables = withKey.merging(["MEMOS_BASE_URL": "ftp://broken", "MEMOS_USER_ID": "u9"]) { $1 }
    let settings = try await home.resolve(
      arguments: ["--demo", "--dialect", "selfhosted"] + given, with: variables)
    #expect(settings.dialect == .selfHosted(cube: cube))
    #expect(settings.subject == subject)
    #expect(settings.demo != nil && settings.baseURL == nil && settings.apiKey == nil)
    let report = try SettingsReport(settings, environment: variables)
    func line(_ name: String) -> [String] {
      report.lines.filter { $0.name == name }.flatMap { [$0.value, $0.origin] }
    }
    #expect(line("dialect") == ["selfhosted", "--dialect"])
    #expect(line("cube") == [cube ?? subject.id, cube == nil ? "default" : "--cube"])
    #expect(line("base_url") == ["the embedded demo service", "--demo"])
    #expect(line("api_key") == ["not needed", "--demo"])
  }

  @Test func `the demo offers its users, and in a cube only the one of the cube`() async throws {
    func offered(_ arguments: String...) async throws -> [String] {
      try await home.resolve(arguments: arguments, with: withKey).demoSubjects.map {
        "\($0.subject.id): \($0.character ?? "nobody"), \($0.memories)"
      }
    }
    #expect(
      try await offered("--demo") == [
        "memos_user_123: a traveller, 1561", "memos_user_456: a nurse, 52", "memos_user_789: a student, 150",
        "memos_user_empty: nobody, 0", "agent_concierge: a hotel, 77",
      ])
    #expect(try await offered("--demo", "--memories", "10").first == "memos_user_123: a traveller, 12")
    #expect(try await offered("--demo", "--dialect", "selfhosted").count == 4)
    let cube = ["--demo", "--dialect", "selfhosted", "--cube", "memos_user_456"]
    #expect(try await home.resolve(arguments: cube).demoSubjects.map(\.subject) == [.user("memos_user_456")])
    #expect(try await offered("--user", "ann").isEmpty)
  }

  @Test func `a profile has dialect and cube, and --dialect cloud overrides both`() async throws {
    try home.configure(
      """
      profiles:
        local:
          dialect: selfhosted
          base_url: http://localhost:8001
          cube: shared
          user: ann
      """)
    let settings = try await home.resolve("--profile", "local")
    #expect(settings.dialect == .selfHosted(cube: "shared"))
    #expect(settings.subject == .user("ann"))
    #expect(settings.origins[.cube] == .profile("local", file: home.configPath, line: 5))
    let cloud = try await home.resolve("--profile", "local", "--dialect", "cloud", with: withKey)
    #expect(cloud.dialect == .cloud)
    #expect(cloud.origins[.cube] == nil)
  }

  @Test func `a self-hosted server gets the key if there is one`() async throws {
    let settings = try await home.resolve(
      "--dialect", "selfhosted", "--base-url", Self.local, "--cube", "c1", with: withKey)
    #expect(settings.apiKey?.reveal() == secret)
    let report = try SettingsReport(settings, environment: [:]).text
    #expect(report.contains("POST \(Self.local)/product/get_memory"))
    #expect(report.contains("selfhosted"))
    #expect(!report.contains(secret))
  }

  @Test(arguments: [
    (["--dialect", "local"], "--dialect must be cloud or selfhosted, not \"local\"."),
    (["--cube", "c1"], "--cube is for an open-source server: add --dialect selfhosted, or remove it."),
    (
      ["--dialect", "selfhosted", "--base-url", local, "--cube", ""],
      "--cube must have 1 to 100 characters, not 0."
    ),
    (
      ["--dialect", "selfhosted", "--base-url", local, "--agent", "a1"],
      "--agent: agents are not supported with --dialect selfhosted; use user or cube."
    ),
    (
      ["--dialect", "selfhosted", "--cube", "c1"],
      "--dialect selfhosted needs --base-url (for example http://127.0.0.1:8001), MEMOS_BASE_URL, or base_url of a "
        + "profile in CONFIG."
    ),
    (
      ["--dialect", "selfhosted", "--base-url", "http://memos.example:8001", "--cube", "c1"],
      "--base-url would send the key unencrypted to memos.example: use https, or add --allow-insecure-http."
    ),
    (
      ["--demo", "--cube", "c1"],
      "--cube is for an open-source server: add --dialect selfhosted, or remove it."
    ),
    (
      ["--demo", "--dialect", "selfhosted", "--agent", "a1"],
      "--agent: agents are not supported with --dialect selfhosted; use user or cube."
    ),
    (["--demo", "--dialect", "local"], "--dialect must be cloud or selfhosted, not \"local\"."),
  ])
  func `options that contradict each other are refused`(arguments: [String], sentence: String) async throws {
    #expect(try await home.refusal(of: arguments) == sentence)
  }
}
