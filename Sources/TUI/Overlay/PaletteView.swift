import BrowserCore
import Canvas

/// What the palette found, a command a line, with its keys at the right.
struct PaletteView {
  let palette: CommandPalette
  let lines: [PaletteLine]
  let context: DrawingContext

  /// Of a window that is narrower the names are left out: the words say more.
  private static let leastWidthForNames = 64
  private static let nameWidth = 22

  func draw(in area: Rect, on canvas: inout Canvas) {
    guard !lines.isEmpty else {
      canvas.write(
        "No command has this in its name.", x: 1, y: area.y, maxWidth: area.width - 2,
        style: context.theme.text)
      return
    }
    for row in 0..<area.height {
      let index = palette.list.top + row
      guard index < lines.count else { break }
      draw(lines[index], isSelected: index == palette.list.cursor, y: area.y + row, area.width, &canvas)
    }
  }

  private func draw(_ line: PaletteLine, isSelected: Bool, y: Int, _ width: Int, _ canvas: inout Canvas) {
    let theme = context.theme
    if isSelected { canvas.write(context.glyphs.marker, x: 0, y: y, maxWidth: 1, style: theme.marker) }
    let keysStart = max(1, width - 1 - line.keys.count)
    var wordsEnd = keysStart - 1
    if width >= Self.leastWidthForNames, !line.isFilter {
      let nameStart = width - 18 - Self.nameWidth
      canvas.write(
        line.name, x: nameStart, y: y, maxWidth: min(Self.nameWidth, keysStart - 1 - nameStart),
        style: theme.faint)
      wordsEnd = nameStart - 1
    }
    canvas.write(
      line.words, x: 1, y: y, maxWidth: wordsEnd - 1, style: isSelected ? theme.selected : theme.text)
    canvas.write(line.keys, x: keysStart, y: y, maxWidth: width - keysStart, style: theme.label)
  }
}
