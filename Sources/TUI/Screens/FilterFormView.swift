import BrowserCore
import Canvas
import MemoryModel

/// The form: rows of field, operator and value, what is known about the cell under the cursor, and the JSON that is
/// sent.
@MainActor struct FilterFormScreen: ScreenView {
  private let state: BrowserState
  private let form: FilterForm
  private let context: DrawingContext

  init?(_ state: BrowserState, _ context: DrawingContext) {
    guard let form = state.form else { return nil }
    self.state = state
    self.form = form
    self.context = context
  }

  func draw(in layout: Layout, on drawing: inout Drawing) {
    drawTitle(in: layout.body, on: &drawing)
    let (rows, json) = areas(in: layout.body)
    TextPage(json: encodedFilter, width: json.width, context).draw(in: json, on: &drawing)
    if let saved = savedList(in: rows) {
      drawSaved(saved, on: &drawing)
    } else if let raw = form.raw {
      let advice = keys.list("\(.editJSON) edits it", "\(.removeRow) starts over")
      let text =
        "The form cannot show this filter as rows; it is sent unchanged."
        + (advice.isEmpty ? "" : " \(advice).")
        + "\n\n" + raw.prettyPrinted()
      TextPage(text, width: rows.width - 2, context).draw(in: rows.inset(left: 1, right: 1), on: &drawing)
    } else {
      FilterRows(state: state, form: form, context: context).draw(in: rows, on: &drawing)
    }
  }

  func click(_ report: MouseReport, in layout: Layout) -> BrowserCommand? {
    guard form.raw == nil, form.panel == nil else { return nil }
    return FilterRows(state: state, form: form, context: context)
      .click(report, in: areas(in: layout.body).rows, screen: layout.size)
  }

  func wheel(by lines: Int, _ report: MouseReport, in layout: Layout) -> [BrowserCommand] {
    if case .choosing? = form.panel { [.scroll(by: lines)] } else { [] }
  }

  /// Below the title, with a third of the form at most for the JSON.
  private func areas(in area: Rect) -> (rows: Rect, json: Rect) {
    let lines = TextPage(json: encodedFilter, width: area.width - 2, context).wrapped
      .lineCount(limit: max(1, area.height / 3))
    let height = area.height - 1 - lines
    return (
      Rect(x: area.x, y: area.y + 1, width: area.width, height: height),
      area.inset(left: 1, right: 1, top: 1 + height)
    )
  }

  private func drawTitle(in area: Rect, on drawing: inout Drawing) {
    var bar = Bar(in: area)
    bar.left("Filter", .title, on: &drawing)
    let junction = form.junction == .all ? "all of these (and)" : "any of these (or)"
    bar.left(form.raw == nil ? junction : "raw JSON", .text, gap: 2, on: &drawing)
    guard state.isDraft else { return }
    let back = keys.part("\(context.glyphs.separator)\(.restoreForm): back to the active filter")
    let labels = ["unsaved draft" + back, "unsaved draft"]
    bar.right(labels.first { context.columns($0) < bar.room.width } ?? "draft", .strong, on: &drawing)
  }

  private var keys: KeyNames { context.keys(in: .form) }

  private var encodedFilter: String {
    guard let filter = try? form.filter() else { return "incomplete" }
    return filter.json(for: state.options.filterTarget(at: context.now))?.encoded()
      ?? "no filter"
  }

  /// Filters to load, while they are being chosen from.
  private func savedList(in area: Rect) -> ChoiceList? {
    guard case .choosing(let selected)? = form.panel else { return nil }
    return ChoiceList(in: area, count: state.history.remembered.keptFilters.count, selected: selected)
  }

  private func drawSaved(_ list: ChoiceList, on drawing: inout Drawing) {
    let saved = state.history.remembered.keptFilters
    if saved.isEmpty {
      drawing.write(
        "No saved filters." + keys.part(" \(.saveFilter) in the form saves one."),
        in: list.area.inset(left: 1, right: 1))
    }
    list.draw(on: &drawing) { index, row, isSelected, drawing in
      let entry = saved[index]
      let place = row.inset(left: 1, right: 1)
      let used = drawing.write(
        entry.name ?? "used lately", in: place.first(max(12, row.width / 3)),
        entry.name == nil ? .faint : isSelected ? .selected : .label)
      let filter = entry.filter.filter(for: state.options.filterTarget(at: context.now))
      drawing.write(filter?.label(context.glyphs) ?? "unreadable", in: place.inset(left: used + 2))
    }
  }
}

extension FilterFormScreen {
  /// Where the name of a filter to save is typed.
  static func nameLine(_ state: BrowserState) -> InputLine? {
    state.form?.panel?.name.map { InputLine(label: "Save filter as: ", line: $0) }
  }
}

extension TextPage {
  fileprivate init(json: String, width: Int, _ context: DrawingContext) {
    self.init(json, width: max(1, width), context, .faint)
  }
}

/// What `+` can add to the filter, a condition a line.
@MainActor struct ConditionsScreen: ScreenView {
  private let conditions: [FilterCondition]
  private let selected: Int
  private let context: DrawingContext

  init?(_ state: BrowserState, _ context: DrawingContext) {
    guard let choice = state.screens.find(ConditionChoice.self) else { return nil }
    conditions = choice.conditions
    selected = choice.selected
    self.context = context
  }

  func draw(in layout: Layout, on drawing: inout Drawing) {
    let first = "\(context.glyphs.separator)the first \(conditions.count.grouped)"
    drawing.write(
      "Add to the filter" + (conditions.count < Facet.mostTags ? "" : first),
      in: layout.body.inset(left: 1, right: 1), .strong)
    list(layout).draw(on: &drawing) { index, row, isSelected, drawing in
      drawing.write(
        conditions[index].label(context.glyphs), in: row.inset(left: 2, right: 1),
        isSelected ? .selected : .text)
    }
  }

  func click(_ report: MouseReport, in layout: Layout) -> BrowserCommand? {
    list(layout).click(report, onSelected: .accept)
  }

  private func list(_ layout: Layout) -> ChoiceList {
    ChoiceList(in: layout.text, count: conditions.count, selected: selected)
  }
}

/// The active filter, under the tabs: ` scene = Payment  AND  tags ∋ finance      f edit  F clear`.
struct ChipLine {
  let state: BrowserState
  let context: DrawingContext

  func draw(in row: Rect, on drawing: inout Drawing) {
    guard row.height > 0, let applied = state.filter.active else { return }
    var bar = Bar(in: row)
    // In a narrow window the filter is worth more than its keys.
    if row.width >= 60, !hints.isEmpty { bar.right(hints, .faint, gap: 3, on: &drawing) }
    bar.left(applied.filter.label(context.glyphs, today: applied.today), .chip, on: &drawing)
  }

  private var hints: String {
    context.keys(in: .list).list("\(.openFilter) edit", "\(.clearFilter) clear", separator: "  ")
  }
}
