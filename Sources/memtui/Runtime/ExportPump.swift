import BrowserCore
import Glibc
import MemOSClient
import MemoryModel
import Synchronization
import TUI

/// An export beside browsing, on a queue of its own: a slow disk holds up no page.
final class ExportJob: Sendable {
  private let order: ExportOrder
  private let environment: [String: String]
  private let serverZone: ServerZone
  private let executor = QueueExecutor(label: "memtui.export")
  private let destination = Mutex<Destination?>(nil)
  private let task = Mutex<Task<Void, Never>?>(nil)

  init(_ order: ExportOrder, environment: [String: String], serverZone: ServerZone = .utc) {
    self.order = order
    self.serverZone = serverZone
    self.environment = environment
  }

  /// - Parameters:
  ///   - loaded: what is written when nothing is to be asked for.
  ///   - client: made if something is.
  func start(
    loaded: [Memory], client: @escaping @Sendable () async throws -> MemOSClient,
    deliver: @escaping @MainActor @Sendable (BrowserEvent) -> Void
  ) {
    let running = Task.detached(executorPreference: executor) { [self] in
      do {
        let written = try await write(loaded, client, deliver)
        await deliver(
          .exportEnded(
            .written(
              rows: written.rows, path: Destination.fullPath(path), changes: written.changes,
              findings: written.findings)))
        for (condition, sent, rows) in written.filter.ignored {
          await deliver(.noticed(.conditionIgnored(condition, sent: sent, rows: rows)))
        }
      } catch is CancellationError {
        abandon()
      } catch {
        abandon()
        await deliver(.exportEnded(Self.outcome(of: error)))
      }
    }
    task.withLock { $0 = running }
  }

  func cancel() {
    task.withLock { $0?.cancel() }
  }

  /// Nothing of a file that is not complete stays, also when the program ends in the middle.
  func abandon() {
    destination.withLock { destination in
      destination?.discard()
      destination = nil
    }
  }

  private struct Written {
    var rows: Int
    var changes: ExportChanges
    var findings: ExportFindings
    var filter: FilterFindings
  }

  private func write(
    _ loaded: [Memory], _ client: () async throws -> MemOSClient,
    _ deliver: @escaping @MainActor @Sendable (BrowserEvent) -> Void
  ) async throws -> Written {
    let opened = try Destination.opened(path: path, mayReplace: order.replaces, waitsForReader: false)
    destination.withLock { $0 = opened }
    let sink = ExportSink(order.format, to: opened, environment: environment)
    let findings = Mutex(FilterFindings(sent: order.filter, conditions: order.conditions, in: order.dialect))
    let progress = Mutex(ExportProgress(rows: order.reach == .loaded ? loaded.count : 0))
    let changes: ExportChanges
    var found = ExportFindings()
    switch order.reach {
    case .loaded:
      changes = try writeAll(loaded, to: sink)
    case .everything:
      let run = ExportRun(
        client: try await client(), executor: executor,
        reported: { report, _ in Task { @MainActor in deliver(.exportReported(report)) } },
        arrived: { memories, walk in
          findings.withLock { $0.add(memories) }
          let now = progress.withLock { progress in
            progress.rows += memories.count
            progress.pages = walk.arrivedPages
            progress.expectedPages = walk.expectedPages
            return progress
          }
          Task { @MainActor in deliver(.exportProgressed(now)) }
        })
      (changes, found) = try await run.run(order.walk, order.format, to: sink)
    }
    try Task.checkCancellation()
    try opened.finish()
    abandon()
    return Written(
      rows: progress.withLock { $0.rows }, changes: changes, findings: found,
      filter: findings.withLock { $0 })
  }

  /// A page's worth at a time, so that memory stays flat and Esc is heard.
  private func writeAll(_ memories: [Memory], to sink: ExportSink) throws -> ExportChanges {
    var writer = ExportWriter(order.format, zone: serverZone) { $0.title }
    try sink.perform(writer.begin())
    for start in stride(from: 0, to: memories.count, by: 200) {
      try Task.checkCancellation()
      try sink.perform(writer.add(Array(memories[start..<min(memories.count, start + 200)])))
    }
    try sink.perform(writer.end())
    return writer.changes
  }

  /// `~/x` -> `/home/ann/x`: no shell has seen what was typed.
  private var path: String {
    guard order.path == "~" || order.path.hasPrefix("~/"), let home = environment["HOME"] else {
      return order.path
    }
    return home + order.path.dropFirst()
  }

  private static func outcome(of error: any Error) -> ExportOutcome {
    switch error {
    case let error as SystemFailure where error.number == EEXIST: .fileExists
    case let error as SystemFailure where error.temporaryFolder != nil:
      .noTemporaryFile(folder: error.temporaryFolder ?? "", reason: error.words)
    case let error as SystemFailure: .notWritten(error.words)
    case let error as ServiceError: .failed(error)
    default: .failed(ServiceError(unexpected: error))
    }
  }
}
