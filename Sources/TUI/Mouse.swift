import BrowserCore
import Canvas

extension BrowserView {
  /// What a key asks for in this state, and what the mouse points at.
  public func commands(
    for key: Key, in state: BrowserState, size: Size, _ context: DrawingContext
  ) -> [BrowserCommand] {
    guard case .mouse(let report) = key else {
      return context.keymap.command(for: key, in: state.place).map { [$0] } ?? []
    }
    guard !Layout.isTooSmall(size) else { return [] }
    let layout = layout(state, size, context)
    switch report.action {
    case .wheelDown: return wheel(by: Self.wheelStep, report, state, layout)
    case .wheelUp: return wheel(by: -Self.wheelStep, report, state, layout)
    case .press: return press(report, state, layout, context)
    }
  }

  /// Rows, or lines of a text.
  private static let wheelStep = 3

  private func wheel(
    by distance: Int, _ report: MouseReport, _ state: BrowserState, _ layout: Layout
  ) -> [BrowserCommand] {
    switch state.place {
    case .list where layout.preview.contains(report):
      Array(repeating: distance > 0 ? .scrollPreviewDown : .scrollPreviewUp, count: abs(distance))
    case .list, .memory, .raw, .sources, .help, .notices, .palette, .facets, .conditions, .formChoice:
      [.scroll(by: distance)]
    case .overview: [.scroll(by: distance)]
    default: []
    }
  }

  private func press(
    _ report: MouseReport, _ state: BrowserState, _ layout: Layout, _ context: DrawingContext
  ) -> [BrowserCommand] {
    let text = textArea(layout)
    switch state.place {
    case .list, .memory:
      if layout.tabs.contains(report) {
        let tab = TabBar(state: state, context: context).tab(at: report.x, width: layout.tabs.width)
        return tab.map { [.showPane($0 + 1)] } ?? []
      }
      if let reading = state.reading {
        guard text.contains(report) else { return [] }
        return memoryView(state, reading, context).field(atRow: report.y - text.y, width: text.width)
          .map { [.select($0)] } ?? []
      }
      guard layout.list.contains(report) else { return [] }
      return select(state.pane.top + report.y - layout.list.y, in: state.pane, count: state.rows.count, .open)
    case .palette:
      guard case .palette(let palette) = state.overlay, text.contains(report) else { return [] }
      let count = paletteLines(state.overlay, in: state.options.dialect, context).count
      return select(palette.list.top + report.y - text.y, in: palette.list, count: count, .accept)
    case .facets:
      guard case .facets(let selected) = state.overlay else { return [] }
      return choose(at: report, in: layout.body, selected: selected, count: state.facetRows.count)
    case .conditions:
      guard case .conditions(let offered, let selected) = state.overlay else { return [] }
      return choose(at: report, in: layout.body, selected: selected, count: offered.count)
    case .form, .formOperation:
      guard let form = state.form, form.raw == nil else { return [] }
      let rows = FilterFormView(state: state, form: form, context: context).rowsArea(in: layout.body)
      return FilterRowsView(state: state, form: form, context: context)
        .command(at: report.x, report.y, in: rows, screen: layout.size).map { [$0] } ?? []
    default: return []
    }
  }

  /// In a list below a title, which stands around what is selected.
  private func choose(
    at report: MouseReport, in area: Rect, selected: Int, count: Int
  ) -> [BrowserCommand] {
    let row =
      ChoiceWindow(height: area.height - 1, selected: selected, count: count).top + report.y - area.y - 1
    guard area.contains(report), report.y > area.y, row < count else { return [] }
    return row == selected ? [.accept] : [.select(row)]
  }

  /// A click selects, one on what is selected already goes on.
  private func select(
    _ row: Int, in list: Pane, count: Int, _ command: BrowserCommand
  ) -> [BrowserCommand] {
    guard row < count else { return [] }
    return row == list.cursor ? [command] : [.select(row)]
  }
}

extension Rect {
  fileprivate func contains(_ report: MouseReport) -> Bool {
    (x..<x + width).contains(report.x) && (y..<y + height).contains(report.y)
  }
}
