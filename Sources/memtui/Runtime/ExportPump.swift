import BrowserCore
import Canvas
import MemOSClient
import MemoryModel
import Synchronization
import SystemPackage
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
              rows: written.rows, path: SystemCalls.fullPath(path), changes: written.changes,
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
    let opened = try Destination.open(path, mayReplace: order.replaces, waitsForReader: false)
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

  private var path: String { UserFolder.expandingTilde(order.path, environment) }

  private static func outcome(of error: any Error) -> ExportOutcome {
    switch error {
    case let error as FileError where error.errno == .fileExists: .fileExists
    case let error as FileError where error.operation == .makeTemporaryFile:
      .noTemporaryFile(folder: error.path, reason: error.cause)
    case let error as FileError: .notWritten(error.cause)
    case let error as ServiceError: .failed(error)
    default: .failed(ServiceError(unexpected: error))
    }
  }
}

/// Reads page after page and writes each as it comes. The next page is on its way while one is written; two are on
/// their way where that gains something.
struct ExportRun: Sendable {
  let client: MemOSClient
  let executor: QueueExecutor
  /// Told from other threads: what happens to the call for a page.
  let reported: @Sendable (CallReport, _ page: Int) -> Void
  /// After each page, with the rows that it brought.
  let arrived: @Sendable ([Memory], PageWalk) -> Void

  /// - Returns: what was changed so that every reader takes it, and what was found out about the service.
  func run(
    _ walk: PageWalk, _ format: ExportFormat, to sink: ExportSink
  ) async throws -> (changes: ExportChanges, findings: ExportFindings) {
    var walk = walk
    var writer = ExportWriter(format, zone: client.serverZone) { $0.title }
    try sink.perform(writer.begin())
    var underWay: [Task<PageAnswer, any Error>] = []
    var last: Departure?
    // Of the last answer.
    var seconds = 0.0
    defer { for task in underWay { task.cancel() } }
    while true {
      ask(&walk, &underWay, &last, seconds)
      guard let next = underWay.first else { break }
      let answer = try await withTaskCancellationHandler {
        try await next.value
      } onCancel: {
        next.cancel()
      }
      underWay.removeFirst()
      seconds = Double(answer.milliseconds) / 1000
      let memories = walk.arrived(answer.page)
      ask(&walk, &underWay, &last, seconds)
      try sink.perform(writer.add(memories))
      arrived(memories, walk)
    }
    try sink.perform(writer.end())
    return (writer.changes, ExportFindings(walk))
  }

  /// Seconds. What answers faster is near, and busy rather than far away: a second call would only queue there.
  private static let shortAnswer = 0.010

  /// When two calls are under way, they go out half an answer apart: so they come back apart, and reach the service in
  /// the order of their pages.
  private func ask(
    _ walk: inout PageWalk, _ underWay: inout [Task<PageAnswer, any Error>], _ last: inout Departure?,
    _ seconds: Double
  ) {
    while underWay.isEmpty || seconds >= Self.shortAnswer, let request = walk.nextRequest() {
      let departure = Departure()
      underWay.append(
        Task(executorPreference: executor) { [client, executor, reported, previous = last] in
          defer { departure.left() }
          if let previous {
            let wait = seconds / 2 - (try await previous.age())
            if wait > 0 { try await executor.pause(seconds: wait) }
          }
          return try await client.page(request, depth: .records) { report in
            if report == .sent { departure.left() }
            reported(report, request.page)
          }
        })
      last = departure
    }
  }
}

/// Carries out the steps of an export.
final class ExportSink {
  private let destination: Destination
  private let environment: [String: String]
  private let format: ExportFormat
  private var spools: [Int: UnnamedFile] = [:]
  /// For a terminal: the line that is not complete yet.
  private var begun: [UInt8] = []

  init(_ format: ExportFormat, to destination: Destination, environment: [String: String]) {
    self.format = format
    self.destination = destination
    self.environment = environment
  }

