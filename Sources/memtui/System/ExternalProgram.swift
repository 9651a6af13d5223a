import BrowserCore
import SystemPackage
import Terminal

/// `$PAGER` or `$EDITOR`, which has the terminal while it runs: `Screen.handOver`.
struct ExternalProgram {
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

  /// Nobody reads in less time: an editor with its own window returned at once and opens the file later.
  private static let atOnce = Duration.seconds(1)

  /// The program's input is the text. Waits for a key if nobody can have read it.
  func show(_ text: String, in job: ForegroundJob) throws(Failure) {
    let input = try translating(noTemporaryFile) { () throws(FileError) in
      try TemporaryFiles(environment).unnamed(text)
    }
    let returnedAtOnce = try run([], input: input.descriptor, in: job)
    // A slow terminal may take longer than ``atOnce`` to show it.
    if returnedAtOnce || command.split(separator: " ").first == "cat" {
      job.waitForKey("Press a key to return")
    }
  }

  struct Edited {
    var text: String
    var atOnce: Bool
  }

  /// Opens a read-only copy. Returns whether the editor returned at once; then the copy is kept in `copies`.
  func view(
    _ text: String, name: String, in job: ForegroundJob, keeping copies: KeptFiles
  ) throws(Failure) -> Bool {
    try edit(text, name: name, permissions: .ownerRead, in: job, keeping: copies).atOnce
  }

  /// The edited text, without the line end that editors add.
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
    let file = try translating(noTemporaryFile) { () throws(FileError) in
      try TemporaryFiles(environment).named(name, text, permissions: permissions)
    }
    var keeps = false
    defer { if keeps { copies.keep(file) } else { file.remove() } }
    let returnedAtOnce = try run([file.path], in: job)
    let edited = try translating(
      { failure(.leftNothing($0.cause)) },
      { () throws(FileError) in
        try FileBytes(path: file.path, limit: Self.largestSize).utf8Text()
      })
    keeps = returnedAtOnce && job.ending == nil
    return Edited(text: edited, atOnce: keeps)
  }

  /// The shell must survive Ctrl-C, as less and vi do. Returns whether it took less than ``atOnce``.
  private func run(
    _ arguments: [String], input: FileDescriptor? = nil, in job: ForegroundJob
  ) throws(Failure) -> Bool {
    let start = ContinuousClock.now
    let parameters = arguments.indices.map { " \"$\($0 + 1)\"" }.joined()
    let arguments = ["/bin/sh", "-c", "trap : INT QUIT; " + command + parameters, "sh"] + arguments
    let child = try translating(
      { failure(.system($0.cause)) },
      { () throws(FileError) in
        try ChildProcess(arguments, environment: environment, streams: .init(input: input), leadsGroup: true)
      })
    var output: ForegroundJob.Output?
    switch job.wait(for: child.id, output: &output) {
    case .exited(0), .ending, .timeLimit, .tooMuchOutput, .unknown: break
    // The shell's code for a program that a signal ended.
    case .exited(let code) where code > 128: throw failure(.signalled(code - 128))
    case .exited(let code): throw failure(.exited(code))
    case .signalled(let number): throw failure(.signalled(number))
    }
    return ContinuousClock.now - start < Self.atOnce
  }

  private func noTemporaryFile(_ error: FileError) -> Failure {
    failure(.noTemporaryFile(folder: error.path, reason: error.cause))
  }

  private func failure(_ fault: Notice.ChildFault) -> Failure { Failure(command: command, fault: fault) }

  private static func first(_ variables: [String], _ environment: [String: String]) -> String? {
    variables.lazy.compactMap { environment[$0] }.first { !$0.allSatisfy(\.isWhitespace) }
  }
}
