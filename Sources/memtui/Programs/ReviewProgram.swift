import BrowserCore
import Glibc
import MemOSClient
import MemoryModel
import SystemPackage
import TUI

/// `memtui review FILE`, and `memtui review --user X`.
struct ReviewProgram {
  private let command: ReviewCommand
  private let environment: [String: String]
  private let progress: ProgressLine

  init(_ command: ReviewCommand, environment: [String: String]) throws(SettingsError) {
    self.command = command
    self.environment = environment
    progress = ProgressLine(environment: environment)
    guard command.files.count <= 1 else { throw .usage(.reviewCount(command.files.count)) }
    if !command.files.isEmpty, let flag = command.flagOfService { throw .usage(.reviewOfFile(flag: flag)) }
  }

  func run() async throws(SettingsError) -> Never {
    // A closed pipe is an error of the write then: `memtui review | head`.
    signal(SIGPIPE, SIG_IGN)
    progress.endOnSignals()
    if let path = command.files.first { reviewFile(path) }
    try await reviewService()
  }

  private func reviewFile(_ path: String) -> Never {
    var settings = Settings()
    settings.usesUTC = command.times.usesUTC
    do {
      let file = try ExportFile(path: path, environment: environment, depth: .list)
      var review = MemoryReview()
      while let records = try file.next() {
        for record in records { review.add(record.memory) }
        progress.draw("read \(review.count.grouped) memories")
      }
      write(&review, DrawingContext(of: settings), failed: false)
    } catch {
      fail((error as? ExportFile.Fault)?.sentence ?? error.sentenceOfCall, ExitCode.usage)
    }
  }

  private func reviewService() async throws(SettingsError) -> Never {
    let settings = try Settings.resolve(command.flags, environment: environment)
    guard let subject = settings.subject else { throw .usage(.missingSubject) }
    let target = settings.filterTarget(at: .current())
    let filter = try command.filter.resolve(
      for: target, state: StateFile(for: settings, environment: environment))
    let sent = filter?.json(for: target)
    for warning in filter.map({ $0.isEmpty ? [.noConditions] : $0.warnings(in: target.dialect) }) ?? [] {
      StandardError.report(printable(warning.sentence))
    }
    let tally = ExportTally(
      FilterFindings(
        sent: sent, conditions: filter?.conditionsSent(for: target) ?? [],
        undocumented: filter?.undocumentedFields(in: target.dialect) ?? [], in: target.dialect))
    let executor = QueueExecutor(label: "memtui.network")
    let connection = try Connection(settings: settings, environment: environment, executor: executor)
    let walk = PageWalk(subject: subject, pageSize: settings.pageSize, filter: sent)
    let task = Task.detached(executorPreference: executor) { [progress] in
      try await connection.withClient { client in
        let run = ExportRun(client: client, executor: executor, depth: .list, tally, progress)
        var review = MemoryReview()
        try await run.read(walk) { memories in
          for memory in memories { review.add(memory) }
        }
        return review
      }
    }
    switch await task.result {
    case .success(var review):
      let failed = report(tally)
      if review.count == 0 {
        let sentence = subject.sentenceOfNoMemories(
          in: settings.dialect, hasFilter: sent != nil, isBrief: true)
        StandardError.report(printable(sentence))
      }
      write(&review, DrawingContext(of: settings), failed: failed)
    case .failure(let error): fail(error.sentenceOfCall, ExitCode.service)
    }
  }

  /// - Returns: whether the service contradicts itself, so that what was read may not be what was asked for.
  private func report(_ tally: ExportTally) -> Bool {
    progress.clear()
    let (findings, filterFindings) = (tally.findings, tally.filterFindings)
    let sentences =
      filterFindings.warnings.map(\.sentence) + findings.sentences
      + [filterFindings.sentence].compactMap(\.self)
    for sentence in sentences { StandardError.report(printable(sentence, limit: 2000)) }
    return findings.isContradiction || filterFindings.sentence != nil
  }

  /// - Parameter failed: what is written may not be of what was asked for.
  private func write(_ review: inout MemoryReview, _ context: DrawingContext, failed: Bool) -> Never {
    progress.draw("comparing \(review.count.grouped) memories")
    let groups = review.groups()
    progress.clear()
    let mayContradict = groups.contains { $0.kind == .mayContradict }
    let code: Int32 =
      command.setsExitCode
      ? failed ? ExitCode.usage : mayContradict ? ExitCode.differs : ExitCode.success
      : failed ? ExitCode.service : ExitCode.success
    do throws(FileError) {
      switch command.format {
      case .json:
        let bytes = ReviewJSON.bytes(groups)
        // A terminal gets marks for what it does not print.
        if StandardOutput.isTerminal {
          StandardOutput.print(String(decoding: bytes, as: UTF8.self))
        } else {
          try StandardOutput.write(bytes)
        }
      case .text:
        let text = ReviewText(context)
        try StandardOutput.write(Array(text.text(groups, of: review.count).utf8))
      }
    } catch {
      // The reader closed the pipe.
      guard error.errno == .brokenPipe else { fail(error.sentence, ExitCode.service) }
    }
    exitProcess(code)
  }

  private func fail(_ sentence: String, _ code: Int32) -> Never {
    progress.clear()
    StandardError.report(sentence)
    exitProcess(command.setsExitCode ? ExitCode.usage : code)
  }
}
