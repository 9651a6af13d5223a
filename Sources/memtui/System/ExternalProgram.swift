import BrowserCore
import Glibc
import Terminal

/// `$PAGER` or `$EDITOR` with the terminal for itself. Whoever calls has lent it: `Screen.handOver`.
struct ExternalProgram {
  /// As set, arguments and all: `code -w`.
  let command: String
  private let environment: [String: String]

  struct Failure: Error, Sendable, Hashable {
    var command: String
    var fault: Notice.ChildFault

    var fact: Notice.Fact { .childFailed(command: command, fault) }
  }

  static func pager(_ environment: [String: String]) -> ExternalProgram {
    var environment = environment
    let command = first(["PAGER"], environment) ?? "less"
    // With `-F`, which many set for git, less shows a short text and is gone before anyone has read it.
    environment["LESS"] = (environment["LESS"].map { $0 + " " } ?? "") + "-+F"
    return ExternalProgram(command: command, environment: environment)
  }

  static func editor(_ environment: [String: String]) -> ExternalProgram {
    ExternalProgram(command: first(["VISUAL", "EDITOR"], environment) ?? "vi", environment: environment)
  }

  /// Nobody reads or edits anything in less. Editors with a window of their own return at once, and open the file later.
  private static let atOnce = Duration.seconds(1)

  /// Gives the text to the program's input and waits until it has ended, and for a key if nobody can have read it.
  func show(_ text: String, in job: ForegroundJob) throws(Failure) {
    let input: UnnamedFile
    do throws(SystemFailure) {
      input = try UnnamedFile(environment: environment, likely: .short)
      try input.append(Array(text.utf8))
      try input.rewind()
    } catch {
      throw noTemporaryFile(error)
    }
    let duration = try ContinuousClock().measuring { () throws(Failure) in
      try run([], input: input.descriptor, in: job)
    }
    // However long a slow terminal takes to show it.
    let neverWaits = command.split(separator: " ").first == "cat"
    if duration < Self.atOnce || neverWaits { job.waitForKey("Press a key to return") }
  }

  /// What an editor has left behind.
  struct Edited {
    var text: String
    /// It returned before anybody could edit anything.
    var atOnce: Bool
  }

  /// Opens a copy that cannot be written.
  ///
  /// - Returns: whether the editor returned at once; the copy stays then, until `copies` are removed.
  func view(_ text: String, name: String, in job: ForegroundJob, keeping copies: LentCopies) throws(Failure)
    -> Bool
  {
    try edit(text, name: name, mode: 0o400, in: job, keeping: copies).atOnce
  }

  /// What the text is after the editor has ended well. One line end that editors add at the end is taken off, if
  /// there was none.
  func edit(
    _ text: String, name: String, in job: ForegroundJob, keeping copies: LentCopies
  ) throws(Failure) -> Edited {
    var edited = try edit(text, name: name, mode: 0o600, in: job, keeping: copies)
    if edited.text.last == "\n", text.last != "\n" { edited.text.removeLast() }
    return edited
  }

  private static let largestSize = 64 << 20

  private func edit(
    _ text: String, name: String, mode: mode_t, in job: ForegroundJob, keeping copies: LentCopies
  ) throws(Failure) -> Edited {
    let folder: TemporaryFolder
    do throws(SystemFailure) {
      folder = try TemporaryFolder(environment: environment)
    } catch {
      throw noTemporaryFile(error)
    }
    var keeps = false
    defer { if keeps { copies.keep(folder) } else { folder.remove() } }
    let path: String
    do throws(SystemFailure) {
      path = try folder.write(text, to: name, mode: mode)
    } catch {
      throw noTemporaryFile(error)
    }
    let duration = try ContinuousClock().measuring { () throws(Failure) in try run([path], in: job) }
    keeps = duration < Self.atOnce && job.ending == nil
    do throws(FileBytes.Fault) {
      return Edited(text: try FileBytes(path: path, limit: Self.largestSize).utf8Text(), atOnce: keeps)
    } catch {
      keeps = false
      throw Failure(command: command, fault: .leftNothing(error.words))
    }
  }

  /// Through a shell, because the command may have arguments; what it gets from us is not read by that shell. Ctrl-C,
  /// with which less and vi only stop what they are at, must not end the shell and leave them behind.
  private func run(_ arguments: [String], input: Int32? = nil, in job: ForegroundJob) throws(Failure) {
    let places = arguments.indices.map { " \"$\($0 + 1)\"" }.joined()
    let child: ChildProcess
    do throws(ChildProcess.NotStarted) {
      child = try ChildProcess(
        ["/bin/sh", "-c", "trap : INT QUIT; " + command + places, "sh"] + arguments, environment: environment,
        streams: ChildProcess.Streams(input: input), leadsGroup: true)
    } catch {
      throw Failure(command: command, fault: .system(String(cString: strerror(error.number))))
    }
    var output: ForegroundJob.Output?
    switch job.wait(for: child.id, output: &output) {
    case .exited(0), .ending, .timeLimit, .tooMuchOutput, .unknown: return
    // What the shell says of a program that a signal ended.
    case .exited(let code) where code > 128: throw Failure(command: command, fault: .signalled(code - 128))
    case .exited(let code): throw Failure(command: command, fault: .exited(code))
    case .signalled(let number): throw Failure(command: command, fault: .signalled(number))
    }
  }

  private func noTemporaryFile(_ failure: SystemFailure) -> Failure {
    Failure(
      command: command, fault: .noTemporaryFile(folder: failure.temporaryFolder ?? "", reason: failure.words))
  }

  private static func first(_ variables: [String], _ environment: [String: String]) -> String? {
    variables.lazy.compactMap { environment[$0] }.first { !$0.allSatisfy(\.isWhitespace) }
  }
}

extension ContinuousClock {
  fileprivate func measuring<Failure>(_ body: () throws(Failure) -> Void) throws(Failure) -> Duration {
    let start = now
    try body()
    return now - start
  }
}
