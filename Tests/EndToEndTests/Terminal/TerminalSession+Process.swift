import Foundation
import Glibc
import Testing

extension TerminalSession {
  /// Of the pane's own process: `memtui`, or the shell.
  var processID: pid_t {
    get async throws {
      let text = try await tmux("display-message", "-p", "#{pane_pid}")
      return try #require(pid_t(text.trimmingCharacters(in: .whitespacesAndNewlines)))
    }
  }

  /// How the pane's process ended; a signal counts as 128 and its number.
  func exitCode(at location: SourceLocation = #_sourceLocation) async throws -> Int32 {
    let process = try await processID
    try await wait(until: "the program has ended", at: location) {
      // The pane dies with its terminal; how the process ended is known once tmux has fetched that.
      kill(process, 0) != 0
    }
    let text = try await tmux("display-message", "-p", "#{pane_dead}|#{pane_dead_status}|#{pane_dead_signal}")
    let words = text.trimmingCharacters(in: .whitespacesAndNewlines).components(separatedBy: "|")
    try #require(words.count == 3 && words[0] == "1", sourceLocation: location)
    // tmux 3.3 says nothing for 0.
    return Int32(words[1]) ?? Int32(words[2]).map { 128 + $0 } ?? 0
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

/// What the kernel counts of a process, all threads together.
struct ProcessCounters: Sendable, Equatable {
  var voluntarySwitches = 0
  /// Hundredths of a second of processor time.
  var ticks = 0

  init(of process: pid_t) throws {
    let tasks = "/proc/\(process)/task"
    for thread in try FileManager.default.contentsOfDirectory(atPath: tasks) {
      let status = try String(contentsOfFile: "\(tasks)/\(thread)/status", encoding: .utf8)
      for line in status.split(separator: "\n") where line.hasPrefix("voluntary_ctxt_switches:") {
        voluntarySwitches += Int(line.split(separator: "\t").last ?? "") ?? 0
      }
      let fields =
        try String(contentsOfFile: "\(tasks)/\(thread)/stat", encoding: .utf8)
        .components(separatedBy: ") ").last?.split(separator: " ") ?? []
      // Fields 14 and 15 of proc(5), counted from 1; the name and what is before it are cut off here.
      if fields.count > 12 { ticks += (Int(fields[11]) ?? 0) + (Int(fields[12]) ?? 0) }
    }
  }

  /// False for a zombie, too: who should fetch its exit code does not matter here.
  static func isRunning(_ process: pid_t) -> Bool {
    guard let stat = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8),
      let state = stat.components(separatedBy: ") ").last?.first
    else { return false }
    return !"ZX".contains(state)
  }
}
