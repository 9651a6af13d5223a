import MemoryModel

/// Into the filter form, and out of it to a memory that it lists.
extension BrowserState {
  /// The unsaved draft, else the active filter.
  mutating func openForm(adding condition: FilterCondition?, _ context: UpdateContext) {
    var form = filter.draft ?? activeForm
    form.focus(row: 0, .field)
    if let condition {
      if form.raw == nil { form.append(condition) } else { note(.formIsRaw, context) }
    }
    form.refreshCompletion(self)
    screens.open(form)
  }

  mutating func focusForm(on index: Int) {
    guard case .list(let list)? = filter.active?.filter, list.conditions.indices.contains(index), var form
    else { return }
    form.focus(on: list.conditions[index])
    form.refreshCompletion(self)
    screens.replace(form)
  }

  mutating func openMatch(_ memory: Memory, _ context: UpdateContext) -> [BrowserEffect] {
    guard let pane = categories.firstIndex(of: memory.category),
      let row = store[memory.category].index(of: memory.id)
    else { return [] }
    screens.close(Reading.self)
    let shown = list.ordered(memory.category)
    let place = shown.place(of: row)
    // The pane may be narrowed to other rows.
    guard shown.row(at: place) == row else {
      openOutside(memory)
      return []
    }
    return carryOut([.showPane(pane), .moveCursor(to: place), .openMemory], context)
  }
}
