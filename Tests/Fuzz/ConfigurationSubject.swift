import Glibc

@testable import memtui

/// config.yaml, then lines `%%` between it, the environment (`NAME=value` a line) and the arguments (one a line). They are
/// accepted or refused with a clean sentence, and no text repeats the API key. Nothing is started: no command for the key.
enum ConfigurationSubject {
  private static let key = "mpg-5ecre7-f022"
  /// swift-argument-parser takes time with the square of their number: 0.4 s for 4,000. Only the user gives arguments.
  private static let mostArguments = 100
  private static let home: String = {
    var template = Array("/tmp/memtui-fuzz-XXXXXX".utf8CString)
    guard let path = mkdtemp(&template).map({ String(cString: $0) }) else { return "/nowhere" }
    mkdir(path + "/memtui", 0o700)
    return path
  }()

  /// Removes the folder that inputs were written to.
  static func cleanUp() {
    unlink(home + "/memtui/config.yaml")
    rmdir(home + "/memtui")
    rmdir(home)
  }

  static func check(_ input: [UInt8]) throws(Finding) {
    let parts = String(decoding: input, as: UTF8.self).split(
      separator: "\n%%\n", omittingEmptySubsequences: false)
    try write(Array(parts[0].utf8))
    var environment = ["MEMOS_API_KEY": key]
    for line in parts.dropFirst().first?.split(separator: "\n") ?? [] {
      guard let sign = line.firstIndex(of: "=") else { continue }
      environment[String(line[..<sign])] = String(line[line.index(after: sign)...])
    }
    environment["HOME"] = home
    environment["XDG_CONFIG_HOME"] = home
    let lines = parts.dropFirst(2).first?.split(separator: "\n") ?? []
    let arguments = lines.prefix(Self.mostArguments).map(String.init)
    let text = outcome(arguments, environment)
    try require(
      Harm.first(in: printableLines(text), except: ["\n"]) == nil, "output is clean: \(text.debugDescription)"
    )
    let isGiven = parts.contains { $0.contains(key) }
    try require(isGiven || !text.contains(key), "no text repeats the key: \(text)")
  }

  private static func write(_ bytes: [UInt8]) throws(Finding) {
    let descriptor = open(home + "/memtui/config.yaml", O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    guard descriptor >= 0 else { throw Finding("config.yaml cannot be written: \(errno)") }
    defer { close(descriptor) }
    guard Glibc.write(descriptor, bytes, bytes.count) == bytes.count else { throw Finding("no space") }
  }

  /// What the shell would show.
  private static func outcome(_ arguments: [String], _ environment: [String: String]) -> String {
    do throws(SettingsError) {
      let flags: GivenFlags
      var display: DisplayOptions?
      switch try Invocation(arguments: arguments) {
      case .browse(let command): (flags, display) = (command.flags, command.display)
      case .export(let command): flags = command.flags
      case .show(let command): flags = command.flags
      case .check(let command): flags = command.service.flags
      case .review(let command): flags = command.flags
      case .diff(let command): flags = command.flags
      case .demoServer(let command): flags = command.flags
      case .generate(let document): return document.text(environment: environment)
      // `config init` writes a file.
      case .configuration: flags = GivenFlags()
      case .print(let text): return text
      }
      _ = try DisplaySettings.resolve(display, environment: environment)
      let settings = try Settings.resolve(flags, environment: environment, readsKey: false)
      return try SettingsReport(settings, environment: environment).text
    } catch {
      return error.sentence
    }
  }
}
