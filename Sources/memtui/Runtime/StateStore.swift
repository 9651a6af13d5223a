import BrowserCore
import Dispatch
import Glibc
import MemoryModel
import SystemPackage

/// Reads and writes the profile's state in order, off the main actor. Errors are shown only once.
@MainActor final class StateKeeper {
  private let file: StateFile?
  private let writes: Bool
  /// Not that of the network: an answer must not wait for the disk.
  private let executor: QueueExecutor
  private var last: Task<Void, Never>?
  private let unfinished = DispatchGroup()
  private var hasComplained = false

  init(file: StateFile?, writes: Bool) {
    self.file = file
    self.writes = writes
    executor = QueueExecutor(label: "memtui.state")
  }

  func recall(_ deliver: @escaping Delivery) {
    guard let file else { return deliver(.remembered(Remembered())) }
    enqueue(deliver) { [writes, executor] in
      var events: [BrowserEvent] = []
      do throws(FileError) {
        var content = try file.read()
        if case .broken = content, writes {
          let lock = try await StateLock.take(of: file) { try await executor.pause(seconds: $0) }
          // Another memtui may have repaired it meanwhile.
          content = try file.read()
          if case .broken = content {
            events.append(.noticed(.stateBroken(path: file.path, keptAs: try file.putAside())))
          }
          _ = consume lock
        } else if case .broken = content {
          events.append(.noticed(.stateBroken(path: file.path, keptAs: nil)))
        }
        if case .good(let remembered) = content { return events + [.remembered(remembered)] }
      } catch {
        events.append(.noticed(.stateNotWritten(error.stateFault, path: file.path)))
      }
      return events + [.remembered(Remembered())]
    }
  }

  func remember(_ change: RememberedChange, _ deliver: @escaping Delivery) {
    guard let file, writes else { return deliver(.notKept(change, writes ? .noFolder : .switchedOff)) }
    enqueue(deliver) { [executor] in
      do throws(FileError) {
        try SystemCalls.makeFolder(file.folder)
        let lock = try await StateLock.take(of: file) { try await executor.pause(seconds: $0) }
        var events: [BrowserEvent] = []
        var before = Remembered()
        switch try file.read() {
        case .good(let remembered): before = remembered
        case .missing: break
        case .broken: events.append(.noticed(.stateBroken(path: file.path, keptAs: try file.putAside())))
        }
        var after = before
        after.apply(change)
        if after != before { try file.write(after) }
        _ = consume lock
        if case .savedFilter(let named) = change, !after.filters.contains(named) {
          return events + [.notKept(change, .full(most: Remembered.mostFilters))]
        }
        return events + [.kept(change)]
      } catch {
        return [.notKept(change, .fault(error.stateFault, path: file.path))]
      }
    }
  }

  func finish() { _ = unfinished.wait(timeout: .now() + .milliseconds(1500)) }

  private func enqueue(
    _ deliver: @escaping Delivery,
    _ work: @escaping @Sendable () async -> [BrowserEvent]
  ) {
    let before = last
    unfinished.enter()
    last = Task.detached(executorPreference: executor) { [unfinished, weak self] in
      await before?.value
      let events = await work()
      unfinished.leave()
      // Not awaited: at the end the main actor waits for this queue.
      Task { @MainActor in
        for event in events where self?.mayDeliver(event) == true { deliver(event) }
      }
    }
  }

  private func mayDeliver(_ event: BrowserEvent) -> Bool {
    switch event {
    case .notKept(.savedFilter, _), .notKept(.deletedFilter, _):
      // The answer to what the user just did is shown each time.
      return true
    case .noticed(.stateNotWritten), .notKept(_, .fault):
      defer { hasComplained = true }
      return !hasComplained
    default: return true
    }
  }
}

extension FileError {
  fileprivate var stateFault: Notice.StateFault { errno == .wouldBlock ? .busy : .system(cause) }
}

