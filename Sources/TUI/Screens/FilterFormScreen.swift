import BrowserCore
import Canvas
import MemoryModel

@MainActor struct FilterFormScreen: ScreenView {
  let state: BrowserState
  let form: FilterForm
  let context: DrawingContext

  func draw(in layout: Layout, on drawing: inout Drawing) {
    drawTitle(in: layout.body, on: &drawing)
    let (rows, json) = areas(in: layout.body)
    encodedFilter(width: json.width).draw(in: json, on: &drawing)
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

  private func areas(in area: Rect) -> (rows: Rect, json: Rect) {
    let lines = encodedFilter(width: area.width - 2).wrapped.lineCount(limit: max(1, area.height / 3))
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

  private func encodedFilter(width: Int) -> TextPage {
    let filter = try? form.filter()
    let json = filter.map { $0.json(for: target)?.encoded() ?? "no filter" } ?? "incomplete"
    return TextPage(json, width: max(1, width), context, .faint)
  }

  private var target: FilterTarget { state.options.filterTarget(at: context.now) }

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
      let filter = entry.filter.filter(for: target)
      drawing.write(filter?.label(context.glyphs) ?? "unreadable", in: place.inset(left: used + 2))
    }
  }
}

@MainActor struct ConditionsScreen: ScreenView {
  let choice: ConditionChoice

  func draw(in layout: Layout, on drawing: inout Drawing) {
    let (glyphs, conditions) = (drawing.context.glyphs, choice.conditions)
    let first = "\(glyphs.separator)the first \(conditions.count.grouped)"
    drawing.write(
      "Add to the filter" + (conditions.count < Facet.mostTags ? "" : first),
      in: layout.body.inset(left: 1, right: 1), .strong)
    list(in: layout)?.draw(on: &drawing) { index, row, isSelected, drawing in
      let label = conditions[index].label(glyphs)
      drawing.write(label, in: row.inset(left: 2, right: 1), isSelected ? .selected : .text)
    }
  }

  func list(in layout: Layout) -> ChoiceList? {
    ChoiceList(in: layout.text, count: choice.conditions.count, selected: choice.selected)
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
