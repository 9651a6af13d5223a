import Canvas
import Glibc
import MemOSClient
import MemoryModel
import SystemPackage
import TUI

/// `memtui show ID` prints one memory, `memtui show -` one for each line of standard input.
struct ShowProgram {
  private let id: String
  private let format: ShowCommand.Format
  private let settings: Settings
  private var readsIDs: Bool { id == "-" }

  init(_ command: ShowCommand, settings: Settings) throws(SettingsError) {
    guard let id = command.ids.first, !id.isEmpty else { throw .usage(.idCount(0)) }
    self.id = id
    format = command.format
    self.settings = settings
  }

  func run(environment: [String: String]) async throws(SettingsError) -> Never {
    let executor = QueueExecutor(label: "memtui.network")
    let connection = try Connection(settings: settings, environment: environment, executor: executor)
    let task = Task.detached(executorPreference: executor) {
      try await connection.withClient { try await showAll(of: $0) }
    }
    switch await task.result {
    case .success(let isComplete): exitProcess(isComplete ? ExitCode.success : ExitCode.service)
    // The reader closed the pipe: `memtui show - | head`.
    case .failure(let error as FileError) where error.errno == .brokenPipe: exitProcess(ExitCode.success)
    case .failure(let error):
      StandardError.report(error.sentenceOfCall)
      exitProcess(ExitCode.service)
    }
  }

  /// - Returns: whether every id was found. An error that every id would meet ends it, because calls cost.
  private func showAll(of client: MemOSClient) async throws -> Bool {
    signal(SIGPIPE, SIG_IGN)
    guard readsIDs else { return try await show(id, of: client, isFirst: true) }
    var isComplete = true
    var shown = 0
    var lines = InputLines()
    while let line = try lines.next() {
      guard let text = String(validating: line, as: UTF8.self) else {
        StandardError.report(
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
        StandardError.report("\(name) \(printable(error.sentence, limit: 2000))")
        if error.isAboutEveryCall {
          StandardError.report("The ids after it were not requested.")
          break
        }
      }
    }
    return isComplete
  }

  private func show(_ id: String, of client: MemOSClient, isFirst: Bool) async throws -> Bool {
    do {
      let answer = try await client.memory(id: id) { StandardError.report(retry: $0, of: "The memory") }
      try StandardOutput.write(bytes(of: answer, isFirst: isFirst))
      return true
    } catch let error as ServiceError {
      guard error.isUnknownMemory else { throw error }
      let trace = error.traceID.map { " (trace \(printable($0)))" } ?? ""
      StandardError.report("The service has no memory with the id \"\(printable(id))\"\(trace).")
      return false
    }
  }

  /// A pipe gets a line of JSON for each record; a terminal gets a single record laid out.
  private func bytes(of answer: RecordAnswer, isFirst: Bool) -> [UInt8] {
    switch format {
    case .json:
      let (line, changes) = answer.source.strictJSON
      for sentence in changes.sentences { StandardError.report(sentence) }
      guard !readsIDs, StandardOutput.isTerminal else { return line + "\n".utf8 }
      let value = JSONLayout(MemorySource(page: line, range: line.indices), escaping: .unprintable).text
      return Array((value + "\n").utf8)
    case .text:
      let sheet = MemorySheet(answer.record, DrawingContext(of: settings))
      return Array(((isFirst ? "" : "\n") + sheet.text).utf8)
    }
  }
}

extension StandardError {
  static func report(retry report: CallReport, of what: String) {
    guard case .retrying(let error, let seconds, let attempt, let most) = report, StandardError.isTerminal
    else { return }
    let tenths = Int((seconds * 10).rounded())
    self.report(
      "\(what): \(printable(error.label)). Trying again in \(tenths / 10).\(tenths % 10) s (\(attempt) of \(most))."
    )
  }
}

extension Error {
  var sentenceOfCall: String {
    (self as? FileError)?.sentence ?? printable(ServiceError(unexpected: self).sentence, limit: 2000)
  }
}

extension ServiceError {
  /// Any other id would meet the same error.
  fileprivate var isAboutEveryCall: Bool {
    switch reason {
    case .refused, .unknownHost, .tls, .proxy, .redirected: true
    case .status(let status, _), .notJSON(let status, _): [401, 403, 407, 429].contains(status)
    case .service(let code, _, let status):
      [40020, 40100, 40130, 40132, 40300, 40304].contains(code) || [401, 403, 429].contains(status)
    case .timedOut, .connectionLost, .namedFailure, .noMemory, .unexpectedAnswer, .notUnderstood,
      .unsuccessful, .tooLarge, .other:
      false
    }
  }
}