/// `PROFILE.json`: the state of a profile. It changes only under its lock, and all at once.
struct StateFile: Sendable {
  let folder: String
  let name: String

  var path: String { folder + "/" + name + ".json" }

  enum Content {
    case missing
    case broken
    case good(Remembered)
  }

  private static let largestSize = 4 << 20

  func read() throws(FileError) -> Content {
    let file: FileBytes
    do throws(FileError) {
      file = try FileBytes(path: path, limit: Self.largestSize)
    } catch {
      switch error.reason {
      case .missing: return .missing
      case .tooLarge, .notUTF8: return .broken
      case .system, .notAFile: throw error
      }
    }
    guard case .object(let object)? = try? JSONValue(parsing: file.bytes) else { return .broken }
    return .good(Remembered(object))
  }

  /// Readers see the old file or the new one. A link stays: its target is replaced. The caller has the lock.
  func write(_ remembered: Remembered) throws(FileError) {
    let text = JSONValue.object(remembered.json).prettyPrinted(escaping: .unprintable) + "\n"
    let file = try ReplacedFile(replacing: path, name: ".\(name).new", permissions: .ownerReadWrite)
    try file.write(Array(text.utf8))
    try file.replace()
  }

  /// Renames a broken file, or the target of a link, and returns the new path. The caller has the lock.
  func putAside() throws(FileError) -> String {
    let target = ReplacedFile.target(of: path)
    let aside = target + ".broken-\(time(nil))"
    try FileError.during(.write, path) { try SystemCalls.rename(target, to: aside) }
    return aside
  }
}

struct StateLock: ~Copyable {
  private let descriptor: FileDescriptor

  /// Tries for a second, then throws `Errno.wouldBlock`: a stopped memtui may hold the lock.
  static func take(
    of file: StateFile, pause: @Sendable (_ seconds: Double) async throws -> Void
  ) async throws(FileError) -> StateLock {
    let path = file.folder + "/" + file.name + ".lock"
    let busy = FileError(.write, path, .system(.wouldBlock))
    let lock = try StateLock(path)
    // By the clock: on a busy machine each pause takes longer than it should.
    let deadline = ContinuousClock.now + patience
    while try FileError.during(.write, path, lock.descriptor.lock) == false {
      guard ContinuousClock.now < deadline else { throw busy }
      do {
        try await pause(interval)
      } catch {
        throw busy
      }
    }
    return lock
  }

  private init(_ path: String) throws(FileError) {
    descriptor = try FileError.during(.write, path) {
      try FileDescriptor.open(
        path, .readWrite, options: [.create, .noFollow, .closeOnExec], permissions: .ownerReadWrite)
    }
  }

  deinit { try? descriptor.close() }

  private static let patience = Duration.seconds(1)
  private static let interval = 0.025
}

extension StateFile {
  /// `~/.local/state/memtui/staging.json`; nil without a home.
  init?(for settings: Settings, environment: [String: String]) {
    guard let folder = UserFolder.state.path(environment) else { return nil }
    self.init(folder: folder, name: settings.demo == nil ? Self.name(ofProfile: settings.profile) : "demo")
  }

  /// `staging`, `a%2Fb`, `default` without a profile. It is never `..`, hidden, or too long for file systems.
  static func name(ofProfile profile: String?) -> String {
    guard let profile else { return "default" }
    var name = ""
    for (index, byte) in profile.utf8.enumerated() {
      switch byte {
      case UInt8(ascii: "d") where profile == "demo": name += "%64"
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "_"):
        name.unicodeScalars.append(Unicode.Scalar(byte))
      case UInt8(ascii: ".") where index > 0: name += "."
      default: name += (byte < 16 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
      }
    }
    guard name.utf8.count > longestName else { return name }
    return name.prefix(longestName) + "-" + String(digest(of: profile), radix: 16)
  }

  private static let longestName = 150

  /// FNV-1a: `Hasher` gives another value in each process.
  private static func digest(of text: String) -> UInt64 {
    text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }
}
