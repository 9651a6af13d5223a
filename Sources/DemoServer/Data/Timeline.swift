/// When the rows of one category were last touched: row 0 is the newest, the last one is fourteen months old.
///
/// Rows come in conversations of two to six, a minute or more apart, so that a screen shows bursts as real use does.
struct Timeline {
  /// Milliseconds since 1970; nothing that exists from the start is newer.
  let anchor: Int64
  let count: Int

  static let span: Int64 = 426 * 86_400_000
  /// Conversations are cut out of blocks of twelve rows.
  private static let block = 12
  private static let cuts: [[Int]] = [
    [5, 4, 3], [3, 3, 2, 4], [6, 6], [2, 4, 6], [4, 2, 2, 4], [5, 3, 4], [2, 3, 3, 2, 2], [6, 2, 4],
  ]

  struct Place {
    var conversation: Int
    /// Milliseconds since 1970.
    var time: Int64
  }

  /// Rows beyond `count` are those that arrived later: each a minute newer than the one before.
  func place(of row: Int, noise: Noise) -> Place {
    guard row < count else {
      return Place(conversation: row, time: anchor + Int64(row - count + 1) * 60_000)
    }
    let number = row / Timeline.block
    let blockNoise = Noise(noise, number)
    let cut = blockNoise.element(1, of: Timeline.cuts)
    var (part, first) = (0, 0)
    while first + cut[part] <= row % Timeline.block {
      first += cut[part]
      part += 1
    }
    let slot = max(slotLength / Int64(cut.count), 2)
    let start = Int64(number) * slotLength + Int64(part) * slot
    let pace = 90_000 + Int64(blockNoise.pick(UInt64(20 + part), below: 300)) * 1000
    let step = min(pace, slot / Int64(2 * cut[part]))
    // The first conversation is recent also where rows are rare.
    let looseness = number == 0 && part == 0 ? slot / 40 : slot / 2
    let drift = Int64(blockNoise.pick(UInt64(2 + part), below: 1000)) * looseness / 1000
    let within = Int64(row % Timeline.block - first) * step
    return Place(conversation: number * 8 + part, time: awake(-1000 - start - drift - within))
  }

  /// Moves a time, relative to the anchor, into the 16 hours of its day in which people write, in the same order.
  private func awake(_ offset: Int64) -> Int64 {
    let day: Int64 = 86_400_000
    let days = (offset - day + 1) / day
    let within = offset - days * day
    return (anchor + days * day + day * 7 / 24 + within * 2 / 3) / 1000 * 1000
  }

  /// Minutes between rows are certain, so a time may be written without its seconds and rows stay in order.
  var isCoarse: Bool { slotLength >= 12 * 600_000 }

  private var slotLength: Int64 {
    Timeline.span * Int64(Timeline.block) / Int64(max(count, 1))
  }
}
