import BrowserCore
import Dispatch
import Glibc

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
