import BrowserCore
import Canvas
import MemoryModel

/// Whose memories these are, and what the service costs: `memtui  USER · source … ● 212 ms · 4 calls`.
struct HeaderLine {
  let state: BrowserState
  let context: DrawingContext

  func draw(in area: Rect, on canvas: inout Canvas) {
    let (right, style) = service(width: area.width)
    let rightWidth = right.count
    var x = canvas.write("memtui", x: 0, y: area.y, maxWidth: area.width, style: context.theme.title) + 2
    let room = area.width - rightWidth - x - 3
    if let subject = state.subject {
      let separator = " \(context.glyphs.dot) "
      let source = state.options.source
      let name = subject.name(in: state.options.dialect)
      x += canvas.write(
        name, x: x, y: area.y, maxWidth: room, style: context.theme.strong, markStyle: context.theme.mark)
      let left = area.width - rightWidth - 3 - x
      if left > 8, !source.isEmpty {
        canvas.write(
          separator + source, x: x, y: area.y, maxWidth: left, style: context.theme.text,
          markStyle: context.theme.mark)
      }
    }
    let lampWidth = canvas.write(
      String(right.prefix(1)), x: area.width - rightWidth - 1, y: area.y, maxWidth: 1, style: style)
    canvas.write(
      String(right.dropFirst()), x: area.width - rightWidth - 1 + lampWidth, y: area.y,
      maxWidth: rightWidth, style: context.theme.text)
  }

  /// Nothing here moves while a page is under way: the tabs and the last line have the spinner.
  private func service(width: Int) -> (String, Style) {
    let dot = " \(context.glyphs.dot) "
    let calls = "\(state.calls) \(state.calls == 1 ? "call" : "calls")"
    let watching = state.watch == nil ? "" : "watching\(dot)"
    if state.failure != nil {
      return ("\(context.glyphs.cross) failed\(dot)\(watching)\(calls)", context.theme.failed)
    }
    guard let milliseconds = state.milliseconds else {
      return ("\(context.glyphs.lamp) \(watching)\(calls)", context.theme.faint)
    }
    // That it watches matters more than how long the last answer took.
    let time = !watching.isEmpty && width < 60 ? "" : "\(milliseconds) ms\(dot)"
    return ("\(context.glyphs.lamp) \(watching)\(time)\(calls)", context.theme.good)
  }
}

extension Subject {
  /// `memos_user_123`, `agent a1`, `cube c1`, and a user within a cube of another name: `ann · cube c1`.
  public func name(in dialect: Dialect) -> String {
    switch (self, dialect) {
    case (.user(let id), .selfHosted(let cube?)) where cube != id: "\(id) · cube \(cube)"
    case (.user(let id), _): id
    case (.agent(let id), _): "agent \(id)"
    case (.cube(let id), _): "cube \(id)"
    }
  }
}
