import BrowserCore
import Canvas
import MemoryModel

/// Below the completions: the loaded memories that match, and the filter as text and as JSON.
@MainActor struct FilterMatches {
  let state: BrowserState
  let form: FilterForm
  let details: RowDetailsCache
  let context: DrawingContext
  private let filter: MemoryFilter?

  init(state: BrowserState, form: FilterForm, details: RowDetailsCache, context: DrawingContext) {
    self.state = state
    self.form = form
    self.details = details
    self.context = context
    filter = try? form.filter()
  }

  func draw(in layout: FormLayout, on drawing: inout Drawing) {
    drawRule(in: layout.matchRule, on: &drawing)
    for (line, memory) in (state.formCounts?.matches ?? []).prefix(layout.matches.height).enumerated() {
      drawing.onClick(.openMatch(line), in: layout.matches.line(line))
      draw(memory, in: layout.matches.line(line), on: &drawing)
    }
    if layout.matches.height > 0, let counts = state.formCounts, counts.rows.contains(where: \.blocksAll) {
      drawing.write(
        "No loaded memory matches. Without a condition marked \(context.glyphs.cross), some would.",
        in: layout.matches.inset(left: 1, right: 1), .faint)
    }
    drawText(in: layout, on: &drawing)
  }

  func drawText(in layout: FormLayout, on drawing: inout Drawing) {
    if layout.text.height > 0 { drawLabelled("text", filter?.text ?? "", in: layout.text, on: &drawing) }
    drawLabelled("JSON", json, in: layout.json, on: &drawing)
  }

  // MARK: The rule

  private func drawRule(in row: Rect, on drawing: inout Drawing) {
    guard row.height > 0 else { return }
    drawing.write(String(repeating: context.glyphs.horizontal, count: row.width), in: row, .faint)
    let room = row.inset(left: 2, right: 2)
    let used = drawing.write(" \(count) ", in: room, .strong)
    let rest = room.inset(left: used)
    let advice = advices.first { context.columns($0.text) + 3 <= rest.width }
    if let advice, !advice.isEmpty {
      drawing.write(LinkedText("\(context.glyphs.dot) ") + advice + " ", in: rest, .faint)
    }
  }

  /// `3 of 150 loaded memories match`
  private var count: String {
    let loaded = state.formCounts.map { counted($0.loaded, "loaded memory") } ?? "loaded memories"
    switch state.formCounts?.total {
    case nil: return filter == nil ? "incomplete" : "no conditions"
    case .exactly(1): return "1 of \(loaded) matches"
    case .exactly(let matches): return "\(matches.grouped) of \(loaded) match"
    case .atMost(let matches): return "at most \(matches.grouped) of \(loaded) match"
    case .unknown: return "which of the \(loaded) match cannot be counted here"
    case .counting: return "counting which of the \(loaded) match"
    }
  }

  /// What Enter does, the longest form first.
  private var advices: [LinkedText] {
    let keys = context.keys(in: .form)
    guard let filter, state.subject != nil else { return [] }
    guard state.isDraft else {
      return state.filter.active == nil
        ? [] : [keys.link("\(.accept) closes the form: the filter is unchanged")]
    }
    if filter.isEmpty, state.filter.active == nil {
      return [keys.link("\(.accept) closes the form: no condition is on")]
    }
    if filter.isEmpty { return [keys.link("\(.accept) asks for all memories without a filter: 1 call")] }
    return [
      keys.link("\(.accept) asks the service for all: 1 call"), keys.link("\(.accept) asks for all: 1 call"),
    ]
  }

  // MARK: A match

  /// ` 1w   .92  Gift card  The user has a gift card of Muji`
  private func draw(_ memory: Memory, in row: Rect, on drawing: inout Drawing) {
    var place = row.inset(left: 1, right: 1)
    let time = memory.updated ?? memory.created
    drawing.write(time.map(context.age) ?? "", in: place.first(6), .faint)
    place = place.inset(left: 7)
    drawing.write(memory.confidence.map(ListColumn.hundredths) ?? "", in: place.first(4), .faint)
    place = place.inset(left: 6)
    MatchMarks(nil).write(memory, details.details(of: memory), in: place, .text, on: &drawing)
  }

  // MARK: Text and JSON

  private var json: String {
    guard let filter else { return "incomplete" }
    return filter.json(for: state.options.filterTarget(at: context.now))?.encoded() ?? "no filter"
  }

  private func drawLabelled(_ label: String, _ text: String, in row: Rect, on drawing: inout Drawing) {
    var place = row.inset(left: 1, right: 1)
    if row.width >= FormColumns.narrow {
      drawing.write(label, in: place.first(5), .faint)
      place = place.inset(left: 6)
      let more = context.keys(in: .form).link("\(.editJSON) shows all")
      let width = context.columns(more.text)
      if width > 0, context.columns(text, limit: place.width + 1) > place.width {
        drawing.writeRight(more, in: place, .faint)
        place = place.inset(right: width + 2)
      }
    }
    drawing.write(text, in: place, .faint)
  }
}
