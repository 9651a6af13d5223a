import BrowserCore
import Canvas
import MemoryModel

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
      switch field.name {
      case "memory_key": parts[0] = parts[0] == words ? words : "\(words)\(dot)\(parts[0])"
      case "reasoning", "experience", "tool_used_status": parts.append("\(field.name): \(words)")
      case "tags": facts.append("tags \(words)")
      case "update_time", "confidence", "memory_type", "preference_type", "tool_type", "skill_type", "status":
        facts.append(words)
      default:
        if field.name.hasPrefix("info.") {
          info.append("\(field.name.dropFirst(5))=\(field.value.plainText ?? field.value.encoded())")
        }
      }
    }
    parts.append(facts.joined(separator: dot))
    parts.append(info.joined(separator: dot))
    return parts.filter { !$0.isEmpty }.joined(separator: "\n")
  }
}
