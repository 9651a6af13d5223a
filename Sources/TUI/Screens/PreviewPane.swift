import BrowserCore
import Canvas
import MemoryModel

/// The selected memory, below the list or beside it.
@MainActor struct PreviewPane {
  let state: BrowserState
  let text: PreviewText?
  let context: DrawingContext

  func draw(in layout: Layout, on canvas: inout Canvas) {
    guard layout.preview.height > 0 else { return }
    drawRule(layout, &canvas)
    guard let wrapped = text?.wrapped(width: layout.preview.width) else { return }
    let isMatch = state.isMatch(at: state.pane.cursor)
    let matches = MatchMarks(isMatch ? state.search?.pattern : nil, context)
    for line in 0..<layout.preview.height {
      guard let text = wrapped.line(state.previewTop + line) else { break }
      canvas.write(
        text, x: layout.preview.x, y: layout.preview.y + line, maxWidth: layout.preview.width,
        style: context.theme.text, markStyle: context.theme.mark)
      matches.mark(
        wrapped, line: state.previewTop + line, x: layout.preview.x, y: layout.preview.y + line, on: &canvas)
    }
  }

  private func drawRule(_ layout: Layout, _ canvas: inout Canvas) {
    let rule = layout.rule
    let isVertical = rule.height > 1
    let glyph = isVertical ? context.glyphs.vertical : context.glyphs.horizontal
    for step in 0..<max(rule.width, rule.height) {
      canvas.write(
        glyph, x: rule.x + (isVertical ? 0 : step), y: rule.y + (isVertical ? step : 0), maxWidth: 1,
        style: context.theme.faint)
    }
    // The preview shows the record as it was read last.
    guard !isVertical, let memory = state.selectedMemory, state.watchMarks.gone.contains(memory.id) else {
      return
    }
    canvas.write(
      " gone, or no longer matches ", x: rule.x + 2, y: rule.y, maxWidth: rule.width - 4,
      style: context.theme.notice)
  }
}

/// What the preview says of a memory: its text first, then what says why it is believed.
@MainActor struct PreviewText {
  let memory: Memory
  let swapsTimes: Bool
  let context: DrawingContext
  let cache: TextCache

  func wrapped(width: Int) -> WrappedText {
    cache.keep(for: .preview(memory.source, ShownTimes(relative: swapsTimes, context)))
    return cache.wrapped(part: 0, width: width, cellWidth: context.cellWidth) { words }
  }

  private var words: String {
    let dot = " \(context.glyphs.dot) "
    let record = memory.record
    var parts = [memory.text(in: record)]
    var info: [String] = []
    var facts: [String] = []
    for field in memory.fields(in: record) where field.value != .null {
      let words = field.words(context, relativeTimes: swapsTimes)
      guard !words.isEmpty else { continue }
      switch field.known {
      case .memoryKey: parts[0] = parts[0] == words ? words : "\(words)\(dot)\(parts[0])"
      case .reasoning, .experience, .toolUses: parts.append("\(field.name): \(words)")
      case .tags: facts.append("tags \(words)")
      case .updateTime, .confidence, .memoryType, .preferenceType, .toolType, .skillType, .status:
        facts.append(words)
      default:
        let filterField = FilterField(field.name)
        if filterField.isInInfo {
          info.append("\(filterField.infoKey)=\(field.value.plainText ?? field.value.encoded())")
        }
      }
    }
    parts.append(facts.joined(separator: dot))
    parts.append(info.joined(separator: dot))
    return parts.filter { !$0.isEmpty }.joined(separator: "\n")
  }
}
