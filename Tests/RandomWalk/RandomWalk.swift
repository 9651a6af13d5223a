import Glibc

/// Walks at random through the program, without terminal and network, and prints each step before taking it: if a trap
/// ends the process, the output shows where.
///
///     RandomWalk --seed 7 --seconds 10          walks of seed 7, 8, 9, … for ten seconds
///     RandomWalk --seed 7 --only 3,17,40        only these steps of the walk of seed 7
///
/// It exits with 3 after a finding.
@main @MainActor struct RandomWalk {
  static let stepsInWalk = 160

  static func main() {
    var seed: UInt64 = 1
    var seconds = 1.0
    var only: Set<Int>?
    var arguments = CommandLine.arguments.dropFirst()
    while let option = arguments.popFirst(), let value = arguments.popFirst() {
      switch option {
      case "--seed": seed = UInt64(value) ?? 1
      case "--seconds": seconds = Double(value) ?? 1
      case "--only": only = Set(value.split(separator: ",").compactMap { Int($0) })
      default:
        report("unknown option \(option)")
        exit(2)
      }
    }
    if let only { return walk(seed, only: only) }
    let end = ContinuousClock.now + .milliseconds(Int(seconds * 1000))
    var walks = 0
    repeat {
      walk(seed, only: nil)
      seed &+= 1
      walks += 1
    } while ContinuousClock.now < end
    report("walked \(walks)")
  }

  private static func walk(_ seed: UInt64, only: Set<Int>?) {
    report("walk \(seed)")
    var random = RandomSource(seed, "steps")
    let steps = (0..<stepsInWalk).map { _ in Step.random(&random) }
    let walk = Walk(seed: seed)
    do {
      report("0 start")
      try walk.begin()
      for (index, step) in steps.enumerated() where only?.contains(index + 1) != false {
        guard !walk.hasEnded else { return }
        report("\(index + 1) \(step)")
        try walk.take(step)
      }
    } catch {
      report("finding \(error.kind): \(error.detail)")
      exit(3)
    }
  }

  /// Written unbuffered: a trap loses the content of a buffer.
  private static func report(_ line: String) {
    let bytes = Array((line.replacing("\n", with: " ") + "\n").utf8)
    var written = 0
    while written < bytes.count {
      let count = bytes[written...].withUnsafeBytes { write(1, $0.baseAddress, $0.count) }
      guard count > 0 else { exit(4) }
      written += count
    }
  }
}
