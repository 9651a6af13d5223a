import BrowserCore
import Canvas
import MemoryModel

/// Below the conditions: what can be put into the cell with the cursor, a line each.
@MainActor struct FilterCompletions {
  let state: BrowserState
  let form: FilterForm
  let meanings: KeyMeanings
  let context: DrawingContext
  let columns: FormColumns
  /// The numbers of the other conditions that are complete and on.
  private let others: [Int]

  init(
    state: BrowserState, form: FilterForm, meanings: KeyMeanings, context: DrawingContext,
    columns: FormColumns
  ) {
    self.state = state
    self.form = form
    self.meanings = meanings
    self.context = context
    self.columns = columns
    others = form.rows.indices.filter { index in
      index != form.row && form.rows[index].isOn
        && (try? form.rows[index].condition(in: state.options.dialect)) != nil
    }.map { $0 + 1 }
  }

  func draw(in layout: FormLayout, on drawing: inout Drawing) {
    drawRule(in: layout.completionRule, on: &drawing)
    let area = layout.completions
    guard area.height > 0 else { return }
    switch form.cell {
    case .field: drawFields(in: area, on: &drawing)
    case .operation: drawOperations(in: area, on: &drawing)
    case .value: drawValues(in: area.first(valueWidth), on: &drawing)
    }
    if form.cell != .operation, !list.matches.isEmpty {
      drawing.onWheel(in: area, up: .moveUp, down: .moveDown)
    }
    if let side, form.cell != .field {
      for (line, text) in sideLines.enumerated() where line < area.height {
        drawing.write(text, in: area.line(line).inset(left: side, right: 1), .faint)
      }
    }
  }

  private func choices(in area: Rect) -> ChoiceList {
    ChoiceList(in: area, count: list.matches.count, selected: list.selection)
  }

  private var list: CompletionList { form.completion }
  private var row: FormRow { form.rows[form.row] }
  private var field: FilterField { row.filterField }

  // MARK: The rule, and what stands beside the list

  /// Where the operators and the notes on values are, in a wide window.
  private var side: Int? { columns.width >= FormColumns.wide ? columns.width * 11 / 20 : nil }
  private var valueWidth: Int { side.map { $0 - 2 } ?? columns.width }

  private func drawRule(in row: Rect, on drawing: inout Drawing) {
    guard row.height > 0 else { return }
    drawing.write(String(repeating: context.glyphs.horizontal, count: row.width), in: row, .faint)
    var end = 2 + drawing.write(" \(name)", in: row.inset(left: 2).first(columns.fieldWidth + 1), .label)
    end += drawing.write("\(subject) ", in: row.inset(left: end, right: 2), .label)
    guard form.cell != .field else { return }
    if let side {
      drawing.write(" operators ", in: row.inset(left: max(end, side - 1)), .faint)
    } else {
      let operators = LinkedText(" ") + field.operatorSummary(context.glyphs, isShort: true) + " "
      guard context.columns(operators.text) <= row.width - end - 3 else { return }
      drawing.writeRight(operators, in: row.inset(right: 2), .faint)
    }
  }

  private var name: String {
    switch form.cell {
    case .field: "fields"
    case .operation: field.name.isEmpty ? "this field" : field.cellText
    case .value: field.name.isEmpty ? "any field" : field.cellText
    }
  }

  private var subject: String {
    let dot = context.glyphs.separator
    switch form.cell {
    case .field: return "\(dot)in how many loaded memories"
    case .operation: return "\(dot)operators"
    case .value: return field.kind == .time ? "\(dot)dates" : "\(dot)values in loaded memories"
    }
  }

  private var sideLines: [LinkedText] {
    let keys = context.keys(in: .formOperation)
    let onOperator = keys.links("\(.toggleCondition) on/off", "\(.removeRow) remove", separator: "   ")
    return [field.operatorSummary(context.glyphs, isShort: false)] + field.valueNotes.map { LinkedText($0) }
      + (onOperator.isEmpty ? [] : [LinkedText("on the operator: ") + onOperator])
  }

  // MARK: Values

  private func drawValues(in area: Rect, on drawing: inout Drawing) {
    let choices = choices(in: area)
    let start = columns.width < FormColumns.narrow ? 2 : columns.field
    let counts = choices.shown.map { count(list.matches[$0]) }
    let left = choices.shown.map { others.isEmpty ? "" : leftCount($0) }
    let countWidth = counts.map { context.columns($0) }.max() ?? 0
    let leftWidth = left.map { context.columns($0) }.max() ?? 0
    let rest = countWidth + (leftWidth > 0 ? leftWidth + 4 : 0) + 4
    let widest = choices.shown.map { context.columns(list.matches[$0].text, limit: area.width) }.max() ?? 0
    let textWidth = min(widest, max(8, area.width - start - rest))
    choices.draw(onClick: ChoiceList.always(BrowserCommand.select), on: &drawing) {
      index, row, isSelected, drawing in
      let candidate = list.matches[index]
      let shown = index - choices.top
      drawing.write(
        candidate.text, in: row.inset(left: start).first(textWidth), isSelected ? .selected : .text)
      let place = row.inset(left: start + textWidth + 2)
      drawing.writeRight(counts[shown], in: place.first(countWidth), .faint)
      guard leftWidth > 0 else { return }
      let rest = place.inset(left: countWidth + 4)
      drawing.writeRight(left[shown], in: rest.first(leftWidth), .text)
      if shown == 0 { drawing.write(leftLabel, in: rest.inset(left: leftWidth + 1), .faint) }
    }
  }

