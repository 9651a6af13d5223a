import Foundation
import Glibc
import Testing

extension TerminalSession {
  /// Of the pane's own process: `memtui`, or the shell.
  var processID: pid_t {
    get async throws {
      try #require(pid_t(try await formatted("#{pane_pid}")))
    }
  }

  /// What tmux says of its pane.
  func formatted(_ format: String) async throws -> String {
    try await tmux("display-message", "-p", format).trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// How the pane's process ended; a signal counts as 128 and its number.
  func exitCode(at location: SourceLocation = #_sourceLocation) async throws -> Int32 {
    let process = try await processID
    let server = try #require(pid_t(try await formatted("#{pid}")), sourceLocation: location)
    try await wait(until: "the program has ended", at: location) {
      // tmux 3.3a misses the end of a program one time in ten, until it is told again.
      if !ProcessCounters.isRunning(process) { kill(server, SIGCHLD) }
      return kill(process, 0) != 0
    }
    let words = try await formatted("#{pane_dead}|#{pane_dead_status}|#{pane_dead_signal}")
      .components(separatedBy: "|")
    try #require(words.count == 3 && words[0] == "1", sourceLocation: location)
    return try #require(Int32(words[1]) ?? Int32(words[2]).map { 128 + $0 }, sourceLocation: location)
  }

  /// Process ids by name below the pane's shell.
  func children(named name: String) async throws -> [pid_t] {
    let output = try await Command.output(
      ["/usr/bin/env", "ps", "-o", "pid=,comm=", "--ppid", "\(try await processID)"],
      environment: ["PATH": "/usr/bin:/bin"])
    return output.text.split(separator: "\n").compactMap { line in
      let words = line.split(separator: " ")
      return words.last == Substring(name) ? words.first.flatMap { pid_t($0) } : nil
    }
  }
}
