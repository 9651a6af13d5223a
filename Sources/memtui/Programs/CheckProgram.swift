import BrowserCore
import MemOSClient
import MemoryModel
import TUI

struct CheckProgram {
  let settings: Settings

  private static let placeholderUser = "memtui-check"

  func run(environment: [String: String]) async throws(SettingsError) -> Never {
    let executor = QueueExecutor(label: "memtui.network")
    let connection = try Connection(
      settings: settings, environment: environment, executor: executor, retries: false)
    StandardOutput.print(try SettingsReport(settings, environment: environment).text + "\n")
    let walk = PageWalk(subject: settings.subject ?? .user(Self.placeholderUser), pageSize: settings.pageSize)
    let task = Task.detached(executorPreference: executor) {
      try await connection.withClient { try await Self.read(walk, from: $0) }
    }
    switch await task.result {
    case .success(let outcome):
      report("answered in \(outcome.milliseconds) ms", traceID: outcome.traceID, outcome.walk)
    case .failure(let error):
      // That this user is unknown is an answer too: the key and the address are right.
      if settings.subject == nil, let error = error as? ServiceError,
        case .service(40001, _, _) = error.reason
      {
        report("answered", traceID: error.traceID, nil)
      }
      StandardError.report(error.sentenceOfCall)
      exitProcess(ExitCode.service)
    }
  }

  private struct Outcome {
    var walk: PageWalk
    var milliseconds: Int
    var traceID: String?
  }

  /// Reads further pages while they are empty and the service says that there are more.
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

  private func report(_ event: String, traceID: String?, _ walk: PageWalk?) -> Never {
    let trace = traceID.map { ", trace \(printable($0))" } ?? ""
    StandardOutput.print(
      "The service \(event) in the \(settings.dialect.name) dialect\(trace). \(memories(walk))\n")
    for sentence in walk.map({ ExportFindings($0).sentences }) ?? [] {
      StandardOutput.print(printable(sentence, limit: 2000) + "\n")
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
      // A count by the service wins, also if the page is full.
      if let reported = count.reported, reported > count.rows {
        let isShort = count.rows < settings.pageSize
        return "\(isShort ? "\(count.rows) of " : "")\(reported.grouped) \(category.noun(reported))"
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
