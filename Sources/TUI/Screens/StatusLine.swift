import BrowserCore
import Canvas
import MemoryModel

struct StatusLine {
  let state: BrowserState
  let context: DrawingContext

  func draw(in row: Rect, on drawing: inout Drawing) {
    let (text, role) = message(width: row.width)
    var bar = Bar(in: row)
    let isCut = context.columns(text.text, limit: bar.room.width + 1) > bar.room.width
    if isCut, state.notice != nil, !state.showsSpinner,
      context.keymap.keys(for: .showNotices, in: state.place).first != nil
    {
      bar.right(keys.link("\(.showNotices) all"), .faint, on: &drawing)
    }
    bar.left(text, role, on: &drawing)
    guard !isCut else { return }
    // The hints keep their places while the cursor's number grows.
    let growth =
      state.notice == nil ? max(0, "\(state.rows.presentCount)".count - "\(state.pane.cursor + 1)".count) : 0
    KeyHints(state: state, context: context).draw(in: bar.room.inset(left: 2 + growth), on: &drawing)
  }

  private func message(width: Int) -> (LinkedText, Theme.Role) {
    let spinner = context.glyphs.spinner(state.loading.spinner)
    if case .loading(let request)? = state.sources?.content, request.ticks > 0 {
      return (LinkedText("\(spinner) ") + work(request), .busy)
    }
    if let request = state.lookup?.request, request.ticks > 0 {
      return (LinkedText("\(spinner) \(request.retry?.label(dot) ?? "loading the memory")") + stop, .busy)
    }
    if state.showsSpinner, let loading = state.loading.request {
      return (LinkedText("\(spinner) ") + work(loading, isNarrow: width < 60), .busy)
    }
    if let notice = state.notice { return (LinkedText(sentence(of: notice, width: width)), .notice) }
    if let exporting = state.export.active {
      return (LinkedText("\(spinner) \(exporting.label(dot))") + stop, .busy)
    }
    return (LinkedText(position(width: width)), .text)
  }

  private func sentence(of notice: Notice, width: Int) -> String {
    let sentence = notice.sentence(keys)
    guard width < 60, context.columns(sentence, limit: width) > width - 2 else { return sentence }
    return notice.shortSentence(keys) ?? sentence
  }

  /// Leaving the sources stops their request.
  private func work(_ request: RecordRequest) -> LinkedText {
    LinkedText(request.retry?.label(dot) ?? "loading the full memory")
      + (state.place == .sources ? keys.link("\(.back) stops").behind(dot) : "")
  }

  private func work(_ loading: Loading.Request, isNarrow: Bool) -> LinkedText {
    if let retry = loading.retry { return LinkedText(retry.label(dot)) + stop }
    if let goal = state.loading.goal {
      let work =
        switch (goal.kind, isNarrow) {
        case (.rest, false): "loading the rest of \(goal.category.title)"
        case (.rest, true): goal.category.title
        case (.everything, false): "loading the rest"
        case (.comparison, false): "loading the rest of both"
        case (.search, false): "searching further\(dot)page \(loading.page.page)"
        case (_, true): "page \(loading.page.page)"
        }
      let rows =
        switch goal.kind {
        case .everything: state.store.facets.rows
        case .comparison: state.store.facets.rows + (state.differences?.loaded ?? 0)
        case .rest, .search: state.store[goal.category].count
        }
      // The head of the screen counts the calls too. One that was under way before is not the goal's.
      let calls = isNarrow || goal.calls == 0 ? "" : "\(dot)call \(goal.calls.grouped)"
      return LinkedText("\(work)\(dot)\(rows.grouped) rows\(calls)") + stop
    }
    switch loading.purpose {
    case .next: return LinkedText("loading page \(loading.page.page)") + stop
    case .newFilter: return LinkedText("applying the filter") + escape("\(.back) goes back")
    case .refresh: return LinkedText("reloading page 1") + stop
    case .restore: return LinkedText("reloading page \(loading.page.page)") + stop
    case .otherUser: return LinkedText("loading page \(loading.page.page) of the other user") + stop
    case .watch: return "watching"
    }
  }

  private var dot: String { context.glyphs.separator }
  private var keys: KeyNames { context.keys(in: state.place) }
  private var stop: LinkedText { escape("\(.back) stops") }

  /// On top of the list the key closes a screen, and stops nothing.
  private func escape(_ phrase: KeyPhrase) -> LinkedText {
    state.escapeStopsLoading ? keys.link(phrase).behind(dot) : ""
  }

  /// `text 3 of 17`
  private var reviewPosition: String {
    guard let review = state.screens.find(ReviewState.self), state.reviewing.lineCount > 0 else { return "" }
    return "text \((review.line + 1).grouped) of \(state.reviewing.lineCount.grouped)"
  }

  /// `row 3 of 150+ · server order`
  private func position(width: Int) -> String {
    if let inside = state.screens.inside { return inside.label }
    let count = "\(state.rows.presentCount)\(state.counter.hasEnded(state.category) ? "" : "+")"
    let number = state.rows.number(at: state.pane.cursor)
    let row = number.map { "row \($0) of \(count)" } ?? "gone, \(count) rows"
    switch state.place {
    // The position in the list is of no use there, and the keys need the room.
    case .form, .formOperation, .formChoice, .fields, .help, .values, .conditions, .differences, .export,
      .exportFile:
      return ""
    case .overview:
      let bar = state.screens.find(OverviewState.self)?.selectedBar
      return bar?.position(of: state.store.facets.rows, context.glyphs) ?? ""
    case .review: return reviewPosition
    case .memory where state.reading?.isOutside == true, .raw where state.reading?.isOutside == true,
      .sources where state.reading?.isOutside == true:
      return state.reading?.comparedUser.map { "memory of \($0.name(in: state.options.dialect))" }
        ?? "opened by its id"
    case .memory, .raw, .sources: return "\(row)\(dot)\(state.category.title)"
    case _ where state.rows.count == 0: return "no rows"
    default:
      let search = SearchStatus(state: state, context: context)
      guard width >= 60 else {
        return [row, search.count ?? search.shortOrder].compactMap(\.self).joined(separator: dot)
      }
      if let found = search.found {
        return [row, found, search.order].compactMap(\.self).joined(separator: dot)
      }
      return "\(row)\(dot)\(search.order ?? "server order")"
    }
  }
}

struct CopyLine {
  /// That a key means nothing here.
  var refusal: String?

  func draw(in row: Rect, on drawing: inout Drawing) {
    var bar = Bar(in: row)
    if let refusal { bar.right(refusal, .notice, on: &drawing) }
    bar.left("Copy: ", .strong, on: &drawing)
    for hint in drawing.context.keymap.hints(in: .copy) {
      let start = bar.room
      bar.left(hint.key.name, .hintKey, on: &drawing)
      bar.left(" \(hint.label)", .text, on: &drawing)
      drawing.onClick(keyOf: [hint.command], in: start.first(bar.room.x - start.x))
      bar.take(left: 2)
    }
  }
}
