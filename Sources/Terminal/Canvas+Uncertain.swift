import Canvas

/// Terminals disagree with `wcwidth` about some clusters: 👨‍👩‍👧 takes two columns in tmux and six in xterm, ❤️ one
/// or two. Where such a cluster stands, the rest of its row is shifted, and curses does not know it.
extension Canvas {
  /// Those of the changed `rows` that must be drawn by themselves. Rows that only moved are not among them: the
  /// terminal scrolls them as they are.
  func uncertainRows(of rows: [Int], after shown: Canvas?) -> [Int] {
    let uncertain = rows.filter { self[row: $0].isUncertain || (shown?[row: $0].isUncertain ?? false) }
    guard !uncertain.isEmpty, let shown else { return uncertain }
    let moved = rowsMoved(from: shown)
    return uncertain.filter { !moved.contains($0) }
  }

  /// Rows that stand in `shown` a few rows above or below, in runs long enough for curses to scroll them: three at
  /// least, and about as many as they move (`hashmap.c` of ncurses).
  private func rowsMoved(from shown: Canvas) -> Set<Int> {
    var moved: Set<Int> = []
    let height = size.height
    for distance in 1 - height..<height where distance != 0 {
      var run = 0
      for y in 0...height {
        if y < height, (0..<height).contains(y + distance), self[row: y] == shown[row: y + distance] {
          run += 1
          continue
        }
        if run >= 3, run + min(run / 8, 2) >= abs(distance) { moved.formUnion(y - run..<y) }
        run = 0
      }
    }
    return moved
  }
}

extension ArraySlice<Cell> {
  /// Some cluster has more bytes than any single scalar: several, or a letter with more than one accent.
  fileprivate var isUncertain: Bool { contains { $0.text.utf8.count > 4 } }
}
