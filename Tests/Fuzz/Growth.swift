import Glibc

/// Whether the cost of an input grows faster than its size. A part of the input is repeated until the input has two sizes,
/// 8 and 32 KB; in the larger one a byte may cost at most ``factor`` times as much. Quadratic cost would give 4.
@MainActor struct Growth {
  private static let sizes = (small: 8_192, large: 32_768)
  private static let factor = 2.0
  /// Below, in seconds, the clock and the allocator say more than the input.
  var leastCost = 0.005
  /// Most inputs are cleared by one measurement; a suspicion is measured again, and the fastest run counts.
  private static let runs = [1, 5, 15]
  private static let partsPerInput = 6

  let check: @MainActor ([UInt8]) throws(Finding) -> Void

  /// What grows too fast: `16384 bytes take 0.01 s, …`
  func excess(of input: [UInt8]) throws(Finding) -> String? {
    for part in Self.parts(of: input) {
      if let excess = try excess(of: input, repeating: part) { return excess }
    }
    return nil
  }

  private func excess(of input: [UInt8], repeating part: Range<Int>) throws(Finding) -> String? {
    var excess: String?
    for runs in Self.runs {
      let small = Self.enlarged(input, repeating: part, to: Self.sizes.small)
      let large = Self.enlarged(input, repeating: part, to: Self.sizes.large)
      let costs = (small: try cost(of: small, runs), large: try cost(of: large, runs))
      let growth = costs.large / Double(large.count) / (costs.small / Double(small.count))
      guard costs.large > leastCost, growth > Self.factor else { return nil }
      excess =
        "with bytes \(part) repeated, \(small.count) bytes take \(costs.small) s and \(large.count) bytes "
        + "\(costs.large) s: a byte costs \(growth) times as much"
    }
    return excess
  }

  private func cost(of input: [UInt8], _ runs: Int) throws(Finding) -> Double {
    var best = Double.infinity
    for _ in 0..<runs {
      let start = Self.now
      try check(input)
      best = min(best, Self.now - start)
    }
    return best
  }

  /// In processor time of this thread: what other processes do does not count.
  private static var now: Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  /// All of it, and parts that depend on the bytes alone, so that a finding is found again.
  static func parts(of input: [UInt8]) -> [Range<Int>] {
    var state = input.reduce(UInt64(0xCBF2_9CE4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    func below(_ count: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % max(1, count)
    }
    let others = (1..<partsPerInput).map { number in
      let start = below(input.count)
      // Short parts repeat most often: `[[[[`.
      let longest = min(input.count - start, number < 4 ? 8 : input.count)
      return start..<start + 1 + below(longest)
    }
    return input.isEmpty ? [] : [0..<input.count] + others
  }

  private static func enlarged(_ input: [UInt8], repeating part: Range<Int>, to size: Int) -> [UInt8] {
    var enlarged = Array(input[..<part.lowerBound])
    // Odd for both sizes: `" b =` an even number of times leaves a quotation mark open, and is refused at once.
    let count = max(0, (size - input.count) / part.count) | 1
    for _ in 0..<count { enlarged += input[part] }
    return enlarged + input[part.upperBound...]
  }
}
