import Foundation
import Glibc

/// The kernel's counters for a process.
struct ProcessCounters: Sendable, Equatable {
  /// How often each thread went to sleep voluntarily, by thread id.
  var voluntarySwitches: [Int: Int] = [:]
  /// Hundredths of a second of processor time, all threads together.
  var ticks = 0

  init(of process: pid_t) throws {
    let tasks = "/proc/\(process)/task"
    for thread in try FileManager.default.contentsOfDirectory(atPath: tasks) {
      // A thread may end while its file is read.
      guard let status = try? String(contentsOfFile: "\(tasks)/\(thread)/status", encoding: .utf8),
        let line = status.split(separator: "\n").first(where: { $0.hasPrefix("voluntary_ctxt_switches:") })
      else { continue }
      voluntarySwitches[Int(thread) ?? 0] = Int(line.split(separator: "\t").last ?? "")
    }
    let stat = try String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)
    // Fields 14 and 15 of proc(5), counted from 1; the first two, up to the name, are cut off here.
    let fields = stat.components(separatedBy: ") ").last?.split(separator: " ") ?? []
    if fields.count > 12 { ticks = (Int(fields[11]) ?? 0) + (Int(fields[12]) ?? 0) }
  }

  /// Wake-ups by thread, without those that slept all the time. Threads that ended meanwhile do not count: Dispatch
  /// ends idle workers after five seconds.
  func wakeUps(since earlier: ProcessCounters) -> [Int: Int] {
    var wakeUps: [Int: Int] = [:]
    for (thread, count) in voluntarySwitches where count != earlier.voluntarySwitches[thread] {
      wakeUps[thread] = count - (earlier.voluntarySwitches[thread] ?? 0)
    }
    return wakeUps
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
