import BrowserCore
import Canvas
import MemoryModel

/// The last line: a notice, the work that is under way, or where the cursor stands; and a few keys.
struct StatusLine {
  let state: BrowserState
  let context: DrawingContext

  func draw(in area: Rect, on canvas: inout Canvas) {
    let (words, style) = words(width: area.width)
    if state.notice != nil, !state.showsSpinner, isTooLong(words, room: area.width - 2),
      let hint = noticesHint
    {
      canvas.write(
        words, x: 1, y: area.y, maxWidth: area.width - hint.count - 4, style: style,
        markStyle: context.theme.mark)
      canvas.write(hint, x: area.width - 1 - hint.count, y: area.y, style: context.theme.faint)
      return
    }
    let used = canvas.write(
      words, x: 1, y: area.y, maxWidth: area.width - 2, style: style, markStyle: context.theme.mark)
    let hints = hints(room: area.width - used - 4)
    canvas.write(
      hints, x: area.width - 1 - hints.count, y: area.y, maxWidth: hints.count, style: context.theme.faint)
  }

  /// The whole of a notice stands among the others; where text is typed no key leads there.
  private var noticesHint: String? {
    context.keymap.bindings.first { $0.command == .showNotices && $0.places.contains(state.place) }?.keys
      .first
      .map { "\($0.name) all" }
  }

  private func isTooLong(_ words: String, room: Int) -> Bool {
    VisibleText(words, width: context.cellWidth).columns(limit: room + 1) > room
  }

  private func words(width: Int) -> (String, Style) {
    let theme = context.theme
    if let asking = state.slowRecordRequest {
      return ("\(context.glyphs.spinner(state.spinner)) \(work(asking))", theme.busy)
    }
    if state.showsSpinner, let loading = state.loading {
      return ("\(context.glyphs.spinner(state.spinner)) \(work(loading))", theme.busy)
    }
    if state.notice == nil, let exporting = state.exporting {
      return ("\(context.glyphs.spinner(state.spinner)) \(exporting.words(context))", theme.busy)
    }
    if let notice = state.notice { return (notice.sentence, theme.notice) }
    return (position(width: width), theme.text)
  }

  private func work(_ asking: RecordRequest) -> String {
    asking.retry.map(words) ?? "asking for the memory in full \(context.glyphs.dot) Esc stops"
  }

  private func words(_ retry: Loading.Retry) -> String {
    let dot = " \(context.glyphs.dot) "
    let seconds = ServiceError.number(retry.seconds)
    return
      "\(retry.error.shortWords)\(dot)trying again in \(seconds) s (\(retry.attempt) of \(retry.of))\(escape("stops"))"
  }

  private func work(_ loading: Loading) -> String {
    let dot = " \(context.glyphs.dot) "
    if let retry = loading.retry { return words(retry) }
    if let rest = state.loadingRest {
      let rows = state.store[rest.category].count
      return
        "loading the rest of \(rest.category.title)\(dot)\(rows) rows\(dot)call \(rest.calls)\(dot)Esc stops"
    }
    if let on = state.searchingOn {
      return
        "searching on\(dot)page \(loading.request.page)\(dot)\(state.store[on.category].count) rows\(dot)call \(on.calls)\(dot)Esc stops"
    }
    switch loading.purpose {
    case .next: return "loading page \(loading.request.page)\(escape("stops"))"
    case .refilter: return "asking with the new filter\(escape("goes back"))"
    case .replace: return "reading page 1 again\(escape("stops"))"
    case .restore: return "loading page \(loading.request.page) again\(escape("stops"))"
    case .watch: return "watching"
    }
  }

  /// ` · Esc stops`, where it does: in the form it leaves the form.
  private func escape(_ does: String) -> String {
    state.form == nil ? " \(context.glyphs.dot) Esc \(does)" : ""
  }

  /// `row 3 of 150+ · service's order · page 3`
  private func position(width: Int) -> String {
    let dot = " \(context.glyphs.dot) "
    let count = "\(state.rows.count)\(state.counter.hasEnded(state.category) ? "" : "+")"
    let row = "row \(state.pane.cursor + 1) of \(count)"
    switch state.place {
    // Where the list stands says nothing there, and the keys need the room.
    case .form, .formOperation, .formChoice, .facets, .overview, .conditions, .export, .exportFile: return ""
    case .memory, .raw, .sources:
      return "\(row)\(dot)\(state.category.title)"
    case _ where state.rows.count == 0: return "no rows"
    default:
      let search = SearchWords(state: state, context: context)
      guard width >= 60 else {
        return "\(row)\(dot)\(search.count ?? search.shortOrder ?? "page \(state.counter.lastPage)")"
      }
      if let found = search.found {
        return [row, found, search.order].compactMap(\.self).joined(separator: dot)
      }
      return "\(row)\(dot)\(search.order ?? "service's order")\(dot)page \(state.counter.lastPage)"
    }
  }

  /// `Enter open  ? help`, as many as there is room for, in the order of their rank.
  private func hints(room: Int) -> String {
    let bindings = context.keymap.bindings
      .filter { $0.places.contains(state.place) }
      .compactMap { binding -> (words: String, rank: Int)? in
        guard let hint = binding.hint, let key = binding.keys.first else { return nil }
        // Where nothing matches, there is nothing to open.
        let drops = binding.command == .open && !state.droppableConditions.isEmpty
        return ("\(key.name) \(drops ? "drop" : hint.words)", hint.rank)
      }
      .sorted { $0.rank < $1.rank }
    var chosen: [String] = []
    var width = 0
    for hint in bindings where width + hint.words.count + 2 <= room {
      chosen.append(hint.words)
      width += hint.words.count + 2
    }
    return chosen.reversed().joined(separator: "  ")
  }
}

extension BrowserState {
  /// Asked long enough ago for a spinner.
  fileprivate var slowRecordRequest: RecordRequest? {
    guard case .loading(let asking)? = sources?.content, asking.ticks > 0 else { return nil }
    return asking
  }
}
