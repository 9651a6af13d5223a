import BrowserCore
import Canvas
import Glibc
import MemOSClient
import MemoryModel
import Synchronization
import SystemPackage
import TUI

/// An export while the user browses, on its own queue: a slow disk delays no page.
final class ExportJob: Sendable {
  private let order: ExportOrder
  private let environment: [String: String]
  private let serverZone: ServerZone
  private let executor = QueueExecutor(label: "memtui.export")
  private let output = ExportOutput()
  private let tally: ExportTally
  private let task = Mutex<Task<Void, Never>?>(nil)

  init(_ order: ExportOrder, environment: [String: String], serverZone: ServerZone = .utc) {
    self.order = order
    self.serverZone = serverZone
    self.environment = environment
    tally = ExportTally(FilterFindings(sent: order.filter, conditions: order.conditions, in: order.dialect))
  }

  /// `loaded` is written if the order asks for no more; `client` is called only if it does.
  func start(
    loaded: [Memory], client: @escaping @Sendable () async throws -> MemOSClient,
    deliver: @escaping Delivery
  ) {
    let running = Task.detached(executorPreference: executor) { [self] in
      do {
        let changes = try await write(loaded, client, deliver)
        let rows = order.reach == .everything ? tally.counts.rows : loaded.count
        let path = SystemCalls.fullPath(path)
        await deliver(
          .exportEnded(.written(rows: rows, path: path, changes: changes, findings: tally.findings)))
        for (condition, sent, rows) in tally.filterFindings.ignored {
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

  func cancel() { task.withLock { $0?.cancel() } }

  func abandon() {
    output.discard()
    output.close()
  }

  private func write(
    _ loaded: [Memory], _ client: () async throws -> MemOSClient,
    _ deliver: @escaping Delivery
  ) async throws -> ExportChanges {
    let destination = try output.open(path, mayReplace: order.replaces, waitsForReader: false)
    let sink = ExportSink(order.format, to: destination, environment: environment)
    let changes: ExportChanges
    switch order.reach {
    case .shown, .loaded: changes = try writeAll(loaded, to: sink)
    case .everything:
      let run = ExportRun(
        client: try await client(), executor: executor,
        reported: { report, _ in Task { @MainActor in deliver(.exportReported(report)) } },
        arrived: { [tally] memories, walk in
          tally.arrived(memories, walk)
          let counts = tally.counts
          let progress = ExportProgress(
            rows: counts.rows, pages: counts.pages, expectedPages: counts.expectedPages)
          Task { @MainActor in deliver(.exportProgressed(progress)) }
        })
      changes = try await run.run(order.walk, order.format, to: sink)
    }
    try Task.checkCancellation()
    try destination.finish()
    output.close()
    return changes
  }

  /// A few at a time, so that memory stays flat and the export can be cancelled.
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
    default: .failed(ServiceError(unexpected: error))
    }
  }
}

/// Requests the next pages while it writes the last one. Up to four requests run at once if that saves time.
struct ExportRun: Sendable {
  let client: MemOSClient
  let executor: QueueExecutor
  var depth = ReadingDepth.records
  let reported: @Sendable (CallReport, _ page: Int) -> Void
  let arrived: @Sendable ([Memory], PageWalk) -> Void

  func run(_ walk: PageWalk, _ format: ExportFormat, to sink: ExportSink) async throws -> ExportChanges {
    var writer = ExportWriter(format, zone: client.serverZone) { $0.title }
    try sink.perform(writer.begin())
    try await read(walk) { try sink.perform(writer.add($0)) }
    try sink.perform(writer.end())
    return writer.changes
  }

  /// Page after page, in their order; only new memories.
  func read(_ walk: PageWalk, _ body: ([Memory]) throws -> Void) async throws {
    var walk = walk
    var pending: [Task<PageAnswer, any Error>] = []
    var last: SendTime?
    var fastest: Double?
    defer { for task in pending { task.cancel() } }
    while true {
      request(&walk, &pending, &last, fastest ?? 0)
      guard let next = pending.first else { break }
      let answer = try await withTaskCancellationHandler {
        try await next.value
      } onCancel: {
        next.cancel()
      }
      pending.removeFirst()
      let seconds = Double(answer.milliseconds) / 1000
      fastest = min(fastest ?? seconds, seconds)
      let memories = walk.arrived(answer.page)
      request(&walk, &pending, &last, fastest ?? 0)
      try body(memories)
      arrived(memories, walk)
    }
  }

  /// In seconds. A service that has answered faster is near: a second request would only wait there.
  private static let shortAnswer = 0.010

  /// So far apart calls reach the service in order, and their answers arrive one by one. A service that is not on this
  /// machine gets at most 50 calls a second.
  /// - Parameter fastest: the shortest answer so far. In seconds, as the result.
  static func pause(fastest: Double, isOnThisMachine: Bool) -> Double {
    max(fastest / Double(PageWalk.mostUnderWay), isOnThisMachine ? 0 : 0.020)
  }

  private func request(
    _ walk: inout PageWalk, _ pending: inout [Task<PageAnswer, any Error>], _ last: inout SendTime?,
    _ fastest: Double
  ) {
    let pause = Self.pause(fastest: fastest, isOnThisMachine: client.isOnThisMachine)
    while pending.isEmpty || fastest >= Self.shortAnswer, let request = walk.nextRequest() {
      let sendTime = SendTime()
      pending.append(
        Task(executorPreference: executor) { [client, executor, depth, reported, previous = last] in
          defer { sendTime.markSent() }
          if let previous {
            let wait = pause - (try await previous.secondsSinceSent())
            if wait > 0 { try await executor.pause(seconds: wait) }
          }
          return try await client.page(request, depth: depth) { report in
            if report == .sent { sendTime.markSent() }
            reported(report, request.page)
          }
        })
      last = sendTime
    }
  }
}

final class ExportSink {
  private let destination: Destination
  private let environment: [String: String]
  private let format: ExportFormat
  private var spools: [Int: UnnamedFile] = [:]
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

  /// A terminal gets marks for invisible characters, line by line: a part may end within a character.
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

final class ExportTally: Sendable {
  struct Counts: Sendable, Hashable {
    var rows = 0
    var pages = 0
    /// HTTP requests: they cost quota.
    var calls = 0
    var expectedPages: Int?

    /// `12,300 memories, 123 pages, 125 calls`.
    var summary: String { "\(memoryCount), \(callCount)" }
    var memoryCount: String { Self.counted(rows, "memory", "memories") }

    var callCount: String {
      "\(Self.counted(pages, "page", "pages")), \(Self.counted(calls, "call", "calls"))"
    }

    private static func counted(_ count: Int, _ one: String, _ many: String) -> String {
      "\(count.grouped) \(count == 1 ? one : many)"
    }
  }

  private struct State {
    var counts = Counts()
    var isOver = false
    var findings = ExportFindings()
    var filterFindings: FilterFindings
  }

  private let state: Mutex<State>

  init(_ filterFindings: FilterFindings) { state = Mutex(State(filterFindings: filterFindings)) }

  var counts: Counts { state.withLock { $0.counts } }
  var findings: ExportFindings { state.withLock { $0.findings } }
  var filterFindings: FilterFindings { state.withLock { $0.filterFindings } }

  /// True for the first caller only: a signal and a failure may arrive together.
  func endsFirst() -> Bool {
    state.withLock { state in
      defer { state.isOver = true }
      return !state.isOver
    }
  }

  func called() { state.withLock { $0.counts.calls += 1 } }

  func arrived(_ memories: [Memory], _ walk: PageWalk) {
    state.withLock { state in
      state.filterFindings.add(memories)
      state.findings = ExportFindings(walk)
      state.counts.rows += memories.count
      state.counts.pages = walk.arrivedPages
      state.counts.expectedPages = walk.expectedPages
    }
  }
}

final class SendTime: Sendable {
  private let time = Mutex<ContinuousClock.Instant?>(nil)
  private let pause = Pause()

  /// Only the first time counts, not that of retries.
  func markSent() {
    time.withLock { $0 = $0 ?? .now }
    pause.end(.success(()))
  }

  func secondsSinceSent() async throws -> Double {
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { pause.begin($0) }
    } onCancel: {
      pause.end(.failure(CancellationError()))
    }
    return time.withLock { $0.map { (.now - $0) / .seconds(1) } } ?? 0
  }
}

/// Where an export goes. Other threads may discard it, when a signal or Esc ends the export.
final class ExportOutput: Sendable {
  private let destination = Mutex<Destination?>(nil)

  func open(
    _ path: String?, mayReplace: Bool = true, waitsForReader: Bool = true
  ) throws(FileError) -> Destination {
    guard let path else { return .standardOutput }
    return try destination.withLock { (destination) throws(FileError) in
      let opened = try Destination.open(path, mayReplace: mayReplace, waitsForReader: waitsForReader)
      destination = opened
      return opened
    }
  }

  /// - Returns: false if everything is written already.
  @discardableResult func discard() -> Bool {
    // Opening a pipe waits for its reader, and there is nothing to remove then.
    for _ in 0..<20 {
      if let isDiscarded = destination.withLockIfAvailable({ $0?.discard() ?? true }) { return isDiscarded }
      usleep(5000)
    }
    return true
  }

  func close() { destination.withLock { $0 = nil } }
}