  private func count(_ candidate: CompletionList.Candidate) -> String {
    candidate.origin == .usedLately ? "used lately" : candidate.count.map(\.grouped) ?? ""
  }

  /// What would match with this value and the other conditions.
  private func leftCount(_ index: Int) -> String {
    guard let left = state.formCounts?.left, left.indices.contains(index) else { return "" }
    return left[index].map(\.grouped) ?? ""
  }

  private var leftLabel: String {
    let joint = form.junction == .all ? "and" : "or"
    let start = form.junction == .all ? "left with" : "together with"
    guard others.count <= 4, let last = others.last else { return "\(start) the others" }
    let first = others.dropLast().map(String.init).joined(separator: ", ")
    return first.isEmpty ? "\(start) \(last)" : "\(start) \(first) \(joint) \(last)"
  }

  // MARK: Operators

  private func drawOperations(in area: Rect, on drawing: inout Drawing) {
    let operations = field.operations
    let choices = ChoiceList(
      in: area.first(valueWidth), count: operations.count, selected: operations.firstIndex(of: row.operation))
    choices.draw(onClick: ChoiceList.always { .selectOperation(operations[$0]) }, on: &drawing) {
      index, row, isSelected, drawing in
      let operation = operations[index]
      let place = row.inset(left: columns.width < FormColumns.narrow ? 2 : columns.field)
      drawing.write(operation.formSign(context.glyphs), in: place.first(3), isSelected ? .selected : .text)
      drawing.write(
        operation.word(for: field), in: place.inset(left: 4).first(10), isSelected ? .selected : .text)
      drawing.write(operation.typedAs, in: place.inset(left: 15, right: 1), .faint)
    }
  }

  // MARK: Fields

  private func drawFields(in area: Rect, on drawing: inout Drawing) {
    let choices = choices(in: area)
    let start = columns.width < FormColumns.narrow ? 2 : columns.field
    let names = choices.shown.map { list.matches[$0].text }
    let counts = choices.shown.map { count(list.matches[$0]) }
    let countWidth = counts.map { context.columns($0) }.max() ?? 0
    let widest = names.map { context.columns($0, limit: area.width) }.max() ?? 0
    let textWidth = min(max(widest, columns.fieldWidth), max(8, area.width - start - countWidth - 4))
    let room = area.width - start - textWidth - countWidth - 6
    let meanings = names.map { room < 12 ? "" : meaning(of: $0) }
    let meaningWidth = min(room, max(28, meanings.map { context.columns($0, limit: room) }.max() ?? 0))
    choices.draw(onClick: ChoiceList.always(BrowserCommand.select), on: &drawing) {
      index, row, isSelected, drawing in
      let shown = index - choices.top
      var place = row.inset(left: start)
      drawing.write(names[shown], in: place.first(textWidth), isSelected ? .selected : .text)
      place = place.inset(left: textWidth + 2)
      if meaningWidth > 0, room >= 12 {
        drawing.write(meanings[shown], in: place.first(meaningWidth), .faint)
        place = place.inset(left: meaningWidth + 2)
      }
      drawing.writeRight(counts[shown], in: place.first(countWidth), .faint)
    }
  }

  private func meaning(of name: String) -> String {
    let field = FilterField(unchecked: name)
    return field.meaning ?? meanings.meaning(of: field, in: state.store, context.glyphs)
  }
}

/// What the loaded memories have in the info keys that the form lists. A key may have thousands of values, which are
/// looked at only once for the same rows.
@MainActor final class KeyMeanings {
  private var version: PageStore.Version?
  private var known: [FilterField: String] = [:]
  private static let shownValues = 4
  private static let longestValue = 24

  /// `info key, text: gold, silver, bronze`
  func meaning(of field: FilterField, in store: PageStore, _ glyphs: Glyphs) -> String {
    if version != store.version { (version, known) = (store.version, [:]) }
    if let meaning = known[field] { return meaning }
    let meaning = Self.meaning(of: field, in: store.facets, glyphs)
    known[field] = meaning
    return meaning
  }

  private static func meaning(of field: FilterField, in facets: FacetIndex, _ glyphs: Glyphs) -> String {
    guard let key = facets.key(named: ByteString(field.name)) else { return "info key" }
    let kind = "info key, \(key.kindText(glyphs))"
    guard !key.isAllDifferent, key.kind == .text || key.kind == .mixed else { return kind }
    let values = facets.mostFrequent(shownValues, of: field.name).map { value in
      let text = value.cellText(in: field)
      return text.count > longestValue ? text.prefix(longestValue - 1) + glyphs.ellipsis : text
    }
    return values.isEmpty ? kind : "\(kind): \(values.joined(separator: ", "))"
  }
}
