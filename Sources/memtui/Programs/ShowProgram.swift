import Canvas
import Glibc
import MemOSClient
import MemoryModel
import SystemPackage
import TUI

/// `memtui show ID`: asks for one memory and prints it. `memtui show -`: for each id that stands on a line of standard
/// input.
struct ShowProgram {
  private let id: String
  private let format: ShowCommand.Format
  private let usesUTC: Bool
  private let serverZone: ServerZone
  private let connection: Connection
  private let executor = QueueExecutor(label: "memtui.network")

  init(
    _ command: ShowCommand, settings: Settings, environment: [String: String]
  ) throws(SettingsError) {
    guard let id = command.ids.first, !id.isEmpty else { throw .usage(.oneID(given: 0)) }
    self.id = id
    format = command.format
    usesUTC = settings.usesUTC
    serverZone = settings.serverZone
    connection = try Connection(settings: settings, environment: environment, executor: executor)
  }

  private var readsIDs: Bool { id == "-" }

  func run() async -> Never {
    let task = Task.detached(executorPreference: executor) { [self] in
      try await connection.withClient { try await showAll(of: $0) }
    }
    switch await task.result {
    case .success(let isComplete): exitProcess(isComplete ? ExitCode.success : ExitCode.service)
    case .failure(let error as ServiceError): leave(printable(error.sentence, limit: 2000))
    // The reader has closed the pipe: `memtui show - | head`.
    case .failure(let error as FileError) where error.errno == .brokenPipe: exitProcess(ExitCode.success)
    case .failure(let error as FileError): leave(error.sentence)
    case .failure(let error): leave(printable(ServiceError(unexpected: error).sentence, limit: 2000))
    }
  }

  private func leave(_ sentence: String) -> Never {
    StandardError.say(sentence)
    exitProcess(ExitCode.service)
  }

  /// - Returns: whether every id was found. What will fail for every id ends it: each further call would cost.
  private func showAll(of client: MemOSClient) async throws -> Bool {
    signal(SIGPIPE, SIG_IGN)
    guard readsIDs else { return try await show(id, of: client, isFirst: true) }
    var isComplete = true
    var shown = 0
    var lines = InputLines()
    while let line = try lines.next() {
      guard let text = String(validating: line, as: UTF8.self) else {
        StandardError.say(
          "Line \(lines.number) of standard input is not UTF-8 and was skipped: convert it to UTF-8.")
        isComplete = false
        continue
      }
      let id = text.trimmed
      guard !id.isEmpty else { continue }
      do {
        if try await show(id, of: client, isFirst: shown == 0) { shown += 1 } else { isComplete = false }
      } catch let error as ServiceError {
        isComplete = false
        let name = "Memory \"\(printable(id))\" could not be read."
        StandardError.say("\(name) \(printable(error.sentence, limit: 2000))")
        if error.isAboutEveryCall {
          StandardError.say("The ids after it were not requested.")
          break
        }
      }
    }
    return isComplete
  }

  private func show(_ id: String, of client: MemOSClient, isFirst: Bool) async throws -> Bool {
    do {
      let answer = try await client.memory(id: id) { StandardError.say(retry: $0, of: "The memory") }
      try StandardOutput.write(bytes(of: answer, isFirst: isFirst))
      return true
    } catch let error as ServiceError {
      guard error.isUnknownMemory else { throw error }
      let trace = error.traceID.map { " (trace \(printable($0)))" } ?? ""
      StandardError.say("The service has no memory with the id \"\(printable(id))\"\(trace).")
      return false
    }
  }

  /// A pipe gets a line of JSON for each record; a terminal gets one record laid out, and several as lines too.
  private func bytes(of answer: RecordAnswer, isFirst: Bool) -> [UInt8] {
    switch format {
    case .json:
      let (line, changes) = answer.source.strictJSON
      for sentence in changes.sentences { StandardError.say(sentence) }
      guard !readsIDs, StandardOutput.isTerminal else { return line + "\n".utf8 }
      let value = JSONLayout(MemorySource(page: line, range: line.indices), escaping: .unprintable).text
      return Array((value + "\n").utf8)
    case .text:
      let context = DrawingContext(
        cellWidth: .table, now: .current(), zoneOffset: usesUTC ? LocalZone.utc : LocalZone.offset,
        serverZone: serverZone)
      return Array(((isFirst ? "" : "\n") + MemorySheet(answer.record, context).text).utf8)
    }
  }
}

extension StandardError {
  /// A call that is tried again, only if somebody sits there to read it.
  static func say(retry report: CallReport, of what: String) {
    guard case .retrying(let error, let seconds, let attempt, let most) = report, StandardError.isTerminal
    else { return }
    let tenths = Int((seconds * 10).rounded())
    say(
      "\(what): \(printable(error.label)). Trying again in \(tenths / 10).\(tenths % 10) s (\(attempt) of \(most))."
    )
  }
}

extension ServiceError {
  /// Another id would fare no better.
  fileprivate var isAboutEveryCall: Bool {
    switch reason {
    case .refused, .unknownHost, .tls, .proxy, .redirected: true
    case .status(let status, _), .notJSON(let status, _): [401, 403, 407, 429].contains(status)
    case .service(let code, _, let status):
      [40020, 40100, 40130, 40132, 40300, 40304].contains(code) || [401, 403, 429].contains(status)
    case .timedOut, .connectionLost, .namedFailure, .noMemory, .unexpectedAnswer, .notUnderstood,
      .unsuccessful,
      .tooLarge, .other:
      false
    }
  }
}
