import CNcurses
import Canvas

extension Screen {
  /// `cursor` is where text is typed; nil hides it.
  public func present(_ canvas: Canvas, cursor: (x: Int, y: Int)? = nil) {
    guard regain() else { return }
    let window = curses_standard_window()
    if shown?.size != canvas.size {
      shown = nil
      werase(window)
    }
    let rows = (0..<min(size.height, canvas.size.height)).filter { shown?[row: $0] != canvas[row: $0] }
    let uncertain = canvas.uncertainRows(of: rows, after: shown)
    for y in rows {
      if uncertain.contains(y) { erase(y) } else { draw(canvas[row: y], y: y) }
    }
    shown = canvas
    self.cursor = cursor
    placeCursor()
    refresh()
    guard !uncertain.isEmpty else { return }
    drawAlone(uncertain, of: canvas)
    placeCursor()
    refresh()
  }

  public func redraw() {
    guard !isAway, !isClosed, let canvas = shown else { return }
    shown = nil
    clearok(curses_terminal_window(), true)
    present(canvas, cursor: cursor)
  }

  /// Draws each row on a blank row, without wrapping: a wide ❤️ could spill into the next row.
  private func drawAlone(_ rows: [Int], of canvas: Canvas) {
    let window = curses_standard_window()
    Capabilities.send(noWrap)
    leaveok(window, false)
    for y in rows {
      draw(canvas[row: y], y: y)
      wmove(window, Int32(y), 0)
      refresh()
    }
    leaveok(window, !showsCursor)
    Capabilities.send(wrap)
  }

  private func refresh() {
    wnoutrefresh(curses_standard_window())
    doupdate()
  }

  private func placeCursor() {
    let window = curses_standard_window()
    if (cursor != nil) != showsCursor {
      showsCursor = cursor != nil
      leaveok(window, !showsCursor)
      curs_set(showsCursor ? 1 : 0)
    }
    guard let cursor else { return }
    wmove(window, Int32(max(0, min(cursor.y, size.height - 1))), Int32(max(0, min(cursor.x, size.width - 1))))
  }

  private func erase(_ y: Int) {
    let window = curses_standard_window()
    wmove(window, Int32(y), 0)
    wclrtoeol(window)
  }

  /// `add_wchnstr` neither wraps nor moves the cursor, so the last column of the last row is safe.
  private func draw(_ row: CanvasRow, y: Int) {
    var characters: [cchar_t] = []
    characters.reserveCapacity(row.count)
    var style: Style?
    var rendition = Palette.Rendition(attributes: 0, pair: 0)
    var plain = cchar_t()
    row.forEachGlyph { glyph, own in
      if own != style {
        style = own
        rendition = palette.rendition(of: own)
        plain = Self.character([0x20], rendition)
      }
      switch glyph {
      // `setcchar` with its arrays took a third of the time of a scrolled list.
      case .scalar(let scalar):
        plain.chars.0 = wchar_t(bitPattern: scalar.value)
        characters.append(plain)
      case .cluster(let text): append(text, rendition, to: &characters)
      }
    }
    mvwadd_wchnstr(curses_standard_window(), Int32(y), 0, characters, Int32(characters.count))
  }

  /// One curses character for each scalar that takes columns, with the marks on it.
  private func append(_ text: String, _ rendition: Palette.Rendition, to characters: inout [cchar_t]) {
    var scalars: [wchar_t] = []
    for scalar in text.unicodeScalars {
      if !scalars.isEmpty, scalar.value < 0x80 || cellWidth.columns(scalar) > 0 {
        characters.append(Self.character(scalars, rendition))
        scalars = []
      }
      scalars.append(wchar_t(bitPattern: scalar.value))
    }
    characters.append(Self.character(scalars, rendition))
  }

  private static func character(_ scalars: [wchar_t], _ rendition: Palette.Rendition) -> cchar_t {
    // Only the tags of a flag are longer than a cell. Cut short they mean nothing, so they are left out.
    let fitting = scalars.count > Int(CCHARW_MAX) ? scalars.prefix(1) : scalars[...]
    var character = cchar_t()
    setcchar(&character, Array(fitting) + [0], rendition.attributes, rendition.pair, nil)
    return character
  }
}
