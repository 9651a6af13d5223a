import BrowserCore
import Foundation
import Glibc
import MemoryModel
import Synchronization
import SystemPackage
import Testing

@testable import memtui

/// The profile's state on a real disk.
@MainActor @Suite struct StateFileTests {
  let home: Home

  init() throws {
    home = try Home()
  }

  private var file: StateFile { StateFile(folder: home.path + "/.local/state/memtui", name: "staging") }

  private func permissions(of path: String) throws -> Int {
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    return try #require(attributes[.posixPermissions] as? Int)
  }

  private func remembered() throws -> Remembered? {
    if case .good(let remembered) = try file.read() { remembered } else { nil }
  }

  /// The state that was read, with notices.
  private func recalled(by keeper: StateKeeper) async -> [BrowserEvent] {
    await withCheckedContinuation { continuation in
      var events: [BrowserEvent] = []
      keeper.recall { event in
        events.append(event)
        if case .remembered = event { continuation.resume(returning: events) }
      }
    }
  }

  @Test func `only its owner can read it`() throws {
    let keeper = StateKeeper(file: file, writes: true)
    keeper.remember(.opened(.user("u1"))) { _ in }
    keeper.remember(.opened(.agent("a1"))) { _ in }
    keeper.finish()
    #expect(try remembered()?.subjects == [.agent("a1"), .user("u1")])
    #expect(try permissions(of: file.path) == 0o600)
    #expect(try permissions(of: file.folder) == 0o700)
    #expect(try permissions(of: file.folder + "/staging.lock") == 0o600)
    let names = try FileManager.default.contentsOfDirectory(atPath: file.folder)
    #expect(names.sorted() == ["staging.json", "staging.lock"])
  }

  /// Each write gives the file another inode.
  @Test func `what is known already is not written again`() throws {
    func inode() throws -> UInt64? {
      try FileManager.default.attributesOfItem(atPath: file.path)[.systemFileNumber] as? UInt64
    }
    let keeper = StateKeeper(file: file, writes: true)
    keeper.remember(.opened(.user("u1"))) { _ in }
    keeper.finish()
    let before = try #require(try inode())
    keeper.remember(.opened(.user("u1"))) { _ in }
    keeper.finish()
    #expect(try inode() == before)
    keeper.remember(.opened(.user("u2"))) { _ in }
    keeper.finish()
    #expect(try inode() != before)
  }

  @Test func `two writers at once lose nothing`() throws {
    let keepers = [StateKeeper(file: file, writes: true), StateKeeper(file: file, writes: true)]
    for number in 0..<20 { keepers[number % 2].remember(.opened(.user("u\(number)"))) { _ in } }
    for keeper in keepers { keeper.finish() }
    #expect(Set(try remembered()?.subjects.map(\.id) ?? []) == Set((0..<20).map { "u\($0)" }))
  }

