import BrowserCore
import Glibc
import MemOSClient
import MemoryModel
import Synchronization
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
      progress.clear()
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
        let run = ExportRun(
          client: client, executor: executor,
          reported: { report, page in
            if report == .sent { tally.called() }
            progress.report(retry: report, page: page)
          },
          arrived: { memories, walk in
            tally.arrived(memories, walk)
            progress.draw(tally.counts)
          })
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

final class ProgressLine: Sendable {
  private struct Line {
    var isThere = false
    var drawn: ContinuousClock.Instant?
  }

  private let isShown: Bool
  private let start = ContinuousClock.now
  private let line = Mutex(Line())

  private static let interval = Duration.milliseconds(100)

  init(environment: [String: String]) {
    isShown = StandardError.isTerminal && !["", "dumb"].contains(environment["TERM"] ?? "")
  }

  func draw(_ counts: ExportTally.Counts) {
    draw(Self.text(counts, seconds: (ContinuousClock.now - start) / .seconds(1), columns: Self.columns()))
  }

  func draw(_ text: @autoclosure () -> String) {
    guard isShown else { return }
    line.withLock { line in
      let now = ContinuousClock.now
      if let drawn = line.drawn, now - drawn < Self.interval { return }
      line.drawn = now
      line.isThere = true
      StandardError.redrawLine(String(text().prefix(max(0, Self.columns() - 1))))
    }
  }

  func report(retry report: CallReport, page: Int) {
    guard isShown, case .retrying = report else { return }
    clear()
    StandardError.report(retry: report, of: "Page \(page)")
  }

  /// The last line, in place of the progress; `path` is nil for standard output.
  func end(_ counts: ExportTally.Counts, path: String?) {
    guard isShown else { return }
    clear()
    let tenths = Int((ContinuousClock.now - start) / .milliseconds(100))
    let place = path.map { "to \(printable(SystemCalls.fullPath($0), limit: 4_096))" } ?? "to standard output"
    StandardError.report(
      "Wrote \(counts.memoryCount) \(place): \(counts.callCount), \(tenths / 10).\(tenths % 10) s.")
  }

  func clear() {
    line.withLock { line in
      if line.isThere { StandardError.redrawLine(nil) }
      line.isThere = false
    }
  }

  /// `[#####-----] 12,300 memories, 123 pages, 125 calls, 4,100/s, 3 s left`
  static func text(_ counts: ExportTally.Counts, seconds: Double, columns: Int) -> String {
    var text = ""
    if let expected = counts.expectedPages, expected > 0 {
      let full = min(20, counts.pages * 20 / expected)
      text = "[\(String(repeating: "#", count: full))\(String(repeating: "-", count: 20 - full))] "
    }
    text += counts.summary
    if seconds > 0 { text += ", \(Int(Double(counts.rows) / seconds).grouped)/s" }
    if let expected = counts.expectedPages, counts.pages > 0, expected > counts.pages {
      let left = seconds / Double(counts.pages) * Double(expected - counts.pages)
      // A month: then the number of pages is not to be believed.
      if left < 2_592_000 {
        text += ", \(left < 100 ? "\(Int(left.rounded(.up))) s" : "\(Int(left / 60)) min") left"
      }
    }
    return String(text.prefix(max(0, columns - 1)))
  }

  private static func columns() -> Int {
    var size = winsize()
    return ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0 ? Int(size.ws_col) : 80
  }
}
