import BrowserCore
import Canvas
import MemoryModel

/// What the rows of the pane are narrowed by, being typed: `& memory_type=User     local: memory_type = User`.
struct NarrowLine {
  let state: BrowserState
  let context: DrawingContext

  func draw(in row: Rect, on drawing: inout Drawing) {
    guard let prompt = state.screens.top as? NarrowPrompt else { return }
    let refusal = state.refusal(context).map { ($0, Theme.Role.failed) }
    let (meaning, role) = refusal ?? self.meaning(of: prompt)
    let keys = context.keys(in: .narrow)
    let hints = keys.list("\(.accept) narrows", "\(.back) cancels", separator: context.glyphs.separator)
    var bar = Bar(in: row)
    bar.left("&", .strong, on: &drawing)
    let typed = context.columns(prompt.line.text, limit: row.width / 2)
    let room = row.width - 6 - max(8, typed)
    let full = role == .failed ? meaning : meaning + context.glyphs.separator + hints
    if let text = [full, meaning].first(where: { context.columns($0) <= room }) {
      bar.right(text, role, gap: 1, on: &drawing)
    }
    var field = bar.room
    field.width = max(5, field.width)
    LineField(line: prompt.line).draw(in: field, on: &drawing)
  }

  private func meaning(of prompt: NarrowPrompt) -> (String, Theme.Role) {
    switch prompt.meaning {
    case .nothing: ("text, or a condition such as confidence>0.5", .faint)
    case .text: ("text", .faint)
    case .condition(let condition): ("condition: \(condition.label(context.glyphs))", .faint)
    case .fault(let fault): (fault.sentence(context.keys(in: .narrow)), .failed)
    }
  }
}
