import BrowserCore
import Glibc
import MemOSClient
import MemoryModel
import SystemPackage
import TUI

struct ExportProgram {
  private let format: ExportFormat
  private let environment: [String: String]
  private let walk: PageWalk
  private let connection: Connection
  private let executor = QueueExecutor(label: "memtui.network")
  private let output = ExportOutput()
  private let warnings: [FilterWarning]
  private let path: String?
  private let tally: ExportTally
  private let progress: ProgressLine

  init(_ command: ExportCommand, settings: Settings, environment: [String: String]) throws(SettingsError) {
    guard let subject = settings.subject else { throw .usage(.missingSubject) }
    format = command.format
    self.environment = environment
    let target = settings.filterTarget(at: .current())
    let filter = try command.filter.resolve(
      for: target, state: StateFile(for: settings, environment: environment))
    let sent = filter?.json(for: target)
    warnings = filter.map { $0.isEmpty ? [.noConditions] : $0.warnings(in: target.dialect) } ?? []
    tally = ExportTally(
      FilterFindings(
        sent: sent, conditions: filter?.conditionsSent(for: target) ?? [],
        undocumented: filter?.undocumentedFields(in: target.dialect) ?? [], in: target.dialect))
    walk = PageWalk(subject: subject, pageSize: settings.pageSize, filter: sent)
    progress = ProgressLine(environment: environment)
    connection = try Connection(settings: settings, environment: environment, executor: executor)
    guard command.output?.isEmpty != true else { throw .usage(.emptyOutput) }
    path = command.output.flatMap { $0 == "-" ? nil : $0 }
  }

  func run() async -> Never {
    for warning in warnings { StandardError.report(printable(warning.sentence)) }
    let signals = EndingSignals { number in
      // Everything is written: the other thread reports the end.
      guard output.discard() else { return }
      progress.stop()
      // In milliseconds: a terminal that takes no bytes must not delay the end.
      leave("Interrupted.", code: 128 + number, patience: 1000)
    }
    let destination: Destination
    // After the signals, so that none leaves a file behind, and before any call, because calls cost.
    do throws(FileError) {
      destination = try output.open(path)
    } catch {
      StandardError.report(SettingsError.usage(.outputFile(error)).sentence)
      exitProcess(ExitCode.usage)
    }
    let task = Task.detached(executorPreference: executor) {
      let changes = try await connection.withClient { client in
        let sink = ExportSink(format, to: destination, environment: environment)
        let run = ExportRun(client: client, executor: executor, tally, progress)
        return try await run.run(walk, format, to: sink)
      }
      try destination.finish()
      return changes
    }
    let result = await task.result
    signals.stop()
    progress.clear()
    switch result {
    case .success(let changes):
      progress.end(tally.counts, path: path)
      exitProcess(report(changes, tally.findings))
    case .failure(let error as FileError) where error.errno == .brokenPipe && path == nil:
      // The reader closed the pipe: `memtui export | head`.
      exitProcess(ExitCode.success)
    case .failure(let error): leave(error.sentenceOfCall, code: ExitCode.service)
    }
  }

  private func report(_ changes: ExportChanges, _ findings: ExportFindings) -> Int32 {
    var sentences = changes.sentences + tally.filterFindings.warnings.map(\.sentence)
    var contradictions = [tally.filterFindings.sentence].compactMap(\.self)
    if findings.isContradiction {
      sentences += findings.sentences.dropLast()
      contradictions += findings.sentences.suffix(1)
    } else {
      sentences += findings.sentences
    }
    for sentence in sentences { StandardError.report(printable(sentence, limit: 2000)) }
    guard !contradictions.isEmpty else { return ExitCode.success }
    let place = path.map { "The file \(printable($0))" } ?? "The output"
    StandardError.report(
      "\(printable(contradictions.joined(separator: " "), limit: 2000)) \(place) was kept.")
    return ExitCode.service
  }

  private func leave(_ sentence: String, code: Int32, patience: Int32? = nil) -> Never {
    while !tally.endsFirst() { pause() }
    output.discard()
    let outcome = path.map { "\(printable($0)) was not written" } ?? "the output is incomplete"
    StandardError.report(
      "\(sentence)\(sentence.last.map { ".?!…".contains($0) } == true ? "" : ".") Stopped after \(tally.counts.summary); \(outcome).",
      patience: patience)
    exitProcess(code)
  }
}
