import BrowserCore
import Canvas
import MemoryModel

/// A bar with its label and count: `▌scene = Payment      120 ████████░░`, `search_flights  42 ████░  84%`.
struct OverviewBarLine {
  let bar: OverviewBar
  let isSelected: Bool
  let isStale: Bool
  let context: DrawingContext

  private static let countWidth = 6
  private static let percentWidth = 5
  private static let widestLabel = 44

  func draw(in area: Rect, on canvas: inout Canvas) {
    let theme = context.theme
    let barWidth = area.width < 56 ? 10 : 20
    let labelWidth = min(Self.widestLabel, area.width - 3 - Self.countWidth - 1 - barWidth)
    if isSelected {
      canvas.write(context.glyphs.marker, x: area.x, y: area.y, maxWidth: 1, style: theme.marker)
    }
    let count = String(bar.count)
    canvas.write(
      bar.subject.words(context.glyphs), x: area.x + 2, y: area.y,
      maxWidth: labelWidth - max(0, count.count + 1 - Self.countWidth),
      style: isSelected ? theme.selected : plain, markStyle: theme.mark)
    let countEnd = area.x + 2 + labelWidth + Self.countWidth
    canvas.write(count, x: countEnd - count.count, y: area.y, style: plain)
    canvas.write(picture(width: barWidth), x: countEnd + 1, y: area.y, maxWidth: barWidth, style: plain)
  }

  private var plain: Style { isStale ? context.theme.stale : context.theme.text }

  private func picture(width: Int) -> String {
    guard case .tool = bar.subject else {
      return context.glyphs.bar(visible(bar.share ?? 0, width), width: width)
    }
    guard let success = bar.share else { return "" }
    let percent = MemoryField.percent(success)
    let padding = String(repeating: " ", count: max(0, Self.percentWidth - percent.count))
    return context.glyphs.bar(success, width: width - Self.percentWidth) + padding + percent
  }

  /// What was counted at all has a cell.
  private func visible(_ share: Double, _ width: Int) -> Double { max(share, 1 / Double(width)) }
}
