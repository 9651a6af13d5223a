import Foundation
import Glibc
import MemOSClient
import SystemPackage
import Testing

@testable import memtui

/// A path to anything but a regular file is refused at once, without waiting for data.
@Suite(.timeLimit(.minutes(1))) struct FileKindTests {
  let home: Home

  init() throws { home = try Home() }

  enum Kind: String, CaseIterable, Sendable {
    case folder = "is a directory, not a file"
    case namedPipe = "is a named pipe, not a file"
    case device = "is a device, not a file"
    case socket = "is a socket, not a file"
    case huge = "is larger than"
  }

  /// - Returns: its path.
  @discardableResult
  private func make(_ kind: Kind, _ name: String) throws -> String {
    let path = home.path + "/" + name
    switch kind {
    case .folder: mkdir(path, 0o700)
    case .namedPipe: mkfifo(path, 0o600)
    case .device: symlink("/dev/zero", path)
    case .socket:
      let descriptor = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
      defer { close(descriptor) }
      var address = sockaddr_un()
      address.sun_family = sa_family_t(AF_UNIX)
      withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8.prefix(107)) }
      withUnsafePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
          _ = bind(descriptor, address, socklen_t(MemoryLayout<sockaddr_un>.size))
        }
      }
    case .huge:
      let descriptor = open(path, O_WRONLY | O_CREAT, 0o600)
      ftruncate(descriptor, 1 << 34)
      close(descriptor)
    }
    return path
  }

  @Test(arguments: Kind.allCases)
  func `a key file`(kind: Kind) async throws {
    try make(kind, "a.key")
    try home.configure("default_profile: a\nprofiles:\n  a:\n    api_key_file: ~/a.key\n")
    #expect(try await home.refusal().contains(kind.rawValue))
  }

  @Test(arguments: Kind.allCases)
  func `the configuration`(kind: Kind) async throws {
    try make(kind, ".config/memtui/config.yaml")
    #expect(try await home.refusal(with: withKey).contains("CONFIG \(kind.rawValue)"))
  }

  @Test(arguments: Kind.allCases)
  func `the certificates`(kind: Kind) async throws {
    try make(kind, "ca.pem")
    try home.configure("default_profile: a\nprofiles:\n  a:\n    ca_file: ~/ca.pem\n")
    #expect(
      try await home.refusal(with: withKey).contains("ca_file of profile a (CONFIG, line 4) \(kind.rawValue)")
    )
  }

  @Test(arguments: [Kind.folder, .namedPipe, .device, .socket])
  func `the certificates that a variable names`(kind: Kind) async throws {
    let path = try make(kind, "ca.pem")
    let settings = try await home.resolve(with: withKey)
    #expect(
      throws: SettingsError.connection(
        .certificates(path: path, variable: "SSL_CERT_FILE", .notAFile(kind.rawValue)))
    ) {
      try Connection(
        settings: settings, environment: ["SSL_CERT_FILE": path], executor: QueueExecutor(label: "test"))
    }
  }

  @Test(arguments: Kind.allCases)
  func `the file of a filter`(kind: Kind) async throws {
    let target = try await home.resolve(with: withKey).filterTarget(at: .current())
    let path = try make(kind, "filter.json")
    guard case .browse(let command) = try Invocation(arguments: ["--filter", "@" + path]) else { return }
    do throws(SettingsError) {
      _ = try command.filter.resolve(for: target)
      Issue.record("accepted")
    } catch {
      #expect(error.sentence.contains(kind.rawValue))
    }
  }

  @Test(arguments: Kind.allCases)
  func `the state`(kind: Kind) throws {
    let folder = home.path + "/state"
    mkdir(folder, 0o700)
    let file = StateFile(folder: folder, name: "a")
    try make(kind, "state/a.json")
    switch kind {
    case .huge: if case .broken = try file.read() {} else { Issue.record("accepted") }
    default: #expect(throws: FileError.self) { try file.read() }
    }
  }

  @Test func `a log`() {
    mkfifo(home.path + "/log", 0o600)
    #expect(
      throws: SettingsError.setting(
        .logFile, .flag, .notWritable(FileError(.write, home.path + "/log", .system(.noSuchAddressOrDevice))))
    ) {
      try FileLog.logger(path: home.path + "/log")
    }
  }
}

/// An `api_key_command` that does not end.
@Suite(.timeLimit(.minutes(1))) struct KeyCommandLimitTests {
  let home: Home

  init() throws { home = try Home() }

  private var environment: [String: String] { ["HOME": home.path, "PATH": "/usr/bin:/bin"] }

  private func isRunning(_ name: String) throws -> Bool {
    let text = try String(contentsOfFile: home.path + "/" + name, encoding: .utf8)
    let process = try #require(pid_t(text.dropLast()))
    guard let stat = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8) else {
      return false
    }
    return stat.components(separatedBy: ") ").last?.first.map { !"ZX".contains($0) } ?? false
  }

  @Test(arguments: [
    "sleep 600 & echo $! >~/child; wait",
    "sleep 600 & echo $! >~/child; trap '' TERM; while :; do sleep 1; done",
    "echo \(secret); sh -c 'trap \"\" TERM; echo $$ >~/child; while :; do sleep 1; done'",
  ])
  func `is stopped together with its children`(command: String) async throws {
    #expect(throws: KeyCommand.Fault.timeLimit(seconds: 1)) {
      try KeyCommand.run(command, environment: environment, patience: .seconds(1))
    }
    // SIGKILL was sent; the kernel takes a moment on a loaded machine.
    for _ in 0..<500 where try isRunning("child") { try await Task.sleep(for: .milliseconds(10)) }
    #expect(try !isRunning("child"))
  }

  @Test func `is stopped when its output does not end`() throws {
    #expect(throws: KeyCommand.Fault.tooLong) {
      try KeyCommand.run("sleep 600 & echo $! >~/child; yes", environment: environment)
    }
    #expect(try !isRunning("child"))
  }

  /// Such as an agent.
  @Test func `does not have to wait for children that keep its output open`() throws {
    let key = try KeyCommand.run(
      "echo \(secret); sleep 5 & exit 0", environment: environment, patience: .seconds(60))
    #expect(key == secret)
  }
}
