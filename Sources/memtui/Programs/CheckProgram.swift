import BrowserCore
import MemOSClient
import MemoryModel
import TUI

/// `memtui check`: what is set, and one call to see whether the service answers.
struct CheckProgram {
  private let settings: Settings
  private let report: SettingsReport
  private let connection: Connection
  private let executor = QueueExecutor(label: "memtui.network")

  /// Asked for when no user is set. Reading the memories of nobody does no harm.
  static let nobody = "memtui-check"

  init(settings: Settings, environment: [String: String]) throws(SettingsError) {
    self.settings = settings
    connection = try Connection(
      settings: settings, environment: environment, executor: executor, retries: false)
    report = try SettingsReport(settings, environment: environment)
  }

  func run() async -> Never {
    StandardOutput.say(report.text + "\n")
    let walk = PageWalk(subject: settings.subject ?? .user(Self.nobody), pageSize: settings.pageSize)
    let task = Task.detached(executorPreference: executor) { [connection] in
      try await connection.withClient { try await Self.read(walk, from: $0) }
    }
    switch await task.result {
    case .success(let outcome):
      say("answered in \(outcome.milliseconds) ms", traceID: outcome.traceID, outcome.walk)
    case .failure(let error as ServiceError):
      // That nobody is not found is an answer too: the key was taken, the address is right.
      if settings.subject == nil, case .service(40001, _, _) = error.reason {
        say("answered", traceID: error.traceID, nil)
      }
      StandardError.say(printable(error.sentence, limit: 2000))
    case .failure(let error):
      StandardError.say(printable(ServiceError(unexpected: error).sentence, limit: 2000))
    }
    exitProcess(ExitCode.service)
  }

  private struct Outcome {
    var walk: PageWalk
    /// Of the last answer.
    var milliseconds: Int
    var traceID: String?
  }

  /// One page. An empty one is followed by the next where the answer says that there is more.
  private static func read(_ walk: PageWalk, from client: MemOSClient) async throws -> Outcome {
    var outcome = Outcome(walk: walk, milliseconds: 0)
    while let request = outcome.walk.nextRequest() {
      let answer = try await client.page(request, depth: .records)
      outcome.milliseconds = answer.milliseconds
      outcome.traceID = answer.traceID
      guard outcome.walk.arrived(answer.page).isEmpty else { break }
    }
    return outcome
  }

  private func say(_ words: String, traceID: String?, _ walk: PageWalk?) -> Never {
    let trace = traceID.map { ", trace \(printable($0))" } ?? ""
    StandardOutput.say(
      "The service \(words) in the \(settings.dialect.name) dialect\(trace). \(memories(walk))\n")
    for sentence in walk.map({ ExportFindings($0).sentences }) ?? [] {
      StandardOutput.say(printable(sentence, limit: 2000) + "\n")
    }
    exitProcess(ExitCode.success)
  }

  /// `memos_user_123 has 50+ facts, 50+ preferences, 12 tool memories.`
  private func memories(_ walk: PageWalk?) -> String {
    guard let subject = settings.subject, let walk else {
      return "No user is set, so this was asked about a user that does not exist."
    }
    let counts = MemoryCategory.allCases.compactMap { category -> String? in
      let count = walk.count(of: category)
      guard count.rows > 0 else { return nil }
      // A full page says nothing against the service's own number.
      if let reported = count.reported, reported > count.rows {
        let isShort = count.rows < settings.pageSize
        return "\(isShort ? "\(count.rows) of " : "")\(reported) \(category.noun(reported))"
      }
      return "\(count.rows)\(count.hasEnded ? "" : "+") \(category.noun(count.rows))"
    }
    let name = printable(subject.name(in: settings.dialect))
    guard counts.isEmpty else { return "\(name) has \(counts.joined(separator: ", "))." }
    return walk.hasEnded
      ? "\(name) has no memories (a mistyped id looks the same)."
      : "\(name) has no memories on the first pages, but the service has more pages."
  }
}
