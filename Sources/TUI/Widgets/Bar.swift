import Canvas

/// A line that is filled from both ends: `row 3 of 150          f filter  ? help`.
struct Bar {
  private(set) var room: Rect

  init(in row: Rect) { room = row.inset(left: 1, right: 1) }

  mutating func left(_ text: String, _ role: Theme.Role, gap: Int = 0, on drawing: inout Drawing) {
    room = room.inset(left: gap)
    room = room.inset(left: drawing.write(text, in: room, role))
  }

  /// Keeps its room and a gap before it: what is written at the left later is cut.
  mutating func right(_ text: String, _ role: Theme.Role, gap: Int = 2, on drawing: inout Drawing) {
    drawing.writeRight(text, in: room, role)
    room = room.inset(right: drawing.context.columns(text) + gap)
  }
}
