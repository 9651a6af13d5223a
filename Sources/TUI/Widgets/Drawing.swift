import BrowserCore
import Canvas
import MemoryModel

public struct DrawingContext: Sendable {
  public var cellWidth: CellWidth
  public var theme: Theme
  public var glyphs: Glyphs
  public var keymap: Keymap
  public var now: Timestamp
  /// Seconds east of UTC at a moment: the local zone's rule, or 0 for `--utc`.
  public var zoneOffset: @Sendable (Timestamp) -> Int
  public var serverZone: ServerZone

  public init(
    cellWidth: CellWidth, theme: Theme = .standard, keymap: Keymap = .standard, now: Timestamp,
    zoneOffset: @escaping @Sendable (Timestamp) -> Int, serverZone: ServerZone = .utc
  ) {
    self.cellWidth = cellWidth
    self.theme = theme
    self.glyphs = cellWidth.ascii ? .ascii : .unicode
    self.keymap = keymap
    self.now = now
    self.zoneOffset = zoneOffset
    self.serverZone = serverZone
  }

  func absolute(_ time: Timestamp) -> String { time.formatted(offsetSeconds: zoneOffset(time)) }
  func relative(_ time: Timestamp) -> String { time.relative(to: minute) }
  /// `3h`, where a column has no room for `3h ago`.
  func age(_ time: Timestamp) -> String { time.age(at: minute) }
  /// `2025-12-01 08:30`, without the zone.
  func moment(_ time: Timestamp) -> String { String(absolute(time).prefix(16)) }

  var today: CivilDate { CivilDate(at: now, offsetSeconds: zoneOffset(now)) }
  /// Relative times are no finer than a minute, so that text that holds them stays valid for one.
  var minute: Timestamp { Timestamp(milliseconds: now.milliseconds - now.milliseconds % 60_000) }

  func columns(_ text: String, limit: Int = .max) -> Int {
    VisibleText(text, width: cellWidth).columns(limit: limit)
  }
}

public struct Frame: Sendable {
  public struct Caret: Sendable, Hashable {
    public var x: Int
    public var y: Int
  }

  public var canvas: Canvas
  /// Where text is typed; `nil` hides the terminal's cursor.
  public var caret: Caret?
}

/// A frame while it is being drawn. Screens write through it, so that every text shows its marks.
struct Drawing {
  let context: DrawingContext
  private(set) var canvas: Canvas
  var mouse = MousePlaces()
  var caret: Frame.Caret?

  init(size: Size, _ context: DrawingContext) {
    self.context = context
    canvas = Canvas(size: size, width: context.cellWidth)
  }

  /// Writes text in the first line of a rectangle. What does not fit ends in `…`.
  @discardableResult
  mutating func write(
    _ text: String, in row: Rect, _ role: Theme.Role = .text, ellipsis: Bool = true
  ) -> Int {
    canvas.write(
      text, x: row.x, y: row.y, maxWidth: row.width, style: context.theme[role],
      markStyle: context.theme[.mark], ellipsis: ellipsis)
  }

  mutating func writeRight(_ text: String, in row: Rect, _ role: Theme.Role = .text) {
    write(text, in: row.inset(left: max(0, row.width - context.columns(text))), role)
  }

  mutating func mark(_ row: Rect) { write(context.glyphs.marker, in: row.first(1), .marker) }
  mutating func clear(_ area: Rect) { canvas.fill(area) }

  mutating func highlight(_ columns: [Range<Int>], in row: Rect) { restyle(columns, in: row, as: .match) }

  mutating func restyle(_ columns: [Range<Int>], in row: Rect, as role: Theme.Role) {
    let match = context.theme[role]
    for range in columns {
      canvas.restyle(x: row.x + range.lowerBound, y: row.y, width: range.count) { style in
        style.attributes.formUnion(match.attributes)
        if match.foreground != .standard { style.foreground = match.foreground }
        if match.background != .standard { style.background = match.background }
      }
    }
  }
}

extension Rect {
  func line(_ index: Int) -> Rect { Rect(x: x, y: y + index, width: width, height: 1) }
  func first(_ columns: Int) -> Rect { Rect(x: x, y: y, width: min(columns, width), height: height) }

  func inset(left: Int = 0, right: Int = 0, top: Int = 0) -> Rect {
    Rect(x: x + left, y: y + top, width: width - left - right, height: height - top)
  }

  func contains(_ report: MouseReport) -> Bool {
    (x..<x + width).contains(report.x) && (y..<y + height).contains(report.y)
  }
}

/// A line that is filled from both ends: `row 3 of 150          f filter  ? help`.
struct Bar {
  private(set) var room: Rect

  init(in row: Rect) { room = row.inset(left: 1, right: 1) }

  mutating func left(_ text: String, _ role: Theme.Role, gap: Int = 0, on drawing: inout Drawing) {
    take(left: gap)
    take(left: drawing.write(text, in: room, role))
  }

  /// Keeps its room and a gap before it: what is written at the left later is cut.
  mutating func right(_ text: String, _ role: Theme.Role, gap: Int = 2, on drawing: inout Drawing) {
    drawing.writeRight(text, in: room, role)
    take(right: drawing.context.columns(text) + gap)
  }

  mutating func take(left: Int = 0, right: Int = 0) { room = room.inset(left: left, right: right) }
}
