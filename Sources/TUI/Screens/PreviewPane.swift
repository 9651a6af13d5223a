import BrowserCore
import Canvas
import MemoryModel

@MainActor struct PreviewPane {
  let state: BrowserState
  let text: PreviewText?

  func draw(in layout: Layout, on drawing: inout Drawing) {
    guard layout.preview.height > 0 else { return }
    drawRule(layout.rule, on: &drawing)
    guard let text else { return }
    let isMatch = state.isMatch(at: state.pane.cursor)
    TextPage(
      text.wrapped(width: layout.preview.width), top: state.list.previewTop,
      marks: MatchMarks(isMatch ? state.search.pattern : nil)
    ).draw(in: layout.preview, on: &drawing)
  }

  private func drawRule(_ rule: Rect, on drawing: inout Drawing) {
    let glyphs = drawing.context.glyphs
    if rule.height > 1 {
      for line in 0..<rule.height { drawing.write(glyphs.vertical, in: rule.line(line), .faint) }
      return
    }
    drawing.write(String(repeating: glyphs.horizontal, count: rule.width), in: rule, .faint)
    // The preview shows the record as it was read last.
    if let memory = state.selectedMemory, state.watch.marks.gone.contains(memory.id) {
      drawing.write(" gone, or no longer matches ", in: rule.inset(left: 2, right: 2), .notice)
    }
  }
}

@MainActor struct PreviewText {
  private let memory: Memory
  private let swapsTimes: Bool
  private let context: DrawingContext
  private let cache: TextCache

  init?(_ state: BrowserState, _ context: DrawingContext, _ cache: TextCache) {
    guard state.list.preview != .off, let memory = state.selectedMemory else { return nil }
    self.memory = memory
    swapsTimes = state.list.swapsTimes
    self.context = context
    self.cache = cache
  }

  func wrapped(width: Int) -> WrappedText {
    let content = CachedContent.preview(memory.source, minute: swapsTimes ? context.minute : nil)
    return cache.wrapped(content, width: width, context) { text }
  }

  private var text: String {
    let dot = context.glyphs.separator
    let record = memory.record
    var parts = [memory.text(in: record)]
    var info: [String] = []
    var facts: [String] = []
    for field in memory.fields(in: record) where field.value != .null {
      let text = field.text(context, relativeTimes: swapsTimes)
      guard !text.isEmpty else { continue }
      switch field.known {
      case .memoryKey: parts[0] = parts[0] == text ? text : "\(text)\(dot)\(parts[0])"
      case .reasoning, .experience, .toolUses: parts.append("\(field.name): \(text)")
      case .tags: facts.append("tags \(text)")
      case .updateTime, .confidence, .memoryType, .preferenceType, .toolType, .skillType, .status:
        facts.append(text)
      default:
        let filterField = FilterField(field.name)
        if filterField.isInInfo {
          info.append("\(filterField.infoKey)=\(field.value.plainText ?? field.value.encoded())")
        }
      }
    }
    parts += [facts.joined(separator: dot), info.joined(separator: dot)]
    return parts.filter { !$0.isEmpty }.joined(separator: "\n")
  }
}
