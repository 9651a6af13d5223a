import BrowserCore
import Glibc
import MemOSClient
import MemoryModel
import Synchronization
import TUI

/// `memtui export`: from the service to a file or to stdout, until everything has ended or a signal comes.
struct ExportProgram {
  private let format: ExportFormat
  private let environment: [String: String]
  private let walk: PageWalk
  private let connection: Connection
  private let executor = QueueExecutor(label: "memtui.network")
  private let output = ExportOutput()
  /// About the filter.
  private let warnings: [FilterWarning]
  /// nil for stdout.
  private let path: String?
  private let tally: ExportTally
  private let progress: ProgressLine

  init(
    _ command: ExportCommand, settings: Settings, environment: [String: String]
  ) throws(SettingsError) {
    guard let subject = settings.subject else { throw .missingSubject }
    format = command.format
    self.environment = environment
    let target = settings.filterTarget(at: .current())
    let filter = try command.filter.resolve(for: target)
    let sent = filter?.json(for: target)
    warnings = filter.map { $0.isEmpty ? [.noConditions] : $0.warnings(in: target.dialect) } ?? []
    tally = ExportTally(
      findings: FilterFindings(
        sent: sent, conditions: filter?.conditionsSent(for: target) ?? [],
        undocumented: filter?.undocumentedFields(in: target.dialect) ?? [], in: target.dialect))
    walk = PageWalk(subject: subject, pageSize: settings.pageSize, filter: sent)
    progress = ProgressLine(environment: environment)
    connection = try Connection(settings: settings, environment: environment, executor: executor)
    guard command.output?.isEmpty != true else { throw .emptyOutput }
    path = command.output.flatMap { $0 == "-" ? nil : $0 }
  }

  func run() async -> Never {
    for warning in warnings { StandardError.say(printable(warning.sentence)) }
    let signals = EndingSignals { number in
      // Everything is written: the other thread says so and ends.
      guard output.discard() else { return }
      progress.clear()
      // A terminal that takes nothing does not keep us.
      leave("Interrupted.", code: 128 + number, patience: 1000)
    }
    let destination: Destination
    // Under the eyes of the signals, so that none leaves a file behind, and before any call: they cost.
    do throws(SystemFailure) {
      destination = try output.open(path)
    } catch {
      StandardError.say(SettingsError.outputFile(path: path, errorNumber: error.number).sentence)
      exitProcess(ExitCode.usage)
    }
    let task = Task.detached(executorPreference: executor) {
      let ended = try await connection.withClient { client in
        let sink = ExportSink(format, to: destination, environment: environment)
        let run = ExportRun(
          client: client, executor: executor,
          reported: { report, page in
            if report == .sent { tally.called() }
            progress.say(retry: report, page: page)
          },
          arrived: { memories, walk in
            tally.arrived(memories, expectedPages: walk.expectedPages)
            progress.draw(tally.counts)
          })
        return try await run.run(walk, format, to: sink)
      }
      try destination.finish()
      return ended
    }
    let result = await task.result
    signals.stop()
    progress.clear()
    switch result {
    case .success(let ended):
      progress.end(tally.counts, path: path)
      exitProcess(say(ended.changes, ended.findings))
    case .failure(let error as ServiceError):
      leave(printable(error.sentence, limit: 2000), code: ExitCode.service)
    case .failure(let error as SystemFailure) where error.number == EPIPE && path == nil:
      // Whoever reads has had enough: `memtui export | head`.
      exitProcess(ExitCode.fine)
    case .failure(let error as SystemFailure) where error.temporaryFolder != nil:
      leave(error.temporaryFolderSentence ?? error.words, code: ExitCode.service)
    case .failure(let error as SystemFailure):
      let place = path.map { printable($0) } ?? "Standard output"
      leave("\(place) could not be written (\(error.words)).", code: ExitCode.service)
    case .failure(let error):
      leave(printable(ServiceError(unexpected: error).sentence, limit: 2000), code: ExitCode.service)
    }
  }

  /// What a reader of the file should know, and last what the service said of itself that does not hold.
  private func say(_ changes: ExportChanges, _ findings: ExportFindings) -> Int32 {
    var sentences = changes.sentences + tally.findings.warnings.map(\.sentence)
    var contradictions = [tally.findings.sentence].compactMap(\.self)
    if findings.isContradiction {
      sentences += findings.sentences.dropLast()
      contradictions += findings.sentences.suffix(1)
    } else {
      sentences += findings.sentences
    }
    for sentence in sentences { StandardError.say(printable(sentence, limit: 2000)) }
    guard !contradictions.isEmpty else { return ExitCode.fine }
    let place = path.map { "The file \(printable($0))" } ?? "The output"
    StandardError.say(
      "\(printable(contradictions.joined(separator: " "), limit: 2000)) \(place) was kept.")
    return ExitCode.service
  }

  private func leave(_ sentence: String, code: Int32, patience: Int32? = nil) -> Never {
    while !tally.endsFirst() { pause() }
    output.discard()
    let outcome =
      path.map { "\(printable($0)) was not written" } ?? "the output is incomplete"
    StandardError.say(
      "\(sentence)\(sentence.last.map { ".?!…".contains($0) } == true ? "" : ".") Stopped after \(tally.counts.words); \(outcome).",
      patience: patience)
    exitProcess(code)
  }
}

/// Where an export goes, once it is open; signals end it from another thread.
private final class ExportOutput: Sendable {
  private let destination = Mutex<Destination?>(nil)

  /// - Parameter path: nil for standard output.
  func open(_ path: String?) throws(SystemFailure) -> Destination {
    guard let path else { return .standardOutput }
    // The temporary file has a shorter name, and would be renamed only at the end.
    if let name = path.split(separator: "/").last, name.utf8.count > Int(NAME_MAX) {
      throw SystemFailure(number: ENAMETOOLONG)
    }
    return try destination.withLock { (destination) throws(SystemFailure) in
      let opened = try Destination.opened(path: path)
      destination = opened
      return opened
    }
  }

  /// - Returns: false if everything is written already.
  @discardableResult func discard() -> Bool {
    // Opening a pipe waits for its reader: nothing is there to be removed then.
    for _ in 0..<20 {
      if let isDiscarded = destination.withLockIfAvailable({ $0?.discard() ?? true }) { return isDiscarded }
      usleep(5000)
    }
    return true
  }
}
