extension Canvas {
  /// Changes how cells look that are already written: the head of a row in bold, a match marked. Columns outside
  /// the canvas are left out.
  public mutating func restyle(x: Int, y: Int, width: Int, _ change: (inout Style) -> Void) {
    guard (0..<size.height).contains(y) else { return }
    let from = max(0, x)
    for column in from..<max(from, min(size.width, x + max(0, width))) {
      change(&cells[y * size.width + column].style)
    }
  }
}
