import BrowserCore
import Canvas
import MemoryModel

/// What differs between two users: the groups in a line, the memories of one group, and the selected one below.
@MainActor struct DifferencesScreen: ScreenView {
  let state: BrowserState
  let differences: DifferencesState
  let details: RowDetailsCache
  let cache: LastValue<DifferenceDetail.Origin, DifferenceDetail>
  let context: DrawingContext
  /// With fewer rows, Enter shows what the list has no room for.
  private static let leastRowsWithDetail = 5

  func draw(in layout: Layout, on drawing: inout Drawing) {
    drawing.writeTitle(title, in: layout.title.line(0).inset(left: 1, right: 1))
    guard differences.differences != nil else {
      return TextPage(message, width: layout.text.width - 3, context, isFailure ? .failed : .text)
        .draw(in: layout.text.inset(left: 2, right: 1, top: layout.text.height > 4 ? 1 : 0), on: &drawing)
    }
    drawGroups(in: layout.title.line(1), on: &drawing)
    guard differences.count(of: differences.group) > 0 else {
      TextPage(LinkedText(nothing), width: layout.text.width - 3, context)
        .draw(in: layout.text.inset(left: 2, right: 1), on: &drawing)
      return
    }
    let hint = hintOfNoMemories(width: layout.text.width)
    drawing.write(hint.text, lines: hint.lines, in: layout.text.inset(left: 2, right: 1), .notice)
    let areas = areas(in: layout.text)
    drawing.onWheel(in: areas.list, up: moved(-MousePlaces.step), down: moved(MousePlaces.step))
    list(in: areas.list).draw(onClick: ChoiceList.selecting(then: .accept), on: &drawing) {
      index, row, isSelected, drawing in
      draw(index, isSelected, in: row, on: &drawing)
    }
    guard areas.detail.height > 0 else { return }
    drawRule(in: areas.rule, on: &drawing)
    drawing.onWheel(in: areas.detail, up: .scrollPreviewUp, down: .scrollPreviewDown)
    detail(width: areas.detail.width).draw(from: differences.detailTop, in: areas.detail, on: &drawing)
  }

  func lineCounter(in layout: Layout) -> LineCounter {
    // The detail is made only while it is scrolled.
    let detail = differences.detailTop > 0 ? self.detail(width: areas(in: layout.text).detail.width) : nil
    return { _, limit in detail?.lineCount(limit: limit) ?? 1 }
  }

  var scrolls: Bool { false }

  private func areas(in text: Rect) -> (list: Rect, rule: Rect, detail: Rect) {
    let text = text.inset(top: hintOfNoMemories(width: text.width).lines)
    let lines = text.height < Self.leastRowsWithDetail ? 0 : max(2, text.height / 2)
    let rule = text.inset(top: text.height - lines).line(-1)
    let list = Rect(
      x: text.x, y: text.y, width: text.width, height: text.height - (lines > 0 ? lines + 1 : 0))
    return (list, rule, text.inset(left: 1, right: 1, top: text.height - lines))
  }

  private func list(in area: Rect) -> ChoiceList {
    ChoiceList(in: area, count: differences.count(of: differences.group), selected: differences.cursor)
  }

  private func moved(_ step: Int) -> BrowserCommand {
    .select(max(0, min(differences.cursor + step, differences.count(of: differences.group) - 1)))
  }

  private func name(_ subject: Subject) -> String { subject.name(in: state.options.dialect) }

  // MARK: Above the list

  /// `memos_user_123 and memos_user_456: all 1,561 and 52 memories, 1,400 the same`
  private var title: [LinkedText] {
    let names = "\(name(differences.a)) and \(name(differences.b))"
    guard let found = differences.differences else { return [LinkedText("Comparing \(names)")] }
    let same = "\(found.same.grouped) the same"
    return [
      "\(names): all \(total.a.grouped) and \(total.b.grouped) memories, \(same)", "\(names): \(same)", names,
    ].map { LinkedText($0) }
  }

  private var total: (a: Int, b: Int) {
    guard let found = differences.differences else { return (0, 0) }
    let both = found.changed.count + found.same
    return (found.onlyA.count + both, found.onlyB.count + both)
  }

  private func drawGroups(in row: Rect, on drawing: inout Drawing) {
    let short = labels { $0 == .a ? "only A" : "only B" }
    let choices = [
      labels { "Only in \(name($0 == .a ? differences.a : differences.b))" },
      labels { $0 == .a ? "Only in A" : "Only in B" },
    ]
    let gap = 3
    func width(_ labels: [String]) -> Int { labels.reduce(-gap) { $0 + context.columns($1) + gap } }
    let labels = choices.first { width($0) <= row.width - 2 } ?? short
    var place = row.inset(left: 1, right: 1)
    for (group, label) in zip(DifferencesState.Group.allCases, labels) {
      let used = drawing.write(label, in: place, group == differences.group ? .activeTab : .tab)
      drawing.onClick(.selectKey(group.rawValue), in: place.first(used))
      place = place.inset(left: used + (width(labels) <= row.width - 2 ? gap : 1))
    }
  }