  func perform(_ steps: [ExportStep]) throws(FileError) {
    for step in steps {
      switch step {
      case .write(let bytes): try write(bytes)
      case .keep(let bytes, let number): try spool(number).append(bytes)
      case .copy(let number, let padding): try copy(number, padding)
      }
    }
  }

  private func spool(_ number: Int) throws(FileError) -> UnnamedFile {
    if let spool = spools[number] { return spool }
    let spool = try TemporaryFiles(environment, expecting: .long).unnamed()
    spools[number] = spool
    return spool
  }

  private func copy(_ number: Int, _ padding: CSVPadding?) throws(FileError) {
    guard let spool = spools.removeValue(forKey: number) else { return }
    var padding = padding
    try spool.read { part throws(FileError) in try write(padding?.padded(part) ?? part) }
  }

  /// A file gets what the format makes of the memories. A terminal gets less: marks or escapes for all that does not show,
  /// made line by line, because a part of a spool may end within a character.
  private func write(_ bytes: [UInt8]) throws(FileError) {
    guard destination.isTerminal else { return try destination.write(bytes) }
    guard let end = bytes.lastIndex(of: 0x0A) else {
      begun += bytes
      return
    }
    let text = String(decoding: begun + bytes[...end], as: UTF8.self)
    begun = Array(bytes[(end + 1)...])
    switch format {
    case .ndjson, .json: try destination.write(Array(JSONEscaping.unprintable.escaped(inJSON: text).utf8))
    case .csv, .markdown: try destination.write(Array(VisibleText.printable(text, width: .table).utf8))
    }
  }
}

/// What an export has done so far, told from several threads.
final class ExportTally: Sendable {
  struct Counts: Sendable, Hashable {
    var rows = 0
    var pages = 0
    /// HTTP requests: they cost quota.
    var calls = 0
    /// How many pages the service says there are.
    var expectedPages: Int?

    /// `12,300 memories, 123 pages, 125 calls`.
    var words: String { "\(rowWords), \(callWords)" }

    var rowWords: String { Self.counted(rows, "memory", "memories") }

    var callWords: String {
      "\(Self.counted(pages, "page", "pages")), \(Self.counted(calls, "call", "calls"))"
    }

    private static func counted(_ count: Int, _ one: String, _ many: String) -> String {
      "\(count.grouped) \(count == 1 ? one : many)"
    }
  }

  private let state = Mutex(Counts())
  private let isOver = Mutex(false)
  private let filterFindings: Mutex<FilterFindings>

  /// - Parameter findings: about the filter, before any row came.
  init(findings: FilterFindings) {
    filterFindings = Mutex(findings)
  }

  var findings: FilterFindings { filterFindings.withLock { $0 } }

  var counts: Counts { state.withLock { $0 } }

  /// True for the first: a signal and a failure may come at the same time, and one of them says how it ended.
  func endsFirst() -> Bool {
    isOver.withLock { isOver in
      defer { isOver = true }
      return !isOver
    }
  }

  func called() {
    state.withLock { $0.calls += 1 }
  }

  func arrived(_ memories: [Memory], expectedPages: Int?) {
    filterFindings.withLock { $0.add(memories) }
    state.withLock { counts in
      counts.rows += memories.count
      counts.pages += 1
      counts.expectedPages = expectedPages
    }
  }
}

/// When a call went out, for the one that may only follow it.
final class Departure: Sendable {
  private let time = Mutex<ContinuousClock.Instant?>(nil)
  private let pause = Pause()

  /// Only the first time counts: retries keep no one waiting.
  func left() {
    time.withLock { $0 = $0 ?? .now }
    pause.end(.success(()))
  }

  /// Seconds since then; waits until it has come to that.
  func age() async throws -> Double {
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { pause.begin($0) }
    } onCancel: {
      pause.end(.failure(CancellationError()))
    }
    return time.withLock { $0.map { (.now - $0) / .seconds(1) } } ?? 0
  }
}
