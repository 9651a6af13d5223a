extension Glyphs {
  /// `0.84` in five cells: `████░`.
  func bar(_ share: Double, width: Int) -> String {
    let full = Int((max(0, min(1, share)) * Double(width)).rounded())
    return String(repeating: barFull, count: full) + String(repeating: barEmpty, count: width - full)
  }

  /// `[1, 0, 8]` is `▁ █`: the most is the highest, and only nothing is blank.
  func sparkline(_ counts: [Int]) -> String {
    let most = max(1, counts.max() ?? 1)
    return counts.map { count in
      count <= 0 ? " " : sparks[min(sparks.count - 1, (count * sparks.count - 1) / most)]
    }.joined()
  }
}
