/// SplitMix64: the same numbers from the same seed on every machine.
struct RandomSource: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  /// A separate source for each purpose: `RandomSource(seed, "factual", 12)`.
  init(_ seed: UInt64, _ parts: any CustomStringConvertible...) {
    var state = seed
    for byte in parts.map(\.description).joined(separator: "/").utf8 {
      state = (state ^ UInt64(byte)) &* 0x100_0000_01B3
    }
    self.init(seed: state)
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  mutating func below(_ count: Int) -> Int { Int.random(in: 0..<max(1, count), using: &self) }

  /// True once in `count` times on average.
  mutating func once(in count: Int) -> Bool { below(count) == 0 }

  mutating func element<Element>(of list: [Element]) -> Element { list[below(list.count)] }
}
