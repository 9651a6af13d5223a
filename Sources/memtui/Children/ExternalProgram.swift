import BrowserCore
import Glibc

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

  /// Gives the text to the program's input and waits until it has ended.
  func show(_ text: String) throws(Failure) {
    let input: Int32
    do throws(TemporaryFolder.Fault) {
      input = try TemporaryFolder.unnamedFile(text, environment: environment)
    } catch {
      throw failure(error.number)
    }
    defer { close(input) }
    try run([], input: input)
  }

  /// Opens a copy that cannot be written.
  func view(_ text: String, name: String) throws(Failure) {
    _ = try edit(text, name: name, mode: 0o400)
  }

  /// What the text is after the editor has ended well. One line end that editors add at the end is taken off, if
  /// there was none.
  func edit(_ text: String, name: String) throws(Failure) -> String {
    let edited = try edit(text, name: name, mode: 0o600)
    return edited.last == "\n" && text.last != "\n" ? String(edited.dropLast()) : edited
  }

  private static let largestSize = 64 << 20

  private func edit(_ text: String, name: String, mode: mode_t) throws(Failure) -> String {
    let folder: TemporaryFolder
    let path: String
    do throws(TemporaryFolder.Fault) {
      folder = try TemporaryFolder(environment: environment)
    } catch {
      throw failure(error.number)
    }
    defer { folder.remove() }
    do throws(TemporaryFolder.Fault) {
      path = try folder.write(text, to: name, mode: mode)
    } catch {
      throw failure(error.number)
    }
    try run([path])
    do throws(FileBytes.Fault) {
      return try FileBytes(path: path, limit: Self.largestSize).text
    } catch {
      switch error {
      case .missing: throw unreadable(ENOENT)
      case .unreadable(let number): throw unreadable(number)
      case .tooLarge: throw unreadable(EFBIG)
      }
    }
  }

  /// Through a shell, because the command may have arguments; what it gets from us is not read by that shell. Ctrl-C,
  /// with which less and vi only stop what they are at, must not end the shell and leave them behind.
  private func run(_ arguments: [String], input: Int32? = nil) throws(Failure) {
    let places = arguments.indices.map { " \"$\($0 + 1)\"" }.joined()
    let child: ChildProcess
    do throws(ChildProcess.NotStarted) {
      child = try ChildProcess(
        ["/bin/sh", "-c", "trap : INT QUIT; " + command + places, "sh"] + arguments, environment: environment,
        streams: ChildProcess.Streams(input: input))
    } catch {
      throw failure(error.number)
    }
    switch child.wait() {
    case .exited(0), nil: return
    // What the shell says of a program that a signal ended.
    case .exited(let code) where code > 128: throw Failure(command: command, fault: .signalled(code - 128))
    case .exited(let code): throw Failure(command: command, fault: .exited(code))
    case .signalled(let number): throw Failure(command: command, fault: .signalled(number))
    }
  }

  private func failure(_ number: Int32) -> Failure {
    Failure(command: command, fault: .system(String(cString: strerror(number))))
  }

  private func unreadable(_ number: Int32) -> Failure {
    Failure(command: command, fault: .leftNothing(String(cString: strerror(number))))
  }

  private static func first(_ variables: [String], _ environment: [String: String]) -> String? {
    variables.lazy.compactMap { environment[$0] }.first { !$0.allSatisfy(\.isWhitespace) }
  }
}
