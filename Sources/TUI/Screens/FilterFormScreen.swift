import BrowserCore
import Canvas
import MemoryModel

@MainActor struct FilterFormScreen: ScreenView {
  let state: BrowserState
  let form: FilterForm
  let details: RowDetailsCache
  let meanings: KeyMeanings
  let context: DrawingContext

  func draw(in layout: Layout, on drawing: inout Drawing) {
    let matches = FilterMatches(state: state, form: form, details: details, context: context)
    let rows = rows(width: layout.body.width)
    let places = places(in: layout.body, rows)
    drawTitle(in: places.title, hasTotal: places.total.height > 0, on: &drawing)
    if let saved = savedList(in: places) {
      drawSaved(saved, on: &drawing)
      matches.drawText(in: places, on: &drawing)
      return
    }
    if let raw = form.raw {
      drawRaw(raw, in: places, on: &drawing)
    } else {
      rows.draw(in: places, on: &drawing)
      completions(rows).draw(in: places, on: &drawing)
    }
    matches.draw(in: places, on: &drawing)
  }

  var scrolls: Bool { if case .choosing? = form.panel { true } else { false } }

  private func rows(width: Int) -> FilterRows {
    FilterRows(state: state, form: form, context: context, width: width)
  }

  private func completions(_ rows: FilterRows) -> FilterCompletions {
    FilterCompletions(
      state: state, form: form, meanings: meanings, context: context, columns: rows.columns)
  }

  private func places(in body: Rect, _ rows: FilterRows) -> FormLayout {
    if case .choosing? = form.panel { return FormLayout(withoutRows: body) }
    return form.raw == nil ? rows.layout(in: body) : FormLayout(withoutRows: body)
  }

  // MARK: The title

  private func drawTitle(in row: Rect, hasTotal: Bool, on drawing: inout Drawing) {
    var bar = Bar(in: row)
    if case .choosing? = form.panel { return bar.left("Saved filters", .title, on: &drawing) }
    let dot = context.glyphs.separator
    let total = hasTotal ? nil : state.formCounts?.total?.label(context.glyphs)
    let count = total.map { "\(dot)\($0) \(form.junction.totalLabel)" } ?? ""
    let number = total.map { dot + $0 } ?? ""
    let (long, short) = form.raw == nil ? form.junction.titles : ("raw JSON", "raw JSON")
    // The state of the draft is worth more than long words.
    let draft = state.isDraft ? bar.room.width < FormColumns.wide ? "draft" : "unsaved draft" : ""
    let needed = draft.isEmpty ? 0 : context.columns(draft) + 2
    let titles = [long + count, long + number, short + number].map { "Filter\(dot)\($0)" }
    let title = titles.first { context.columns($0) + needed <= bar.room.width } ?? titles[2]
    let room = bar.room.width - context.columns(title)
    for keys in titleKeys where needed + keys.reduce(0, { $0 + context.columns($1.text) + 3 }) <= room {
      for key in keys.reversed() { bar.right(key, .faint, gap: 3, on: &drawing) }
      break
    }
    if !draft.isEmpty { bar.right(draft, .notice, on: &drawing) }
    bar.left(title, .title, on: &drawing)
  }

  /// The last is at the right end, where it stays.
  private var titleKeys: [[LinkedText]] {
    guard form.panel == nil else { return [] }
    let other = form.junction == .all ? "any" : "all"
    let flip = (form.raw == nil ? [keys.link("\(.flipJunction) \(other) of these")] : []).filter {
      !$0.isEmpty
    }
    let revert = (state.isDraft ? [keys.link("\(.restoreForm) revert")] : []).filter { !$0.isEmpty }
    return [revert + flip, revert, flip]
  }

  private func drawRaw(_ raw: JSONValue, in places: FormLayout, on drawing: inout Drawing) {
    let advice = keys.links("\(.editJSON) edits it", "\(.removeRow) starts over")
    let text =
      LinkedText("The form cannot show this filter as rows; it is sent unchanged.")
      + (advice.isEmpty ? advice : LinkedText(" ") + advice + ".") + LinkedText("\n\n" + raw.prettyPrinted())
    let area = places.completions
    TextPage(text, width: area.width - 2, context).draw(in: area.inset(left: 1, right: 1), on: &drawing)
  }

  private var keys: KeyNames { context.keys(in: .form) }
  private var target: FilterTarget { state.options.filterTarget(at: context.now) }

  private func savedList(in places: FormLayout) -> ChoiceList? {
    guard case .choosing(let selected)? = form.panel else { return nil }
    return ChoiceList(
      in: places.completions, count: state.history.remembered.keptFilters.count, selected: selected)
  }

  private func drawSaved(_ list: ChoiceList, on drawing: inout Drawing) {
    let saved = state.history.remembered.keptFilters
    if saved.isEmpty {
      drawing.write(
        "No saved filters." + keys.part(" \(.saveFilter) in the form saves one."),
        in: list.area.inset(left: 1, right: 1))
    }
    list.draw(onClick: ChoiceList.selecting(then: .accept), on: &drawing) { index, row, isSelected, drawing in
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
    let list = ChoiceList(in: layout.text, count: conditions.count, selected: choice.selected)
    list.draw(onClick: ChoiceList.selecting(then: .accept), on: &drawing) { index, row, isSelected, drawing in
      let label = conditions[index].label(glyphs)
      drawing.write(label, in: row.inset(left: 2, right: 1), isSelected ? .selected : .text)
    }
  }
}

/// The active filter, under the tabs: ` scene = Payment  AND  tags ∋ finance      f edit  F clear`.
struct ChipLine {
  let state: BrowserState
  let context: DrawingContext

  func draw(in row: Rect, on drawing: inout Drawing) {
    guard row.height > 0, let applied = state.filter.active else { return }
    var bar = Bar(in: row)
    // The filter is worth more than its keys, which the last line names, and than what its dates mean.
    let full = chips(applied, today: applied.today)
    let width = context.columns(full.text, limit: row.width)
    if row.width >= 60, !hints.isEmpty, width + context.columns(hints.text) + 3 <= bar.room.width {
      bar.right(hints, .faint, gap: 3, on: &drawing)
    }
    let place = bar.room
    bar.left(width <= place.width ? full : chips(applied, today: nil), .chip, on: &drawing)
    // Where the keys of the list do nothing, the chips do nothing.
    if !state.place.isBrowsed { drawing.mouse.coverClicks(in: place) }
  }

  /// A click on a condition opens the form there.
  private func chips(_ applied: AppliedFilter, today: CivilDate?) -> LinkedText {
    guard case .list(let list) = applied.filter else {
      return LinkedText(applied.filter.label(context.glyphs), onClick: .openFilter)
    }
    return list.conditions.enumerated().map { index, condition in
      LinkedText(condition.label(context.glyphs, today: today), onClick: .editCondition(index))
    }.joined(separator: list.junction.chipLabel)
  }

  private var hints: LinkedText {
    context.keys(in: .list).links("\(.openFilter) edit", "\(.clearFilter) clear", separator: "  ")
  }
}
