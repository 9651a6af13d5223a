import BrowserCore
import Canvas
import MemoryModel

/// The panes with honest counts: `1 Facts 150+   2 Preferences 37   3 Tools 12`.
struct TabBar {
  let state: BrowserState
  let context: DrawingContext

  func draw(in area: Rect, on canvas: inout Canvas) {
    let categories = state.categories
    let (labels, padding, gap) = labels(categories, width: area.width)
    var x = 0
    for (category, label) in zip(categories, labels) {
      let style = category == state.category ? context.theme.activeTab : context.theme.tab
      x += canvas.write(
        padding + label + padding, x: x, y: area.y, maxWidth: area.width - x, style: style)
      x += gap
    }
  }

  /// The tab in this column, counted from 0; the cell between two belongs to none.
  func tab(at column: Int, width: Int) -> Int? {
    let (labels, padding, gap) = labels(state.categories, width: width)
    var x = 0
    for (index, label) in labels.enumerated() {
      let end = x + label.count + 2 * padding.count
      if (x..<end).contains(column) { return index }
      x = end + gap
    }
    return nil
  }

  /// The longest labels that fit, what stands on either side of each, and the cells between two.
  private func labels(
    _ categories: [MemoryCategory], width: Int
  ) -> (labels: [String], padding: String, gap: Int) {
    let full = categories.enumerated().map { label($0.offset + 1, $0.element, title: $0.element.title) }
    let bare = full.reduce(0) { $0 + $1.count + 1 }
    if bare + 2 * full.count <= width { return (full, " ", 1) }
    if bare <= width + 1 { return (full, "", 1) }
    // The names say more than their numbers do; the number of the one that is shown tells that there are some.
    let named = zip(full, categories).map { $1 == state.category ? $0 : label(nil, $1, title: $1.title) }
    if named.reduce(0, { $0 + $1.count + 1 }) <= width + 1 { return (named, "", 1) }
    let short = categories.enumerated().map { index, category in
      label(index + 1, category, title: String(category.title.prefix(category == state.category ? 5 : 1)))
    }
    return (short, "", 1)
  }

  private func label(_ number: Int?, _ category: MemoryCategory, title: String) -> String {
    [number.map { "\($0)" } ?? "", title, count(category)].filter { !$0.isEmpty }.joined(separator: " ")
  }

  /// `37` when the end was reached, `150+` while more may follow, `50 of 359` where the service reports more than is
  /// here, also when it returned no more.
  private func count(_ category: MemoryCategory) -> String {
    let count = state.store[category].count
    let ended = state.counter.hasEnded(category)
    let known =
      if let reported = state.counter.reportedRows(of: category), reported > count {
        "\(count) of \(reported)"
      } else if count == 0, !ended {
        ""
      } else {
        "\(count)\(ended ? "" : "+")"
      }
    if state.hasFailed(category) { return known.isEmpty ? "!" : "\(known) !" }
    guard state.isLoading(category), state.showsSpinner else { return known }
    let spinner = context.glyphs.spinner(state.spinner)
    return known.isEmpty ? spinner : "\(known) \(spinner)"
  }
}

extension BrowserState {
  /// Work of less than a tick shows no spinner where rows are there to be read.
  var showsSpinner: Bool {
    guard let loading else { return false }
    return loading.ticks > 0 || counter.lastPage == 0
  }
}

/// Whose memories these are, and what the service costs: `memtui  USER · source … ● 212 ms · 4 calls`.
struct HeaderLine {
  let state: BrowserState
  let context: DrawingContext

  func draw(in area: Rect, on canvas: inout Canvas) {
    let (right, style) = service(width: area.width)
    let rightWidth = right.count
    var x = canvas.write("memtui", x: 0, y: area.y, maxWidth: area.width, style: context.theme.title) + 2
    let room = area.width - rightWidth - x - 3
    if let subject = state.subject {
      let separator = " \(context.glyphs.dot) "
      let source = state.options.source
      let name = subject.name(in: state.options.dialect)
      x += canvas.write(
        name, x: x, y: area.y, maxWidth: room, style: context.theme.strong, markStyle: context.theme.mark)
      let left = area.width - rightWidth - 3 - x
      if left > 8, !source.isEmpty {
        canvas.write(
          separator + source, x: x, y: area.y, maxWidth: left, style: context.theme.text,
          markStyle: context.theme.mark)
      }
    }
    let lampWidth = canvas.write(
      String(right.prefix(1)), x: area.width - rightWidth - 1, y: area.y, maxWidth: 1, style: style)
    canvas.write(
      String(right.dropFirst()), x: area.width - rightWidth - 1 + lampWidth, y: area.y,
      maxWidth: rightWidth, style: context.theme.text)
  }

  /// Nothing here moves while a page is under way: the tabs and the last line have the spinner.
  private func service(width: Int) -> (String, Style) {
    let dot = " \(context.glyphs.dot) "
    let calls = "\(state.calls) \(state.calls == 1 ? "call" : "calls")"
    let watching = state.watch == nil ? "" : "watching\(dot)"
    if state.failure != nil {
      return ("\(context.glyphs.cross) failed\(dot)\(watching)\(calls)", context.theme.failed)
    }
    guard let milliseconds = state.milliseconds else {
      return ("\(context.glyphs.lamp) \(watching)\(calls)", context.theme.faint)
    }
    // That it watches matters more than how long the last answer took.
    let time = !watching.isEmpty && width < 60 ? "" : "\(milliseconds) ms\(dot)"
    return ("\(context.glyphs.lamp) \(watching)\(time)\(calls)", context.theme.good)
  }
}

extension Subject {
  /// `memos_user_123`, `agent a1`, `cube c1`, and a user within a cube of another name: `ann · cube c1`.
  public func name(in dialect: Dialect) -> String {
    switch (self, dialect) {
    case (.user(let id), .selfHosted(let cube?)) where cube != id: "\(id) · cube \(cube)"
    case (.user(let id), _): id
    case (.agent(let id), _): "agent \(id)"
    case (.cube(let id), _): "cube \(id)"
    }
  }
}
