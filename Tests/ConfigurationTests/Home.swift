import Foundation
import MemoryModel
import Testing

@testable import memtui

/// A home folder with real files, removed together with the object.
final class Home {
  let path: String

  init() throws {
    var template = Array((NSTemporaryDirectory() + "/memtui-settings-XXXXXX").utf8CString)
    path = try #require(mkdtemp(&template).map { String(cString: $0) })
    try FileManager.default.createDirectory(
      atPath: path + "/.config/memtui", withIntermediateDirectories: true)
  }

  deinit {
    do {
      try FileManager.default.removeItem(atPath: path)
    } catch {
      Issue.record("\(path) stays behind: \(error)")
    }
  }

  var configPath: String { path + "/.config/memtui/config.yaml" }

  func write(_ text: String, to name: String, mode: Int = 0o600) throws {
    try Data(text.utf8).write(to: URL(filePath: path + "/" + name))
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path + "/" + name)
  }

  func makeFolder(_ name: String) throws {
    try FileManager.default.createDirectory(atPath: path + "/" + name, withIntermediateDirectories: true)
  }

  func configure(_ yaml: String) throws { try write(yaml, to: ".config/memtui/config.yaml") }

  /// Resolves `memtui ARGUMENTS` with nothing in the environment but HOME, PATH and what is given.
  func resolve(_ arguments: String..., with variables: [String: String] = [:]) async throws -> Settings {
    try await resolve(arguments: arguments, with: variables)
  }

  func resolve(arguments: [String], with variables: [String: String] = [:]) async throws -> Settings {
    let home = ["HOME": path, "PATH": "/usr/bin:/bin"]
    let environment = home.merging(variables) { $1 }
    guard case .browse(let command) = try Invocation(arguments: arguments) else {
      throw NotBrowse()
    }
    return try Settings.resolve(command.flags, environment: environment)
  }

  /// The sentence with which the command line is refused.
  func refusal(_ arguments: String..., with variables: [String: String] = [:]) async throws -> String {
    try await refusal(of: arguments, with: variables)
  }

  func refusal(of arguments: [String], with variables: [String: String] = [:]) async throws -> String {
    let environment = ["HOME": path, "PATH": "/usr/bin:/bin"].merging(variables) { $1 }
    do throws(SettingsError) {
      switch try Invocation(arguments: arguments) {
      case .browse(let command):
        _ = try Settings.resolve(command.flags, environment: environment)
      case .demoServer(let command): _ = try Settings.resolve(command.flags, environment: environment)
      case .export(let command):
        _ = try Settings.resolve(command.flags, environment: environment)
      case .show(let command): _ = try Settings.resolve(command.flags, environment: environment)
      case .review(let command): _ = try Settings.resolve(command.flags, environment: environment)
      case .diff(let command): _ = try Settings.resolve(command.flags, environment: environment)
      case .check(let command):
        _ = try Settings.resolve(command.service.flags, environment: environment)
      case .configuration, .generate, .print: break
      }
      return "accepted"
    } catch {
      return error.sentence.replacing(configPath, with: "CONFIG").replacing(path, with: "HOME")
    }
  }

  struct NotBrowse: Error {}
}

/// Must never appear in a message.
let secret = "mpg-5ecre7"
let withKey = ["MEMOS_API_KEY": secret]
