import MemoryModel

/// `/`: the line being typed, and what Esc returns to.
public struct SearchPrompt: ScreenHandler {
  public private(set) var line = EditedLine()
  /// Where the cursor was, in server order.
  private(set) var row: Int
  let top: Int
  private(set) var earlier: Search?

  var place: Place { .search }
  var isLine: Bool { true }
  var editedLine: EditedLine? { line }

  init(_ state: BrowserState) {
    row = state.list.cursorRow(in: state.category)
    top = state.pane.top
    earlier = state.search.active
  }

  mutating func perform(_ command: BrowserCommand, _ state: BrowserState, _ context: UpdateContext)
    -> [Outcome]
  {
    switch command {
    // With nothing typed, the earlier search stays.
    case .accept: return [.close] + (state.search.active == nil ? [.restoreSearch(earlier)] : [.answerSearch])
    // One thing at a time: loading first.
    case .back: return state.loading.isSearching ? [.cancel] : [.close, .leaveSearch(self)]
    case .nextMatch: return [.stepToMatch(by: 1)]
    case .previousMatch: return [.stepToMatch(by: -1)]
    case .searchFurther: return [.searchFurther]
    default: break
    }
    let before = line.text
    line.edit(command)
    return line.text == before ? [] : [.search(line.text, from: self)]
  }

  mutating func follow(_ changes: [RowChange], in category: MemoryCategory, isShown: Bool) {
    earlier?.follow(changes, in: category, isShown: isShown)
    if isShown { row = changes.reduce(row) { $1.moved($0) } }
  }

  mutating func forgetRows() { earlier?.forgetRows() }
}