  private func labels(_ only: (DiffSide) -> String) -> [String] {
    zip(DifferencesState.Group.allCases, [only(.a), only(.b), "Changed"]).map { group, label in
      "\(label) \(differences.count(of: group).grouped)"
    }
  }

  /// Above what only the other user has.
  private func hintOfNoMemories(width: Int) -> (text: WrappedText, lines: Int) {
    let empty = [(differences.a, total.a), (differences.b, total.b)].last { $0.1 == 0 }
    let text = WrappedText(
      empty.map { sentenceOfNoMemories(of: $0.0, isBrief: true) } ?? "", columns: max(1, width - 3),
      width: context.cellWidth)
    return (text, empty == nil ? 0 : text.lineCount(limit: 2))
  }

  private func sentenceOfNoMemories(of subject: Subject, isBrief: Bool = false) -> String {
    subject.sentenceOfNoMemories(
      in: state.options.dialect, hasFilter: state.filter.active != nil, isBrief: isBrief)
  }

  // MARK: In place of the list

  private var isFailure: Bool { state.loading.failure != nil }

  private var message: LinkedText {
    let keys = context.keys(in: .differences)
    if case .tooLarge = differences.content {
      let limit = state.options.memoryLimit >> 20
      return LinkedText(
        "The memories of both users do not fit into memory_limit (\(limit.grouped) MiB). Compare them in the shell: "
          + "memtui diff \(flag(differences.a)) \(flag(differences.b))")
    }
    if let failure = state.loading.failure {
      let page = failure.request.page
      let subject = failure.purpose == .otherUser ? differences.b : differences.a
      return LinkedText("Could not load page \(page) of \(name(subject)). \(failure.error.sentence) ")
        + keys.link("Press \(.refresh) to retry.")
    }
    if differences.isComparing { return LinkedText("Comparing \(context.glyphs.ellipsis)") }
    let a = state.store.facets.rows
    let hint = differences.otherIsEmpty ? sentenceOfNoMemories(of: differences.b, isBrief: true) + "\n" : ""
    return LinkedText(
      hint + "Loading all memories of both: \(counted(a, "memory")) of \(name(differences.a)), "
        + "\(differences.loaded.grouped) of \(name(differences.b)).") + keys.link(" \(.back) stops.")
  }

  private func flag(_ subject: Subject) -> String {
    if case .agent(let id) = subject { "--agent \(id)" } else { "--user \(subject.id)" }
  }

  private var nothing: String {
    switch differences.group {
    case .onlyA: nothingOnly(in: differences.a, total.a, other: differences.b)
    case .onlyB: nothingOnly(in: differences.b, total.b, other: differences.a)
    case .changed: "No memory that both have differs in a field."
    }
  }

  private func nothingOnly(in subject: Subject, _ count: Int, other: Subject) -> String {
    count == 0
      ? sentenceOfNoMemories(of: subject)
      : "Every memory of \(name(subject)) has a counterpart in those of \(name(other))."
  }

  // MARK: The list and the selected memory

  private func draw(_ index: Int, _ isSelected: Bool, in row: Rect, on drawing: inout Drawing) {
    let (a, b) = differences.memories(at: index)
    guard let memory = b ?? a else { return }
    let place = row.inset(left: 2, right: 1)
    let kind = memory.unknownList ?? memory.category.noun(1)
    drawing.write(kind, in: place.first(Self.kindWidth), isSelected ? .selected : .faint)
    var text = place.inset(left: Self.kindWidth + 1)
    if differences.group == .changed, row.width >= 60, let change = differences.differences?.changed[index] {
      let names = change.fields.joined(separator: ", ")
      let width = min(text.width / 3, context.columns(names, limit: text.width))
      drawing.write(names, in: text.inset(left: text.width - width), .changed)
      text = text.first(text.width - width - 2)
    }
    MatchMarks(nil).write(memory, details.details(of: memory), in: text, .text, on: &drawing)
  }

  private static let kindWidth = 11

  /// `── fact · created 2025-12-01 08:30 · 2 fields differ ──`
  private func drawRule(in row: Rect, on drawing: inout Drawing) {
    drawing.write(String(repeating: context.glyphs.horizontal, count: row.width), in: row, .faint)
    let (a, b) = differences.memories(at: differences.cursor)
    let times = [a, b].compactMap { $0?.updated.map { "updated \(context.moment($0))" } }
    let position =
      "\((differences.cursor + 1).grouped) of \(differences.count(of: differences.group).grouped)"
    let both = context.keys(in: .differences).part(
      "\(.previousMemory) opens A's, \(.nextMemory) opens B's")
    let facts = [position] + (a != nil && b != nil ? [both].filter { !$0.isEmpty } : times)
    drawing.write(
      " \(facts.joined(separator: context.glyphs.separator)) ", in: row.inset(left: 2, right: 2), .faint)
  }

  private func detail(width: Int) -> DifferenceDetail {
    let (a, b) = differences.memories(at: differences.cursor)
    let origin = DifferenceDetail.Origin(a: a?.source, b: b?.source, width: width)
    return cache.value(for: origin) { DifferenceDetail(a, b, width: width, context) }
  }
}