  /// It may lead to where somebody keeps the state.
  @Test(arguments: [true, false])
  func `a symbolic link stays one`(exists: Bool) throws {
    try SystemCalls.makeFolder(file.folder)
    let target = home.path + "/elsewhere.json"
    if exists { try home.write("{}", to: "elsewhere.json") }
    try FileManager.default.createSymbolicLink(atPath: file.path, withDestinationPath: target)
    let keeper = StateKeeper(file: file, writes: true)
    keeper.remember(.opened(.user("u1"))) { _ in }
    keeper.finish()
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: file.path) == target)
    #expect(try remembered()?.subjects == [.user("u1")])
    #expect(try permissions(of: target) == 0o600)
  }

  @Test func `--no-state writes nothing`() async throws {
    let keeper = StateKeeper(file: file, writes: false)
    keeper.remember(.opened(.user("u1"))) { _ in }
    keeper.finish()
    #expect(!FileManager.default.fileExists(atPath: home.path + "/.local"))
    // A broken file is named, and stays where it is.
    try SystemCalls.makeFolder(file.folder)
    try Data("[]".utf8).write(to: URL(filePath: file.path))
    let events = await recalled(by: keeper)
    guard case .noticed(.stateBroken(file.path, keptAs: nil)) = events.first else {
      Issue.record("\(events)")
      return
    }
    #expect(try Data(contentsOf: URL(filePath: file.path)) == Data("[]".utf8))
  }

  @Test func `a broken file is moved aside`() async throws {
    try SystemCalls.makeFolder(file.folder)
    try Data("{\"subjects\":[".utf8).write(to: URL(filePath: file.path))
    let keeper = StateKeeper(file: file, writes: true)
    let events = await recalled(by: keeper)
    guard case .noticed(.stateBroken(file.path, keptAs: let aside?)) = events.first else {
      Issue.record("\(events)")
      return
    }
    #expect(aside.hasPrefix(file.path + ".broken-"))
    #expect(try Data(contentsOf: URL(filePath: aside)) == Data("{\"subjects\":[".utf8))
    keeper.remember(.opened(.user("u1"))) { _ in }
    keeper.finish()
    #expect(try remembered()?.subjects == [.user("u1")])
  }

  /// Counted in tries, a fortieth of a second each: times depend on the other tests.
  @Test func `--saved reports a broken file`() throws {
    var options = FilterOptions()
    (options.json, options.text, options.saved) = (nil, nil, "pay")
    let target = BrowserOptions(source: "").filterTarget(at: Timestamp(milliseconds: 0))
    #expect(throws: SettingsError.filter(.notSaved(name: "pay", nearest: nil, others: []))) {
      try options.resolve(for: target, state: file)
    }
    try SystemCalls.makeFolder(file.folder)
    try Data("{\"filters\":[".utf8).write(to: URL(filePath: file.path))
    let broken = SettingsError.filter(.stateBroken(path: file.path))
    #expect(throws: broken) { try options.resolve(for: target, state: file) }
    #expect(broken.sentence.contains("--saved: could not read"))
  }

  @Test func `a lock is tried for a second`() async throws {
    try SystemCalls.makeFolder(file.folder)
    let descriptor = open(file.folder + "/staging.lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    try #require(flock(descriptor, LOCK_EX) == 0)
    defer { close(descriptor) }
    let pauses = Mutex(0)
    var isBusy = false
    do throws(FileError) {
      _ = try await StateLock.take(of: file) { seconds in
        pauses.withLock { $0 += 1 }
        try await Task.sleep(for: .seconds(seconds))
      }
    } catch {
      isBusy = error.errno == .wouldBlock
    }
    #expect(isBusy)
    #expect((1...41).contains(pauses.withLock { $0 }))
  }

  /// Except for what the user just asked for.
  @Test func `a folder that cannot be made is reported once`() async throws {
    try home.write("", to: ".local")
    let keeper = StateKeeper(file: file, writes: true)
    let changes: [RememberedChange] = [
      .opened(.user("u1")), .opened(.user("u2")), .deletedFilter(name: "a"), .deletedFilter(name: "b"),
    ]
    var events: [BrowserEvent] = []
    for change in changes { keeper.remember(change) { events.append($0) } }
    _ = await recalled(by: keeper)
    let failed = events.compactMap { if case .notKept(let change, .fault) = $0 { change } else { nil } }
    #expect(failed == [changes[0], changes[2], changes[3]], "\(events)")
  }

  // It shares the main actor with hundreds of tests, and waits for its turns.
  @Test(.timeLimit(.minutes(5))) func `a lock that is never released is reported once`() async throws {
    try SystemCalls.makeFolder(file.folder)
    let descriptor = open(file.folder + "/staging.lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    try #require(flock(descriptor, LOCK_EX) == 0)
    let keeper = StateKeeper(file: file, writes: true)
    var notices: [BrowserEvent] = []
    keeper.remember(.opened(.user("u1"))) { notices.append($0) }
    keeper.remember(.opened(.user("u2"))) { notices.append($0) }
    while notices.isEmpty { try await Task.sleep(for: .milliseconds(20)) }
    close(descriptor)
    keeper.remember(.opened(.user("u3"))) { notices.append($0) }
    _ = await recalled(by: keeper)
    // Of those that failed only the first is told; the second may get the lock while it waits.
    let failures = notices.filter { if case .notKept = $0 { true } else { false } }
    guard failures.count == 1,
      case .notKept(.opened(.user("u1"), at: nil), .fault(.busy, path: file.path)) = notices[0],
      case .kept(.opened(.user("u3"), at: nil)) = notices.last
    else {
      Issue.record("\(notices)")
      return
    }
    #expect(try remembered()?.subjects.first == .user("u3"))
  }
}

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
