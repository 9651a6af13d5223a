import BrowserCore
import Canvas
import MemoryModel

/// The search being typed, in the last line: `/guang      3 of 17 in 150 loaded · Ctrl-N searches further pages`.
struct SearchLine {
  let state: BrowserState
  let context: DrawingContext

  func draw(in row: Rect, on drawing: inout Drawing) {
    guard let line = (state.screens.top as? SearchPrompt)?.line ?? (state.screens.top as? InsidePrompt)?.line
    else { return }
    let typed = context.columns(line.text, limit: row.width / 2)
    var bar = Bar(in: row)
    if let answer = state.notice?.sentence(context.keys(in: .search)), !state.isBusy,
      context.columns(answer) > row.width - 6 - max(8, typed)
    {
      // Until the next key: an answer is worth more than the text, which it repeats.
      bar.left(answer, .notice, on: &drawing)
      return
    }
    bar.left("/", .strong, on: &drawing)
    bar.right(
      status(room: row.width - 6 - max(8, typed)), state.isBusy ? .busy : .faint, gap: 1, on: &drawing)
    var field = bar.room
    field.width = max(5, field.width)
    LineField(line: line).draw(in: field, on: &drawing)
  }

  private func status(room: Int) -> LinkedText {
    var text: LinkedText = ""
    for part in parts where !part.isEmpty {
      let longer = [text, part].joined(separator: context.glyphs.separator)
      guard context.columns(longer.text) <= room else { break }
      text = longer
    }
    return text
  }

  private func partsInside(_ prompt: InsidePrompt, _ keys: KeyNames) -> [LinkedText] {
    if let notice = state.notice { return [LinkedText(notice.sentence(keys))] }
    let hints = [keys.link("\(.accept) keeps"), keys.link("\(.back) drops")]
    let count = LinkedText(state.screens.inside?.countText ?? "no match")
    return (prompt.line.text.isEmpty ? [] : [count]) + hints
  }

  private var parts: [LinkedText] {
    let keys = context.keys(in: .search)
    if let prompt = state.screens.top as? InsidePrompt { return partsInside(prompt, keys) }
    if let loading = state.loading.request, state.loading.isSearching, let goal = state.loading.goal {
      let spinner = context.glyphs.spinner(state.loading.spinner)
      return [
        LinkedText("\(spinner) searching further"), LinkedText("page \(loading.page.page)"),
        LinkedText("call \(goal.calls)"), keys.link("\(.back) stops"),
      ]
    }
    if let notice = state.notice { return [LinkedText(notice.sentence(keys))] }
    let hints = [keys.link("\(.accept) keeps"), keys.link("\(.back) drops")]
    let isCaseSensitive = state.search.pattern?.isCaseSensitive == true
    guard let count = SearchStatus(state: state, context: context).count,
      (state.screens.top as? SearchPrompt)?.line.text != ""
    else { return hints + ["searches the loaded rows"] }
    let further =
      state.counter.everythingHasEnded ? "" : keys.link("\(.searchFurther) searches further pages")
    return [LinkedText(count), isCaseSensitive ? "case-sensitive" : "", further] + hints
  }
}

extension InsideSearch {
  /// `3 of 17`; where matches are found one by one, empty.
  var countText: String {
    guard let count else { return current == nil ? "no match" : "" }
    return count.matches == 0 ? "no match" : "\(count.number) of \(count.matches)"
  }

  /// `/guang 3 of 17`
  var label: String {
    let text = pattern.text.count > 20 ? pattern.text.prefix(19) + "…" : pattern.text
    return "/\(text) \(countText)"
  }
}

/// What the rows of the pane are narrowed by, being typed: `& memory_type=User     local: memory_type = User`.
struct NarrowLine {
  let state: BrowserState
  let context: DrawingContext

  func draw(in row: Rect, on drawing: inout Drawing) {
    guard let prompt = state.screens.top as? NarrowPrompt else { return }
    let refusal = state.refusal(context).map { ($0, Theme.Role.failed) }
    let (meaning, role) = refusal ?? self.meaning(of: prompt)
    let keys = context.keys(in: .narrow)
    let hints = keys.links("\(.accept) narrows", "\(.back) cancels", separator: context.glyphs.separator)
    var bar = Bar(in: row)
    bar.left("&", .strong, on: &drawing)
    let typed = context.columns(prompt.line.text, limit: row.width / 2)
    let room = row.width - 6 - max(8, typed)
    let short = LinkedText(meaning)
    let full = role == .failed ? short : [short, hints].joined(separator: context.glyphs.separator)
    if let text = [full, short].first(where: { context.columns($0.text) <= room }) {
      bar.right(text, role, gap: 1, on: &drawing)
    }
    var field = bar.room
    field.width = max(5, field.width)
    LineField(line: prompt.line).draw(in: field, on: &drawing)
  }

  private func meaning(of prompt: NarrowPrompt) -> (String, Theme.Role) {
    switch prompt.meaning {
    case .nothing: ("text, or a condition such as confidence>0.5", .faint)
    case .text: ("text", .faint)
    case .condition(let condition): ("condition: \(condition.label(context.glyphs))", .faint)
    case .fault(.missingValue): ("Type a value after the operator.", .failed)
    case .fault(let fault): (fault.sentence(context.keys(in: .narrow)), .failed)
    }
  }
}

/// `local: memory_type = UserMemory · 16 of 50 loaded · Esc shows all`
struct NarrowingLabel {
  let state: BrowserState
  let context: DrawingContext

  func draw(in row: Rect, on drawing: inout Drawing) {
    guard row.height > 0, let label = label else { return }
    drawing.writeTitle(
      [label.full, label.short + label.key, label.short], in: row.inset(left: 1, right: 1), .label)
  }

  /// In a narrow window the count comes first.
  private var label: (full: LinkedText, short: LinkedText, key: LinkedText)? {
    guard let narrowing = state.list.narrowing, let matches = state.list.narrowed(state.category) else {
      return nil
    }
    let dot = context.glyphs.separator
    let all = state.store[state.category].presentCount
    let count = matches.isComplete ? narrowing.count.grouped : context.glyphs.ellipsis
    let covered =
      matches.isPartial && matches.isComplete
      ? "\(narrowing.checked.grouped) of \(all.grouped) loaded, the others were dropped from memory"
      : "\(all.grouped) loaded"
    let key = context.keys(in: .list).link("\(.back) shows all")
    let rule = narrowing.rule.label(context.glyphs)
    return (
      [LinkedText("local: \(rule)\(dot)\(count) of \(covered)"), key].joined(separator: dot),
      LinkedText("local \(count) of \(all.grouped): \(rule)"), key.behind(dot)
    )
  }
}
