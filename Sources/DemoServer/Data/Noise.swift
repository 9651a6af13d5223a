/// Reproducible noise: the same seed and salt give the same number on every machine and in every run.
struct Noise {
  let seed: UInt64

  init(seed: UInt64) { self.seed = seed }

  /// `Noise(Noise(seed: 7), 3)`: independent of the noise it was derived from.
  init(_ parent: Noise, _ step: Int) {
    seed = Noise.mix(parent.seed ^ (UInt64(truncatingIfNeeded: step) &* 0xD6E8_FEB8_6659_FD93))
  }

  func bits(_ salt: UInt64) -> UInt64 { Noise.mix(seed &+ salt &* 0x9E37_79B9_7F4A_7C15) }

  func pick(_ salt: UInt64, below count: Int) -> Int {
    Int(bits(salt).multipliedFullWidth(by: UInt64(count)).high)
  }

  func chance(_ salt: UInt64, of share: Int) -> Bool { pick(salt, below: 1000) < share }
  func element<Element>(_ salt: UInt64, of list: [Element]) -> Element { list[pick(salt, below: list.count)] }

  /// The finalizer of SplitMix64 (Steele, Lea, Flood 2014), a bijection of 64 bits.
  static func mix(_ value: UInt64) -> UInt64 {
    var bits = value
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
  }

  static func unmix(_ value: UInt64) -> UInt64 {
    var bits = value
    bits = (bits ^ (bits >> 31) ^ (bits >> 62)) &* 0x3196_42B2_D24D_8EC3
    bits = (bits ^ (bits >> 27) ^ (bits >> 54)) &* 0x96DE_1B17_3F11_9089
    return bits ^ (bits >> 30) ^ (bits >> 60)
  }
}

/// One number a purpose, so that a new purpose never changes what was there.
enum Salt {
  static let topic: UInt64 = 1
  static let language: UInt64 = 2
  static let phrase: UInt64 = 3
  static let length: UInt64 = 4
  static let times: UInt64 = 5
  static let age: UInt64 = 6
  static let confidence: UInt64 = 7
  static let kind: UInt64 = 8
  static let status: UInt64 = 9
  static let tags: UInt64 = 10
  static let tagCount: UInt64 = 11
  static let agent: UInt64 = 12
  static let app: UInt64 = 13
  static let missing: UInt64 = 14
  static let extra: UInt64 = 15
  static let sources: UInt64 = 16
  static let reasoning: UInt64 = 17
  static let rate: UInt64 = 18
  static let relativity: UInt64 = 19
  static let info: UInt64 = 100
  static let slot: UInt64 = 1000
}
