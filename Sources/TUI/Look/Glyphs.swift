import Canvas
import MemoryModel

/// The signs that the program itself draws, with stand-ins for a terminal that knows ASCII only.
public struct Glyphs: Sendable {
  public var marker = "▌"
  public var dot = "·"
  public var lamp = "●"
  public var cross = "✗"
  public var ellipsis = "…"
  public var ascending = "↑"
  public var descending = "↓"
  public var new = "+"
  public var changed = "≠"
  public var gone = "–"
  public var horizontal = "─"
  public var vertical = "│"
  public var barFull = "█"
  public var barEmpty = "░"
  /// Heights, the lowest first.
  public var sparks = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
  public var contains = "∋"
  public var greaterOrEqual = "≥"
  public var lessOrEqual = "≤"
  public var spinner = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"]

  public init() {}

  public static let unicode = Glyphs()

  public static let ascii: Glyphs = {
    var glyphs = Glyphs()
    glyphs.marker = ">"
    glyphs.dot = "-"
    glyphs.lamp = "*"
    glyphs.cross = "x"
    glyphs.ellipsis = "~"
    glyphs.ascending = "^"
    glyphs.descending = "v"
    glyphs.changed = "~"
    glyphs.gone = "-"
    glyphs.horizontal = "-"
    glyphs.vertical = "|"
    glyphs.barFull = "#"
    glyphs.barEmpty = "."
    glyphs.sparks = ["_", ".", "-", "=", "+", "*", "#"]
    glyphs.contains = ":"
    glyphs.greaterOrEqual = ">="
    glyphs.lessOrEqual = "<="
    glyphs.spinner = ["|", "/", "-", "\\"]
    return glyphs
  }()

  func spinner(_ frame: Int) -> String { spinner[frame % spinner.count] }
}

/// What drawing needs beside the state: how wide things are, how they look, and what time it is.
public struct DrawingContext: Sendable {
  public var cellWidth: CellWidth
  public var theme: Theme
  public var glyphs: Glyphs
  public var keymap: Keymap
  public var now: Timestamp
  /// Seconds east of UTC at a moment: the local zone's rule, or 0 for `--utc`.
  public var zoneOffset: @Sendable (Timestamp) -> Int
  /// Of times in records that name no zone.
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

  func absolute(_ time: Timestamp) -> String {
    time.formatted(offsetSeconds: zoneOffset(time))
  }

  /// The day that the local calendar shows.
  var today: CivilDate { CivilDate(at: now, offsetSeconds: zoneOffset(now)) }

  /// The minute that has begun: relative times are no finer, and text that holds them stays good for so long.
  var minute: Timestamp { Timestamp(milliseconds: now.milliseconds - now.milliseconds % 60_000) }

  func relative(_ time: Timestamp) -> String {
    time.relative(to: minute)
  }
}

/// The rows of a list of choices that are shown: what is selected stands in the middle where it can.
struct ChoiceWindow {
  let height: Int
  let selected: Int
  let count: Int

  var top: Int { max(0, min(selected - height / 2, count - height)) }
}

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
