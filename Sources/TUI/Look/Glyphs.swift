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
