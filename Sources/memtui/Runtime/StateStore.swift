import BrowserCore
import Dispatch
import Glibc
import MemoryModel

/// Reads and writes the profile's state, one thing after the other, off the main actor. What fails is said once.
@MainActor final class StateKeeper {
  private let file: StateFile?
  /// False for `--no-state`.
  private let writes: Bool
  /// Not the network's: writing waits for the disk, and an answer must not wait with it.
  private let executor: QueueExecutor
  private var last: Task<Void, Never>?
  private let unfinished = DispatchGroup()
  private var hasComplained = false

  init(file: StateFile?, writes: Bool) {
    self.file = file
    self.writes = writes
    executor = QueueExecutor(label: "memtui.state")
  }

  func recall(_ deliver: @escaping @MainActor @Sendable (BrowserEvent) -> Void) {
    guard let file else { return deliver(.remembered(Remembered())) }
    enqueue(deliver) { [writes, executor] in
      var events: [BrowserEvent] = []
      do throws(StateFile.Fault) {
        var content = try file.read()
        if case .broken = content, writes {
          let lock = try await StateLock(of: file) { try await executor.pause(seconds: $0) }
          // Another memtui may have mended it meanwhile.
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
        events.append(.noticed(.stateNotWritten(error.fact, path: file.path)))
      }
      return events + [.remembered(Remembered())]
    }
  }

  func remember(
    _ change: RememberedChange, _ deliver: @escaping @MainActor @Sendable (BrowserEvent) -> Void
  ) {
    guard let file, writes else { return deliver(.notKept(change, writes ? .noFolder : .switchedOff)) }
    enqueue(deliver) { [executor] in
      do throws(StateFile.Fault) {
        try file.makeFolder()
        let lock = try await StateLock(of: file) { try await executor.pause(seconds: $0) }
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
        return [.notKept(change, .fault(error.fact, path: file.path))]
      }
    }
  }

  /// Waits, before the program ends, for what is being written.
  func finish() {
    _ = unfinished.wait(timeout: .now() + .milliseconds(1500))
  }

  private func enqueue(
    _ deliver: @escaping @MainActor @Sendable (BrowserEvent) -> Void,
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
      // Whoever asked for it is told each time.
      return true
    case .noticed(.stateNotWritten), .notKept(_, .fault):
      defer { hasComplained = true }
      return !hasComplained
    default: return true
    }
  }
}

extension StateFile.Fault {
  fileprivate var fact: Notice.StateFault {
    switch self {
    case .busy: .busy
    case .system(let number): .system(String(cString: strerror(number)))
    case .notAFile(let kind): .system("it " + kind.words)
    }
  }
}

/// `PROFILE.json`: what is remembered of a profile. It only changes under its lock, and all at once.
struct StateFile: Sendable {
  let folder: String
  let name: String

  var path: String { folder + "/" + name + ".json" }

  enum Content {
    case missing
    /// No JSON object, or a file that no memtui would write.
    case broken
    case good(Remembered)
  }

  enum Fault: Error {
    case busy
    case system(Int32)
    case notAFile(FileBytes.Kind)
  }

  private static let largestSize = 4 << 20

  func read() throws(Fault) -> Content {
    let file: FileBytes
    do throws(FileBytes.Fault) {
      file = try FileBytes(path: path, limit: Self.largestSize)
    } catch {
      switch error {
      case .missing: return .missing
      case .tooLarge, .notUTF8: return .broken
      case .unreadable(let number): throw .system(number)
      case .notAFile(let kind): throw .notAFile(kind)
      }
    }
    guard case .object(let object)? = try? JSONValue(parsing: file.bytes) else { return .broken }
    return .good(Remembered(object))
  }

  /// Readers see the old file or the new one; a link stays, and what it leads to is replaced. The caller has the lock.
  func write(_ remembered: Remembered) throws(Fault) {
    let text = JSONValue.object(remembered.json).prettyPrinted(escaping: .unprintable) + "\n"
    do throws(SystemFailure) {
      let file = try ReplacedFile(replacing: path, name: ".\(name).new", mode: 0o600)
      try file.write(Array(text.utf8))
      try file.replace()
    } catch {
      throw .system(error.number)
    }
  }

  /// Moves a broken file out of the way, or what a link leads to. The caller has the lock.
  /// - Returns: its new path.
  func putAside() throws(Fault) -> String {
    let target = ReplacedFile.target(of: path)
    let aside = target + ".broken-\(time(nil))"
    guard rename(target, aside) == 0 else { throw .system(errno) }
    return aside
  }

  /// The folder, and those above it that are missing, for the user alone.
  func makeFolder() throws(Fault) {
    var made = ""
    for part in folder.split(separator: "/") {
      made += "/" + part
      guard mkdir(made, 0o700) != 0 else { continue }
      var status = stat()
      // Existing folders answer in different ways, also with "read-only" or "not permitted".
      let number = errno
      guard stat(made, &status) == 0 else { throw .system(number) }
      guard status.st_mode & S_IFMT == S_IFDIR else { throw .system(ENOTDIR) }
    }
  }
}

/// `PROFILE.lock`, held while the state is read, changed and written. The system lets go of it when a process ends.
struct StateLock: ~Copyable {
  private let descriptor: Int32

  /// Tries for about a second: another memtui holds it for milliseconds, unless it was stopped just then.
  init(of file: StateFile, pause: @Sendable (_ seconds: Double) async throws -> Void) async throws(StateFile
    .Fault)
  {
    let path = file.folder + "/" + file.name + ".lock"
    descriptor = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .system(errno) }
    // By the clock: on a loaded machine each pause takes longer than it says.
    let deadline = ContinuousClock.now + Self.patience
    while true {
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return }
      guard errno == EWOULDBLOCK || errno == EINTR else { throw .system(errno) }
      guard ContinuousClock.now < deadline else { throw .busy }
      do {
        try await pause(Self.interval)
      } catch {
        throw .busy
      }
    }
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  private static let patience = Duration.seconds(1)
  private static let interval = 0.025
}

extension StateFile {
  /// `$XDG_STATE_HOME/memtui/staging.json`, or under `~/.local/state`; `nil` without a home. As the XDG rules have
  /// it, a relative `XDG_STATE_HOME` is ignored.
  init?(for settings: Settings, environment: [String: String]) {
    let states: String
    if let folder = environment["XDG_STATE_HOME"], folder.hasPrefix("/") {
      states = folder
    } else if let home = environment["HOME"], !home.isEmpty {
      states = home + "/.local/state"
    } else {
      return nil
    }
    let name = settings.demo == nil ? Self.name(ofProfile: settings.profile) : "demo"
    self.init(folder: states + "/memtui", name: name)
  }

  /// A profile's name as a file's: `staging`, `a%2Fb`; `default` without one. `..` and hidden files cannot come of
  /// it, nor the name of the demo's file, nor one longer than file systems take.
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
