import BrowserCore
import Glibc
import MemOSClient
import MemoryModel
import SystemPackage
import TUI

/// `memtui diff A B` and `memtui diff --user A --user B`. Its exit codes are those of diff.
enum DiffProgram {
  static func run(_ command: DiffCommand, environment: [String: String]) async throws(SettingsError) -> Never
  {
    // A closed pipe is an error of the write then: `memtui diff A B | head`.
    signal(SIGPIPE, SIG_IGN)
    let progress = ProgressLine(environment: environment)
    progress.endOnSignals()
    let subjects = command.subjects.settings
    guard subjects.isEmpty || command.files.isEmpty else {
      throw .usage(.diffOfFiles(flag: subjects[0].0.flag))
    }
    if subjects.isEmpty {
      guard command.files.count == 2 else {
        throw .usage(.diffCount(files: command.files.count, users: 0))
      }
      if let flag = command.flagOfService { throw .usage(.diffOfFiles(flag: flag)) }
      guard command.files != ["-", "-"] else { throw .usage(.standardInputTwice) }
      compareFiles(command, environment, progress)
    }
    guard subjects.count == 2 else { throw .usage(.diffCount(files: 0, users: subjects.count)) }
    try await UserDiff(command, environment, progress).run()
  }

  private static func compareFiles(
    _ command: DiffCommand, _ environment: [String: String], _ progress: ProgressLine
  ) -> Never {
    var times = Settings()
    times.usesUTC = command.times.usesUTC
    let context = DrawingContext(of: times)
    end(progress) {
      let a = try ExportFile(path: command.files[0], environment: environment)
      let b = try ExportFile(path: command.files[1], environment: environment)
      let comparison = try compare(a, b, progress)
      let output = DiffOutput(a, b, command.format, betweenUsers: false, context, progress)
      return try output.write(
        comparison.counts, onlyA: comparison.onlyA, onlyB: comparison.onlyB, changes: comparison.changes)
    }
  }

  private static func compare(
    _ a: ExportFile, _ b: ExportFile, _ progress: ProgressLine
  ) throws -> ExportComparison {
    var comparison = ExportComparison()
    var count = 0
    for (side, file) in [(DiffSide.a, a), (.b, b)] {
      while let records = try file.next() {
        do {
          for record in records {
            try comparison.add(record, to: side) { try ($0 == .a ? a : b).memory(at: $1) }
          }
        } catch let fault as ExportFault {
          throw ExportFile.Fault.notAnExport(fault, name: file.name)
        }
        count += records.count
        progress.draw("compared \(count.grouped) memories")
      }
    }
    comparison.sort()
    return comparison
  }

  /// Ends with the code of what `body` returns: whether something differs.
  private static func end(_ progress: ProgressLine, _ body: () throws -> Bool) -> Never {
    do {
      exitProcess(try body() ? ExitCode.differs : ExitCode.success)
    } catch {
      progress.clear()
      end(with: error)
    }
  }

  static func end(with error: any Error) -> Never {
    // The reader closed the pipe, and it is written only if something differs.
    if let error = error as? FileError, error.errno == .brokenPipe { exitProcess(ExitCode.differs) }
    StandardError.report((error as? ExportFile.Fault)?.sentence ?? error.sentenceOfCall)
    exitProcess(ExitCode.usage)
  }
}
