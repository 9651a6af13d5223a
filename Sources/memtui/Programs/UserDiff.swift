import BrowserCore
import MemOSClient
import MemoryModel
import TUI

/// `memtui diff --user A --user B`: reads all pages of both into temporary files, and compares those.
struct UserDiff {
  private let users: [User]
  private let format: DiffCommand.Format
  private let context: DrawingContext
  private let dialect: Dialect
  private let hasFilter: Bool
  private let environment: [String: String]
  private let executor = QueueExecutor(label: "memtui.network")
  private let progress: ProgressLine

  private struct User {
    let subject: Subject
    let walk: PageWalk
    let connection: Connection
    let tally: ExportTally

    var name: String { subject.id }
  }

  init(
    _ command: DiffCommand, _ environment: [String: String], _ progress: ProgressLine
  ) throws(SettingsError) {
    self.environment = environment
    format = command.format
    self.progress = progress
    let settings = try Self.settings(command, environment)
    context = DrawingContext(of: settings[0])
    dialect = settings[0].dialect
    let target = settings[0].filterTarget(at: .current())
    let filter = try command.filter.resolve(
      for: target, state: StateFile(for: settings[0], environment: environment))
    let sent = filter?.json(for: target)
    hasFilter = sent != nil
    for warning in filter.map({ $0.isEmpty ? [.noConditions] : $0.warnings(in: target.dialect) }) ?? [] {
      StandardError.report(printable(warning.sentence))
    }
    var users: [User] = []
    for settings in settings {
      guard let subject = settings.subject else { throw .usage(.missingSubject) }
      let findings = FilterFindings(
        sent: sent, conditions: filter?.conditionsSent(for: target) ?? [],
        undocumented: filter?.undocumentedFields(in: target.dialect) ?? [], in: target.dialect)
      users.append(
        User(
          subject: subject, walk: PageWalk(subject: subject, pageSize: settings.pageSize, filter: sent),
          connection: try Connection(settings: settings, environment: environment, executor: executor),
          tally: ExportTally(findings)))
    }
    self.users = users
  }

  /// Of both. The key is read once: its command may ask for a passphrase.
  private static func settings(
    _ command: DiffCommand, _ environment: [String: String]
  ) throws(SettingsError) -> [Settings] {
    var settings: [Settings] = []
    for (setting, id) in command.subjects.settings {
      let flags = command.flags + GivenFlags([setting: id])
      var own = try Settings.resolve(flags, environment: environment, readsKey: settings.isEmpty)
      if let first = settings.first { own.apiKey = first.apiKey }
      settings.append(own)
    }
    return settings
  }

  func run() async -> Never {
    let task = Task.detached(executorPreference: executor) { try await compare() }
    switch await task.result {
    case .success(let code): exitProcess(code)
    case .failure(let error):
      progress.clear()
      DiffProgram.end(with: error)
    }
  }

  private func compare() async throws -> Int32 {
    var comparison = UserComparison()
    var files: [ExportFile] = []
    var places: [[ExportPlace]] = []
    for (user, side) in zip(users, [DiffSide.a, .b]) {
      let file = try ExportFile(try await memories(of: user), name: user.name)
      var own: [ExportPlace] = []
      while let records = try file.next() {
        for record in records {
          comparison.add(record.memory, to: side)
          own.append(record.place)
        }
      }
      files.append(file)
      places.append(own)
    }
    progress.draw("comparing \(comparison.count.grouped) memories")
    try comparison.match { side, number in
      let index = side == .a ? 0 : 1
      return try files[index].memory(at: places[index][number])
    }
    let output = DiffOutput(files[0], files[1], format, betweenUsers: true, context, progress)
    let differ = try output.write(
      comparison.counts, onlyA: comparison.onlyA.lazy.map { places[0][$0] },
      onlyB: comparison.onlyB.lazy.map { places[1][$0] },
      changes: comparison.changes.lazy.map { (places[0][$0.a], places[1][$0.b]) })
    return reportFindings() ? ExitCode.usage : differ ? ExitCode.differs : ExitCode.success
  }

  /// As an export in NDJSON, which a temporary file keeps.
  private func memories(of user: User) async throws -> UnnamedFile {
    let file = try TemporaryFiles(environment, expecting: .long).unnamed()
    _ = try await user.connection.withClient { client in
      let sink = ExportSink(.ndjson, to: Destination(file), environment: environment)
      let run = ExportRun(client: client, executor: executor, user.tally, progress)
      return try await run.run(user.walk, .ndjson, to: sink)
    }
    return file
  }

  /// - Returns: whether the service contradicts itself, so that what was compared may not be what was asked for.
  private func reportFindings() -> Bool {
    var isContradiction = false
    for user in users {
      if user.tally.counts.rows == 0 {
        let sentence = user.subject.sentenceOfNoMemories(in: dialect, hasFilter: hasFilter, isBrief: true)
        StandardError.report(printable(sentence))
      }
      let (findings, filterFindings) = (user.tally.findings, user.tally.filterFindings)
      let sentences =
        filterFindings.warnings.map(\.sentence) + findings.sentences
        + [filterFindings.sentence].compactMap(\.self)
      for sentence in sentences {
        StandardError.report("\(printable(user.name)): \(printable(sentence, limit: 2000))")
      }
      if findings.isContradiction || filterFindings.sentence != nil { isContradiction = true }
    }
    return isContradiction
  }
}
