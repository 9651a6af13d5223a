import BrowserCore
import Canvas
import MemoryModel

@MainActor struct ValuesScreen: ScreenView {
  let state: BrowserState
  let values: ValuesState
  private static let barWidth = 10
  private static let countWidth = 7
  private static let widestValue = 41

  func draw(in layout: Layout, on drawing: inout Drawing) {
    let title = layout.body.inset(left: 1, right: 1)
    let rows = state.store.facets.rows
    let counted = "\(rows.grouped) loaded \(rows == 1 ? "memory" : "memories")"
    let more = state.counter.everythingHasEnded ? "" : " (there are more)"
    drawing.write("Values in the \(counted)\(more)\(state.countLimit)", in: title, .strong)
    if values.rows.isEmpty {
      drawing.write("The loaded memories have neither tags nor info.", in: title.inset(top: 2))
    }
    list(in: layout)?.draw(on: &drawing) { index, row, isSelected, drawing in
      draw(values.rows[index], isSelected, in: row, &drawing)
    }
  }

  func list(in layout: Layout) -> ChoiceList? {
    ChoiceList(in: layout.text, count: values.rows.count, selected: values.selected)
  }

  private func draw(_ line: ValueRow, _ isSelected: Bool, in row: Rect, _ drawing: inout Drawing) {
    switch line {
    case .field(let name, let rows):
      let place = row.inset(left: 1)
      let used = drawing.write(name, in: place.first(row.width - 10), .label)
      drawing.write(" \(rows)", in: place.inset(left: used), .faint)
    case .more(let count): drawing.write("and \(count) more values", in: row.inset(left: 3, right: 1), .faint)
    case .value(let facet, let count):
      let width = min(row.width - 3 - Self.barWidth - 9, Self.widestValue)
      let place = row.inset(left: 3)
      drawing.write(
        facet.value.cellText(in: FilterField(facet.field)), in: place.first(width),
        isSelected ? .selected : .text)
      drawing.writeRight(String(count), in: place.inset(left: width).first(Self.countWidth))
      let total = state.store.facets.fields[ByteString(facet.field)]?.rows ?? 0
      let share = total > 0 ? Double(count) / Double(total) : 0
      drawing.write(
        drawing.context.glyphs.bar(share, width: Self.barWidth),
        in: place.inset(left: width + Self.countWidth + 1), .faint)
    }
  }
}

extension BrowserState {
  var countedRows: String {
    let rows = store.facets.rows.grouped
    return (counter.everythingHasEnded ? "all \(rows) loaded" : "\(rows) loaded (there are more)")
      + countLimit
  }

  /// What is not counted of a memory with very many tags or info keys.
  fileprivate var countLimit: String {
    store.facets.isCut ? ", at most \(Facet.mostTags.grouped) tags and info keys each" : ""
  }
}
