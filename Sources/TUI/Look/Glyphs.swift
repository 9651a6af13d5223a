import Canvas

/// The signs that the program itself draws, with replacements for a terminal that knows ASCII only.
public struct Glyphs: Sendable {
  private let ascii: Bool
  public static let unicode = Glyphs(ascii: false)
  public static let ascii = Glyphs(ascii: true)

  var marker: String { ascii ? ">" : "▌" }
  var dot: String { ascii ? "-" : "·" }
  var separator: String { " \(dot) " }
  var lamp: String { ascii ? "*" : "●" }
  var cross: String { ascii ? "x" : "✗" }
  var ellipsis: String { ascii ? "~" : "…" }
  var leadsTo: String { ascii ? "->" : "→" }
  var range: String { ascii ? "-" : "…" }
  var quotes: (open: String, close: String) { ascii ? ("\"", "\"") : ("“", "”") }
  var ascending: String { ascii ? "^" : "↑" }
  var descending: String { ascii ? "v" : "↓" }
  var new: String { "+" }
  var changed: String { ascii ? "~" : "≠" }
  var gone: String { dash }
  var dash: String { ascii ? "-" : "–" }
  var horizontal: String { ascii ? "-" : "─" }
  var vertical: String { ascii ? "|" : "│" }
  var contains: String { ascii ? ":" : "∋" }
  var greaterOrEqual: String { ascii ? ">=" : "≥" }
  var lessOrEqual: String { ascii ? "<=" : "≤" }

  func arrow(_ key: Key) -> String? {
    guard !ascii else { return nil }
    switch key {
    case .up: return "↑"
    case .down: return "↓"
    case .left: return "←"
    case .right: return "→"
    default: return nil
    }
  }

  func spinner(_ frame: Int) -> String {
    let frames = ascii ? ["|", "/", "-", "\\"] : ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"]
    return frames[frame % frames.count]
  }

  /// `0.84` in five cells: `████░`.
  func bar(_ share: Double, width: Int) -> String {
    let full = Int((max(0, min(1, share)) * Double(width)).rounded())
    return String(repeating: ascii ? "#" : "█", count: full)
      + String(repeating: ascii ? "." : "░", count: width - full)
  }

  /// `0.2` of twenty columns: `━━━━`. Something is never drawn as nothing.
  func thinBar(_ share: Double, width: Int) -> String {
    let share = share > 0 ? min(1, share) : 0
    let columns = share == 0 ? 0 : max(1, Int((share * Double(width)).rounded()))
    return String(repeating: ascii ? "=" : "━", count: min(width, columns))
  }

  /// `[1, 0, 8]` is `▁ █`: the largest count is the highest block, and only 0 is blank.
  func sparkline(_ counts: [Int]) -> String {
    let heights = ascii ? ["_", ".", "-", "=", "+", "*", "#"] : ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
    let most = max(1, counts.max() ?? 1)
    return counts.map { count in
      count <= 0 ? " " : heights[min(heights.count - 1, (count * heights.count - 1) / most)]
    }.joined()
  }
}
