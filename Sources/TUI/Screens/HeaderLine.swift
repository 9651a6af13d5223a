import BrowserCore
import Canvas
import MemoryModel

/// The panes with what is known of their size: `1 Facts 150+   2 Preferences 37   3 Tools 12`.
struct TabBar {
  let state: BrowserState
  let context: DrawingContext

  func draw(in row: Rect, on drawing: inout Drawing) {
    for (index, tab) in zip(state.categories, tabs(in: row)).enumerated() {
      drawing.write(tab.1.text, in: tab.1.place, tab.0 == state.category ? .activeTab : .tab)
      if state.place.isBrowsed || state.place == .review {
        drawing.onClick(.showPane(index + 1), in: tab.1.place)
      }
    }
  }

  private func tabs(in row: Rect) -> [(text: String, place: Rect)] {
    var free = row
    return labels(width: row.width).map { text in
      let width = context.columns(text)
      defer { free = free.inset(left: width + 1) }
      return (text, free.first(width))
    }
  }

  private func labels(width: Int) -> [String] {
    let counts = state.categories.map(count)
    func labels(
      _ title: (MemoryCategory) -> String, numbered: (MemoryCategory) -> Bool = { _ in true }
    ) -> [String] {
      zip(state.categories, counts).enumerated().map { index, tab in
        [numbered(tab.0) ? "\(index + 1)" : "", title(tab.0), tab.1].filter { !$0.isEmpty }
          .joined(separator: " ")
      }
    }
    let full = labels { $0.title }
    let padded = full.map { " \($0) " }
    if columns(padded) < width { return padded }
    let named = labels({ $0.title }, numbered: { $0 == state.category })
    return [full, named].first { columns($0) <= width }
      ?? labels { String($0.title.prefix($0 == state.category ? 5 : 1)) }
  }

  private func columns(_ labels: [String]) -> Int { context.columns(labels.joined(separator: " ")) }

  /// `37` when the end was reached, `150+` while more may follow, `50 of 359` where the service reports more.
  private func count(_ category: MemoryCategory) -> String {
    let count = state.store[category].presentCount
    let ended = state.counter.hasEnded(category)
    let loaded =
      if let reported = state.counter.reportedRows(of: category), reported > count {
        "\(count) of \(reported)"
      } else if count == 0, !ended {
        ""
      } else {
        "\(count)\(ended ? "" : "+")"
      }
    let known = matched(category, of: loaded)
    if state.hasFailed(category) { return known.isEmpty ? "!" : "\(known) !" }
    guard state.isLoading(category), state.showsSpinner else { return known }
    let spinner = context.glyphs.spinner(state.loading.spinner)
    return known.isEmpty ? spinner : "\(known) \(spinner)"
  }

  /// `3/50+`, without separators of thousands as all numbers of a tab, while the filter form counts what it matches, or rows are searched or narrowed. `3+/50` where rows of
  /// dropped pages could not be read.
  private func matched(_ category: MemoryCategory, of loaded: String) -> String {
    guard !loaded.isEmpty else { return loaded }
    guard let counts = state.formCounts else {
      guard let matches = state.tabMatches(in: category) else { return loaded }
      let count = "\(matches.count)\(matches.isPartial ? "+" : "")"
      return "\(matches.isComplete ? count : context.glyphs.ellipsis)/\(loaded)"
    }
    switch counts.total {
    case .exactly: return "\(counts.byPane[category] ?? 0)/\(loaded)"
    case .atMost: return "\(context.glyphs.lessOrEqual)\(counts.byPane[category] ?? 0)/\(loaded)"
    case .counting: return "\(context.glyphs.ellipsis)/\(loaded)"
    case .unknown, nil: return loaded
    }
  }
}

extension BrowserState {
  /// Work of less than a tick shows no spinner where there are rows to read.
  var showsSpinner: Bool {
    guard let request = loading.request else { return false }
    return request.ticks > 0 || counter.lastPage == 0
  }
}

/// Whose memories these are, and what the service costs: `memtui  USER · source … ● 212 ms · 4 calls`.
struct HeaderLine {
  let state: BrowserState
  let context: DrawingContext
  private static let leastSource = 8

  func draw(in row: Rect, on drawing: inout Drawing) {
    let (lamp, text, role) = service(width: row.width)
    // Without the free column at the left.
    var bar = Bar(in: Rect(x: row.x - 1, y: row.y, width: row.width + 1, height: 1))
    bar.right(text, .text, gap: 0, on: &drawing)
    bar.right(lamp, role, on: &drawing)
    bar.left("memtui", .title, on: &drawing)
    guard let subject = state.subject else { return }
    bar.left(subject.name(in: state.options.dialect), .strong, gap: 2, on: &drawing)
    let source = state.options.source
    guard bar.room.width > Self.leastSource, !source.isEmpty else { return }
    bar.left(context.glyphs.separator + source, .text, on: &drawing)
  }

  /// Nothing here moves while a page is loading: the tabs and the last line have the spinner.
  private func service(width: Int) -> (lamp: String, text: String, Theme.Role) {
    let dot = context.glyphs.separator
    let calls = counted(state.loading.calls, "call")
    let watching = state.watch.active == nil ? "" : "watching\(dot)"
    if state.loading.failure != nil {
      return (context.glyphs.cross, " failed\(dot)\(watching)\(calls)", .failed)
    }
    guard let milliseconds = state.loading.milliseconds else {
      return (context.glyphs.lamp, " \(watching)\(calls)", .faint)
    }
    // In a narrow window, watching matters more than how long the last answer took.
    let time = !watching.isEmpty && width < 60 ? "" : "\(milliseconds) ms\(dot)"
    return (context.glyphs.lamp, " \(watching)\(time)\(calls)", .good)
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
