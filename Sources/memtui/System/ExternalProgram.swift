import BrowserCore
import SystemPackage
import Terminal

/// `$PAGER` or `$EDITOR`, which has the terminal for itself while it runs: `Screen.handOver`.
struct ExternalProgram {
  /// With its arguments: `code -w`.
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
    // With `-F`, which many set for git, less ends at once after a short text.
    environment["LESS"] = (environment["LESS"].map { $0 + " " } ?? "") + "-+F"
    return ExternalProgram(command: command, environment: environment)
  }

  static func editor(_ environment: [String: String]) -> ExternalProgram {
    ExternalProgram(command: first(["VISUAL", "EDITOR"], environment) ?? "vi", environment: environment)
  }

  /// Nobody reads or edits anything in less time. An editor with a window of its own returns at once and opens the file
  /// later.
  private static let atOnce = Duration.seconds(1)

  /// Gives the text to the program's input and waits until it ends, then for a key if nobody can have read it.
  func show(_ text: String, in job: ForegroundJob) throws(Failure) {
    let input: UnnamedFile
    do throws(FileError) {
      input = try TemporaryFiles(environment).unnamed()
      try input.append(Array(text.utf8))
      try input.rewind()
    } catch {
      throw noTemporaryFile(error)
    }
    let duration = try ContinuousClock().measuring { () throws(Failure) in
      try run([], input: input.descriptor, in: job)
    }
    // A slow terminal may take longer to show it.
    let neverWaits = command.split(separator: " ").first == "cat"
    if duration < Self.atOnce || neverWaits { job.waitForKey("Press a key to return") }
  }

  /// What an editor has left behind.
  struct Edited {
    var text: String
    /// It returned before anybody could edit anything.
    var atOnce: Bool
  }

  /// Opens a read-only copy.
  ///
  /// - Returns: whether the editor returned at once; then the copy is kept in `copies`.
  func view(
    _ text: String, name: String, in job: ForegroundJob, keeping copies: KeptFiles
  ) throws(Failure) -> Bool {
    try edit(text, name: name, permissions: .ownerRead, in: job, keeping: copies).atOnce
  }

  /// The text after the editor has ended well, without the line end that editors add to a text that has none.
  func edit(
    _ text: String, name: String, in job: ForegroundJob, keeping copies: KeptFiles
  ) throws(Failure) -> Edited {
    var edited = try edit(text, name: name, permissions: .ownerReadWrite, in: job, keeping: copies)
    if edited.text.last == "\n", text.last != "\n" { edited.text.removeLast() }
    return edited
  }

  private static let largestSize = 64 << 20

  private func edit(
    _ text: String, name: String, permissions: FilePermissions, in job: ForegroundJob,
    keeping copies: KeptFiles
  ) throws(Failure) -> Edited {
    let file: NamedFile
    do throws(FileError) {
      file = try TemporaryFiles(environment).named(name, text, permissions: permissions)
    } catch {
      throw noTemporaryFile(error)
    }
    var keeps = false
    defer { if keeps { copies.keep(file) } else { file.remove() } }
    let duration = try ContinuousClock().measuring { () throws(Failure) in try run([file.path], in: job) }
    do throws(FileError) {
      let edited = try FileBytes(path: file.path, limit: Self.largestSize).utf8Text()
      keeps = duration < Self.atOnce && job.ending == nil
      return Edited(text: edited, atOnce: keeps)
    } catch {
      throw Failure(command: command, fault: .leftNothing(error.cause))
    }
  }

  /// Through a shell, because the command may have arguments; our own reach the program unread by that shell. Ctrl-C
  /// interrupts less and vi without ending them, so it must not end the shell and leave them behind.
  private func run(_ arguments: [String], input: FileDescriptor? = nil, in job: ForegroundJob) throws(Failure)
  {
    let parameters = arguments.indices.map { " \"$\($0 + 1)\"" }.joined()
    let child: ChildProcess
    do throws(FileError) {
      child = try ChildProcess(
        ["/bin/sh", "-c", "trap : INT QUIT; " + command + parameters, "sh"] + arguments,
        environment: environment,
        streams: ChildProcess.Streams(input: input), leadsGroup: true)
    } catch {
      throw Failure(command: command, fault: .system(error.cause))
    }
    var output: ForegroundJob.Output?
    switch job.wait(for: child.id, output: &output) {
    case .exited(0), .ending, .timeLimit, .tooMuchOutput, .unknown: return
    // The shell's code for a program that a signal ended.
    case .exited(let code) where code > 128: throw Failure(command: command, fault: .signalled(code - 128))
    case .exited(let code): throw Failure(command: command, fault: .exited(code))
    case .signalled(let number): throw Failure(command: command, fault: .signalled(number))
    }
  }

  private func noTemporaryFile(_ error: FileError) -> Failure {
    Failure(command: command, fault: .noTemporaryFile(folder: error.path, reason: error.cause))
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
