import BrowserCore
import Canvas
import MemoryModel

extension TextScreen {
  static func sources(_ state: BrowserState, _ context: DrawingContext, _ cache: TextCache) -> TextScreen? {
    guard let sources = state.sources else { return nil }
    let text = SourcesText(content: sources.content, context: context, relativeTimes: state.list.swapsTimes)
    return TextScreen(
      content: .sources(sources.content, minute: state.list.swapsTimes ? context.minute : nil),
      top: sources.top,
      status: sources.statusLabel(context.keys(in: .sources)), hangingIndent: SourcesText.indent,
      context: context, cache: cache
    ) { text.text }
  }
}

/// The messages that a memory came from: `─── user · 2026-03-17 10:00 +08:00`, then the message.
private struct SourcesText {
  let content: SourcesView.Content
  let context: DrawingContext
  let relativeTimes: Bool
  /// Of each message, also where a line wraps, so that no line of it can pass for a heading.
  static let indent = 2

  var text: String {
    switch content {
    case .loading: "No sources in this row. Loading the full memory \(context.glyphs.ellipsis)"
    case .failed(let error) where error.isUnknownMemory:
      "The service no longer has this memory, and so no sources."
        + (error.traceID.map { "\(context.glyphs.separator)trace \($0)" } ?? "") + advice
    case .failed(let error): "Could not load the sources. \(error.sentence)\(advice)"
    case .messages([]): "The service has no source messages for this memory."
    case .messages(let messages): messages.map(text).joined(separator: "\n\n")
    }
  }

  private var advice: String {
    let advice = context.keys(in: .sources).list("Press \(.refresh) to retry", "\(.back) to go back")
    return advice.isEmpty ? "" : "\n\n\(advice)."
  }

  private func text(_ message: SourceMessage) -> String {
    let rule = String(repeating: context.glyphs.horizontal, count: 3)
    let heading = [message.role ?? "message", message.time.map(text)].compactMap(\.self)
      .joined(separator: context.glyphs.separator)
    let others = message.others.map { "\($0.key): \($0.value.plainText ?? $0.value.encoded())" }
    // By bytes: splitting a hundred thousand messages by characters is slow.
    let said = message.text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
      .map { String(Substring($0.last == 0x0D ? $0.dropLast() : $0)) }
    let lines = (said + others).map { String(repeating: " ", count: Self.indent) + $0 }
    return (["\(rule) \(heading.split(whereSeparator: \.isNewline).joined(separator: " "))"] + lines)
      .joined(separator: "\n")
  }

  private func text(_ time: JSONValue) -> String {
    guard let moment = Timestamp(time, zone: context.serverZone) else {
      return time.plainText ?? time.encoded()
    }
    return relativeTimes ? context.relative(moment) : context.absolute(moment)
  }
}
