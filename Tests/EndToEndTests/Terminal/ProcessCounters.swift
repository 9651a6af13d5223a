import Foundation
import Glibc

/// The kernel's counters for the threads of a process, by thread id.
struct ProcessCounters: Sendable, Equatable {
  struct Thread: Sendable, Equatable {
    /// How often it went to sleep voluntarily.
    let sleeps: Int
    /// Hundredths of a second of processor time.
    let ticks: Int
  }

  private(set) var threads: [Int: Thread] = [:]

  init(of process: pid_t) throws {
    let tasks = "/proc/\(process)/task"
    for name in try FileManager.default.contentsOfDirectory(atPath: tasks) {
      // A thread may end while its files are read.
      guard let thread = Int(name),
        let status = try? String(contentsOfFile: "\(tasks)/\(name)/status", encoding: .utf8),
        let line = status.split(separator: "\n").first(where: { $0.hasPrefix("voluntary_ctxt_switches:") }),
        let sleeps = Int(line.split(separator: "\t").last ?? ""),
        let stat = try? String(contentsOfFile: "\(tasks)/\(name)/stat", encoding: .utf8)
      else { continue }
      // Fields 14 and 15 of proc(5), counted from 1; the first two, up to the name, are cut off here.
      let fields = stat.components(separatedBy: ") ").last?.split(separator: " ") ?? []
      guard fields.count > 12, let user = Int(fields[11]), let system = Int(fields[12]) else { continue }
      threads[thread] = Thread(sleeps: sleeps, ticks: user + system)
    }
  }

  /// The threads that woke or ran, as they are now. Threads that ended meanwhile do not count, and nor does the time that
  /// this took: Dispatch ends idle workers after five seconds.
  func active(since earlier: ProcessCounters) -> [Int: Thread] {
    threads.filter { $0.value != earlier.threads[$0.key] }
  }

  /// False for a zombie too: it does not matter here whether its exit code was collected.
  static func isRunning(_ process: pid_t) -> Bool {
    state(of: process).map { !"ZX".contains($0) } ?? false
  }

  static func isStopped(_ process: pid_t) -> Bool {
    state(of: process) == "T"
  }

  /// Field 3 of proc(5), nil when there is no such process.
  private static func state(of process: pid_t) -> Character? {
    guard let stat = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8) else { return nil }
    return stat.components(separatedBy: ") ").last?.first
  }

  /// The peak resident size of a process; nil once it has ended.
  static func peakBytes(of process: pid_t) -> Int? {
    guard let status = try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8),
      let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") })
    else { return nil }
    return line.split(whereSeparator: { !$0.isNumber }).first.flatMap { Int($0) }.map { $0 << 10 }
  }
}
