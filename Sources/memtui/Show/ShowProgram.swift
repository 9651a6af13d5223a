import Canvas
import Glibc
import MemOSClient
import MemoryModel
import TUI

/// `memtui show ID`: asks for one memory and prints it.
struct ShowProgram {
  private let id: String
  private let format: ShowCommand.Format
  private let usesUTC: Bool
  private let connection: Connection
  private let executor = QueueExecutor(label: "memtui.network")

  init(
    _ command: ShowCommand, settings: Settings, environment: [String: String]
  ) throws(SettingsError) {
    guard let id = command.words.first, !id.isEmpty else { throw .oneID(given: 0) }
    self.id = id
    format = command.format
    usesUTC = settings.usesUTC
    connection = try Connection(settings: settings, environment: environment, executor: executor)
  }

  func run() async -> Never {
    let task = Task.detached(executorPreference: executor) { [connection, id] in
      try await connection.withClient { client in
        try await client.memory(id: id) { StandardError.say(retry: $0, of: "The memory") }
      }
    }
    switch await task.result {
    case .success(let answer):
      signal(SIGPIPE, SIG_IGN)
      do throws(SystemFailure) {
        try writeAll(bytes(of: answer), to: STDOUT_FILENO)
        exitProcess(ExitCode.fine)
      } catch {
        if error.number == EPIPE { exitProcess(ExitCode.fine) }
        StandardError.say("Standard output could not be written (\(error.words)).")
        exitProcess(ExitCode.service)
      }
    case .failure(let error as ServiceError):
      StandardError.say(sentence(error))
      exitProcess(ExitCode.service)
    case .failure(let error):
      StandardError.say("The call failed (\(printable("\(error)"))).")
      exitProcess(ExitCode.service)
    }
  }

  private func sentence(_ error: ServiceError) -> String {
    guard case .service(40001, _, _) = error.reason else { return printable(error.sentence, limit: 2000) }
    let trace = error.traceID.map { " (trace \(printable($0)))" } ?? ""
    return "The service has no memory with the id \"\(printable(id))\"\(trace)."
  }

  /// A pipe gets the record as it was received; a terminal gets nothing that it would obey.
  private func bytes(of answer: RecordAnswer) -> [UInt8] {
    switch format {
    case .json where isatty(STDOUT_FILENO) == 1:
      return Array((JSONValue.object(answer.record).prettyPrinted(escaping: .unprintable) + "\n").utf8)
    case .json:
      return answer.source.bytes + Array("\n".utf8)
    case .text:
      let context = DrawingContext(
        cellWidth: .table, now: .current(), zoneOffset: usesUTC ? LocalZone.utc : LocalZone.offset)
      return Array(MemorySheet(answer.record, context).text.utf8)
    }
  }
}

extension StandardError {
  /// A call that is tried again, only if somebody sits there to read it.
  static func say(retry report: CallReport, of what: String) {
    guard case .retrying(let error, let seconds, let attempt, let most) = report, isatty(STDERR_FILENO) == 1
    else { return }
    let tenths = Int((seconds * 10).rounded())
    say(
      "\(what): \(printable(error.shortWords)). Trying again in \(tenths / 10).\(tenths % 10) s (\(attempt) of \(most))."
    )
  }
}
