import BrowserCore
import MemoryModel

/// The messages that a memory came from, as a conversation: `─── user · 2026-03-17 10:00 +08:00`, then what was said.
struct SourcesText {
  let content: SourcesView.Content
  let context: DrawingContext
  let relativeTimes: Bool

  /// What was said is set in by this much, also where a line wraps, so that it cannot pass for a heading.
  static let indent = 2

  var words: String {
    switch content {
    case .loading:
      "The row names no sources. Asking the service for the whole memory \(context.glyphs.ellipsis)"
    case .failed(let error) where error.saysNoSuchMemory:
      "The service no longer has this memory, so it names no sources."
        + (error.traceID.map { " \(context.glyphs.dot) trace \($0)" } ?? "")
        + "\n\nr asks again, Esc goes back."
    case .failed(let error): "The sources did not come. \(error.sentence)\n\nr asks again, Esc goes back."
    case .messages([]): "The service names no messages that this memory came from."
    case .messages(let messages): messages.map(words).joined(separator: "\n\n")
    }
  }

  private func words(_ message: SourceMessage) -> String {
    let rule = String(repeating: context.glyphs.horizontal, count: 3)
    let heading = [message.role ?? "message", message.time.map(words)].compactMap(\.self)
      .joined(separator: " \(context.glyphs.dot) ")
    let others = message.others.map { "\($0.key): \($0.value.plainText ?? $0.value.encoded())" }
    // By bytes: a hundred thousand messages are cut faster so than by characters.
    let said = message.text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
      .map { String(Substring($0.last == 0x0D ? $0.dropLast() : $0)) }
    let lines = (said + others).map { String(repeating: " ", count: Self.indent) + $0 }
    return (["\(rule) \(heading.split(whereSeparator: \.isNewline).joined(separator: " "))"] + lines)
      .joined(separator: "\n")
  }

  private func words(_ time: JSONValue) -> String {
    guard let moment = Timestamp(time, zone: context.serverZone) else {
      return time.plainText ?? time.encoded()
    }
    return relativeTimes ? context.relative(moment) : context.absolute(moment)
  }
}
