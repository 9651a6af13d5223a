import Canvas
import Foundation
import Glibc
import MemoryModel
import Synchronization
import SystemPackage
import Testing

@testable import BrowserCore
@testable import memtui

/// Files appear whole or not at all; nothing stays open.
@Suite struct ReplacedFileTests {
  let home: Home

  init() throws { home = try Home() }

  private func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: home.path).filter { $0 != ".config" }.sorted()
  }

  @Test(arguments: [true, false], ["there/file", "HOME/there/file"])
  func `the target of a symbolic link is replaced, the link stays`(exists: Bool, target: String) throws {
    mkdir(home.path + "/there", 0o700)
    if exists { try home.write("old", to: "there/file") }
    try FileManager.default.createSymbolicLink(
      atPath: home.path + "/second", withDestinationPath: target.replacing("HOME", with: home.path))
    try FileManager.default.createSymbolicLink(atPath: home.path + "/link", withDestinationPath: "second")
    let file = try ReplacedFile(replacing: home.path + "/link", name: ".new", permissions: .ownerReadWrite)
    try file.write(Array("new".utf8))
    try file.replace()
    #expect(try String(contentsOfFile: home.path + "/there/file", encoding: .utf8) == "new")
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: home.path + "/link") == "second")
    #expect(try names() == ["link", "second", "there"])
    #expect(try FileManager.default.contentsOfDirectory(atPath: home.path + "/there") == ["file"])
  }

  /// A signal that arrives later must not report that nothing was written.
  @Test func `a complete file cannot be discarded`() throws {
    let file = try Destination.open(home.path + "/file")
    try file.write([1])
    try file.finish()
    #expect(!file.discard())
    #expect(try names() == ["file"])
    let other = try Destination.open(home.path + "/other")
    #expect(other.discard())
    #expect(throws: FileError(.write, home.path + "/other", .system(.canceled))) { try other.finish() }
    #expect(try names() == ["file"])
  }

  /// Those of this process that lead into the folder, unlinked files too.
  private func openDescriptors() throws -> [String] {
    // The system's own spelling of the path has no double slashes.
    let folder = "/" + (home.path.split(separator: "/").last ?? "") + "/"
    return try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").compactMap { number in
      let path = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/" + number)
      return path.flatMap { $0.contains(folder) ? $0 : nil }
    }
  }

  private func wait(until awaited: String, _ condition: () throws -> Bool) async throws {
    // Counted in turns of the main actor, where events are delivered: other tests keep it busy for minutes.
    for _ in 0..<10_000 {
      if try condition() { return }
      await MainActor.run {}
      try await Task.sleep(for: .milliseconds(5))
    }
    Issue.record("waited in vain until \(awaited)")
  }

  enum End: CaseIterable, Sendable {
    case written, failed, cancelled, folderGone
  }

  @Test(arguments: End.allCases, ExportFormat.allCases)
  func `nothing stays open after an export`(end: End, format: ExportFormat) async throws {
    let memories = try (0..<500).map { number in
      let text =
        #"{"code":0,"data":{"memory_detail_list":[{"id":"m\#(number)","info":{"a\#(number)":"1"}}]}}"#
      return try #require(try MemoryPage(decoding: Array(text.utf8)).rows[.factual]?.first)
    }
    for round in 0..<6 {
      let order = ExportOrder(
        subject: .user("u"), pageSize: 50, category: nil, reach: end == .written ? .loaded : .everything,
        format: format,
        path: end == .folderGone ? home.path + "/none/file" : home.path + "/file\(round)")
      let job = ExportJob(order, environment: ["TMPDIR": home.path])
      let isOver = Mutex(false)
      let isAsked = Mutex(false)
      job.start(
        loaded: memories,
        client: {
          isAsked.withLock { $0 = true }
          if end == .cancelled { try await Task.sleep(for: .seconds(3_600)) }
          throw ServiceError(.timedOut(seconds: 1))
        },
        deliver: { event in if case .exportEnded = event { isOver.withLock { $0 = true } } })
      if end == .cancelled {
        try await wait(until: "the client is asked for") { isAsked.withLock { $0 } }
        #expect(try openDescriptors().count == 1)
        job.cancel()
      }
      try await wait(until: "all is closed") {
        try openDescriptors().isEmpty && (end == .cancelled || isOver.withLock { $0 })
      }
    }
    #expect(try names() == (end == .written ? (0..<6).map { "file\($0)" } : []))
  }
}

@Suite struct WaitingKeysTests {
  @Test func `keys are handled in order, all at once if there is time`() {
    var keys = WaitingKeys()
    var obeyed: [String] = []
    let overtakes = keys.add([.character("a"), .control("c"), .character("b")])
    let isDone = keys.obey { obeyed.append("\($0)") }
    #expect(!overtakes && isDone)
    #expect(obeyed.count == 3)
  }

  @Test func `Ctrl-C overtakes waiting keys, and only so many keys wait`() {
    var keys = WaitingKeys()
    var overtakes = [keys.add([.up, .down, .up])]
    let isDone = keys.obey { _ in usleep(150_000) }
    #expect(!isDone)
    overtakes.append(keys.add([.character("j")]))
    overtakes.append(keys.add([.character("j"), .control("c")]))
    overtakes.append(keys.add(Array(repeating: .down, count: 1 << 18)))
    #expect(overtakes == [false, false, true, false])
    let tooEarly = keys.takeDropped()
    #expect(tooEarly == nil)
    var count = 0
    while !keys.obey({ _ in count += 1 }) {}
    #expect(count <= 1 << 17 && count > 1 << 16)
    let dropped = [keys.takeDropped(), keys.takeDropped()]
    #expect(dropped[0] ?? 0 > 1 << 16)
    #expect(dropped[1] == nil)
  }
}
