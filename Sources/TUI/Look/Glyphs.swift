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
  public var horizontal = "─"
  public var vertical = "│"
  public var barFull = "█"
  public var barEmpty = "░"
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
    glyphs.horizontal = "-"
    glyphs.vertical = "|"
    glyphs.barFull = "#"
    glyphs.barEmpty = "."
    glyphs.contains = ":"
    glyphs.greaterOrEqual = ">="
    glyphs.lessOrEqual = "<="
    glyphs.spinner = ["|", "/", "-", "\\"]
    return glyphs
  }()

  func spinner(_ frame: Int) -> String { spinner[frame % spinner.count] }

  /// `0.84` in five cells: `████░`.
  func bar(_ share: Double, width: Int) -> String {
    let full = Int((max(0, min(1, share)) * Double(width)).rounded())
    return String(repeating: barFull, count: full) + String(repeating: barEmpty, count: width - full)
  }
}
