import Foundation
import Testing

/// Random sequences of keys, answers, failures and resizes, in a separate process because a trap ends it.
///
/// `MEMTUI_WALK_SECONDS` sets how long (10 by default), `MEMTUI_WALK_SEED` the first seed: `Scripts/test --walk 600`.
@Suite struct RandomWalkTests {
  @Test func aRandomWalkFindsNothing() async throws {
    let environment = ProcessInfo.processInfo.environment
    let seconds = environment["MEMTUI_WALK_SECONDS"] ?? "10"
    let walk = try await WalkProcess.run([
      "--seed", environment["MEMTUI_WALK_SEED"] ?? "1", "--seconds", seconds,
    ])
    guard let death = walk.death, let seed = walk.seed else { return }
    let shortest = try await shortened(seed: seed, walk.steps, death)
    Issue.record("seed \(seed): \(death)\n\(shortest.joined(separator: "\n"))")
  }

  /// Leaves out steps that are not needed for the same fault: first halves, then single steps.
  private func shortened(seed: String, _ steps: [String], _ death: String) async throws -> [String] {
    var kept = steps.filter { !$0.hasPrefix("0 ") }
    let end = Date(timeIntervalSinceNow: 120)
    var size = max(1, kept.count / 2)
    while Date() < end {
      var start = 0
      var hasShrunk = false
      while start < kept.count, Date() < end {
        var candidate = kept
        candidate.removeSubrange(start..<min(kept.count, start + size))
        let numbers = candidate.compactMap { $0.split(separator: " ").first }.joined(separator: ",")
        let walk = try await WalkProcess.run(["--seed", seed, "--only", numbers])
        if walk.death == death {
          kept = candidate
          hasShrunk = true
        } else {
          start += size
        }
      }
      if size == 1, !hasShrunk { break }
      size = max(1, size / 2)
    }
    return kept
  }
}

/// The outcome of a run of the walker.
private struct WalkProcess: Sendable {
  /// The seed of the last walk.
  var seed: String?
  var steps: [String] = []
  /// The signal, or the kind of the finding; nil for a normal end.
  var death: String?
  var detail = ""

  /// Waits on its own thread: the other tests need the threads of the cooperative pool.
  static func run(_ arguments: [String]) async throws -> WalkProcess {
    try await withCheckedThrowingContinuation { continuation in
      DispatchQueue.global().async { continuation.resume(with: Result { try runAndWait(arguments) }) }
    }
  }

  private static func runAndWait(_ arguments: [String]) throws -> WalkProcess {
    let process = Process()
    process.executableURL = Bundle.main.bundleURL.deletingLastPathComponent().appendingPathComponent(
      "RandomWalk")
    if !FileManager.default.isExecutableFile(atPath: process.executableURL?.path ?? "") {
      process.executableURL = URL(fileURLWithPath: ".build/debug/RandomWalk")
    }
    process.arguments = arguments
    process.environment = ["SWIFT_BACKTRACE": "enable=no", "SWIFT_DETERMINISTIC_HASHING": "1"]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    var walk = WalkProcess()
    for line in text.split(separator: "\n") {
      if line.hasPrefix("walk ") {
        walk.seed = String(line.dropFirst(5))
        walk.steps = []
      } else if line.hasPrefix("finding ") {
        walk.detail = String(line)
      } else if line.first?.isNumber == true {
        walk.steps.append(String(line))
      }
    }
    if process.terminationReason == .uncaughtSignal {
      walk.death = "signal \(process.terminationStatus)"
    } else if process.terminationStatus != 0 {
      walk.death =
        walk.detail.split(separator: ":").first.map(String.init) ?? "exit \(process.terminationStatus)"
    }
    return walk
  }
}
