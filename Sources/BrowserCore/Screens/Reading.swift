extension Reading {
  /// To the next field, or a line further in a field that goes on below the screen.
  mutating func moveDown(_ viewport: Viewport) {
    let lines = viewport.lineCount(cursor, linesNeeded(viewport))
    let end = TextAnchor(part: cursor, line: lines - 1)
    if end > lastVisible(viewport) {
      top = advanced(top, by: 1, viewport)
    } else if cursor < fields.count - 1 {
      cursor += 1
      reveal(viewport)
    }
  }

  /// To the previous field, or a line back in a field that begins above the screen.
  mutating func moveUp(_ viewport: Viewport) {
    if top > TextAnchor(part: cursor, line: 0) {
      top = advanced(top, by: -1, viewport)
    } else if cursor > 0 {
      cursor -= 1
      if top > TextAnchor(part: cursor, line: 0) {
        let lines = viewport.lineCount(cursor, .max)
        top = TextAnchor(part: cursor, line: max(0, lines - viewport.textLines))
      }
    }
  }

  mutating func turn(by lines: Int, _ viewport: Viewport) {
    let before = top
    top = advanced(top, by: lines, viewport)
    settle(viewport)
    if top == before {
      cursor = lines > 0 ? max(0, fields.count - 1) : 0
    } else {
      cursor = top.line == 0 ? top.part : min(top.part + 1, lastVisible(viewport).part)
    }
  }

  /// A field that is seen: what is shown stays.
  mutating func select(_ field: Int) {
    cursor = max(0, min(field, fields.count - 1))
  }

  mutating func goFirst() {
    cursor = 0
    top = TextAnchor()
  }

  mutating func goLast(_ viewport: Viewport) {
    cursor = max(0, fields.count - 1)
    top = lowestTop(viewport)
  }

  /// Not below the point where the last line stands in the last row.
  mutating func settle(_ viewport: Viewport) {
    guard !fields.isEmpty else { return }
    let lines = viewport.lineCount(top.part, top.line + 1)
    if top.line >= lines { top.line = max(0, lines - 1) }
    let remaining = linesBelow(top, limit: viewport.textLines, viewport)
    if remaining < viewport.textLines { top = advanced(top, by: remaining - viewport.textLines, viewport) }
  }

  /// Shows as much of the field under the cursor as fits, its beginning first.
  private mutating func reveal(_ viewport: Viewport) {
    let start = TextAnchor(part: cursor, line: 0)
    let lines = min(viewport.lineCount(cursor, viewport.textLines), viewport.textLines)
    let end = TextAnchor(part: cursor, line: lines - 1)
    while top < start, end > lastVisible(viewport) { top = advanced(top, by: 1, viewport) }
  }

  private func linesNeeded(_ viewport: Viewport) -> Int {
    (top.part == cursor ? top.line : 0) + viewport.textLines + 1
  }

  private func lastVisible(_ viewport: Viewport) -> TextAnchor {
    advanced(top, by: viewport.textLines - 1, viewport)
  }

  private func lowestTop(_ viewport: Viewport) -> TextAnchor {
    guard let last = fields.indices.last else { return TextAnchor() }
    let end = TextAnchor(part: last, line: viewport.lineCount(last, .max) - 1)
    return advanced(end, by: 1 - viewport.textLines, viewport)
  }

  /// Lines from the anchor to the end, counted up to the limit.
  private func linesBelow(_ anchor: TextAnchor, limit: Int, _ viewport: Viewport) -> Int {
    var count = 0
    var anchor = anchor
    while anchor.part < fields.count, count < limit {
      count += viewport.lineCount(anchor.part, anchor.line + limit) - anchor.line
      anchor = TextAnchor(part: anchor.part + 1, line: 0)
    }
    return min(count, limit)
  }

  /// The anchor some lines further down (or up), kept within the text.
  private func advanced(_ anchor: TextAnchor, by distance: Int, _ viewport: Viewport) -> TextAnchor {
    var anchor = anchor
    var remaining = distance
    while remaining > 0 {
      let lines = viewport.lineCount(anchor.part, anchor.line + remaining + 1)
      let step = min(remaining, lines - 1 - anchor.line)
      anchor.line += step
      remaining -= step
      guard remaining > 0 else { break }
      guard anchor.part < fields.count - 1 else { break }
      anchor = TextAnchor(part: anchor.part + 1, line: 0)
      remaining -= 1
    }
    while remaining < 0 {
      let step = min(-remaining, anchor.line)
      anchor.line -= step
      remaining += step
      guard remaining < 0, anchor.part > 0 else { break }
      anchor.part -= 1
      anchor.line = viewport.lineCount(anchor.part, .max) - 1
      remaining += 1
    }
    return anchor
  }
}
