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
    do throws(ConfigurationFault) {
      report = try SettingsReport(settings, environment: environment)
    } catch {
      throw .connection(error)
    }
  }

  func run() async -> Never {
    StandardOutput.say(report.text + "\n")
    flushOutput()
    let request = PageRequest(subject: settings.subject ?? .user(Self.nobody), page: 1, size: 1)
    let task = Task.detached(executorPreference: executor) { [connection] in
      try await connection.withClient { try await $0.page(request) }
    }
    switch await task.result {
    case .success(let answer):
      say("answered in \(answer.milliseconds) ms", traceID: answer.traceID)
    case .failure(let error as ServiceError):
      // That nobody is not found is an answer too: the key was taken, the address is right.
      if settings.subject == nil, case .service(40001, _, _) = error.reason {
        say("answered", traceID: error.traceID)
      }
      StandardError.say(printable(error.sentence, limit: 2000))
    case .failure(let error):
      StandardError.say("The call failed (\(printable("\(error)"))).")
    }
    exitProcess(ExitCode.service)
  }

  private func say(_ words: String, traceID: String?) -> Never {
    let trace = traceID.map { ", trace \(printable($0))" } ?? ""
    let who = settings.subject == nil ? " No user is set: it was asked for one that is nobody." : ""
    StandardOutput.say("The service \(words) in the \(settings.dialect.name) dialect\(trace).\(who)")
    flushOutput()
    exitProcess(ExitCode.fine)
  }
}
