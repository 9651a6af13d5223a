import BrowserCore
import Canvas
import MemoryModel

/// Groups under the headings of their kinds; each text of a group has a row, with the words that differ marked.
@MainActor struct ReviewScreen: ScreenView {
  let state: BrowserState
  let review: ReviewState
  let context: DrawingContext
  private var reviewing: Reviewing { state.reviewing }

  /// In bytes; of a longer text a quarter as many characters are compared and drawn.
  private static let longestText = 4_000
  /// So many of a group's first texts are compared with those in the window, and asked for a title.
  private static let mostLines = 12

  func draw(in layout: Layout, on drawing: inout Drawing) {
    drawing.writeTitle(titles, in: layout.title.inset(left: 1, right: 1))
    guard !reviewing.rows.isEmpty else {
      drawing.writeTitle(nothing, in: layout.text.inset(left: 1, right: 1), .text)
      return
    }
    let selected = reviewing.row(ofLine: review.line)
    let list = ChoiceList(in: layout.text, count: reviewing.rows.count, selected: selected)
    let texts = texts(in: list.shown)
    // The lines before the window, to number those in it.
    var line = reviewing.lineCount(before: list.shown.lowerBound)
    for index in list.shown {
      let row = layout.text.line(index - list.top)
      switch reviewing.rows[index] {
      case .kind(let kind, let groups): draw(kind, groups, in: row, on: &drawing)
      case .group(let group): draw(group, in: row, on: &drawing)
      case .line(let group, let number):
        let isSelected = index == selected
        drawing.onClick(isSelected ? .accept : .select(line), in: row)
        if isSelected { drawing.mark(row) }
        if let text = texts[Place(group: group, line: number)] {
          draw(text, reviewing.groups[group].lines[number], isSelected, in: row, on: &drawing)
        }
        line += 1
      }
    }
  }

  // MARK: Title

  /// `Review of 1,287 facts: 3 groups may contradict, 12 near, 5 identical`
  private var titles: [LinkedText] {
    let counts = ReviewKind.allCases.map { reviewing.count($0) }
    let found = [
      ": \(ReviewKind.summary(ofGroups: counts))", ": \(ReviewKind.summary(ofGroups: counts, isBrief: true))",
      "",
    ]
    return found.flatMap { found in
      coverage(isBrief: found.isEmpty).map { $0 + LinkedText(progress ?? found) }
    }
  }

  /// `: 3,000 compared`
  private var progress: String? {
    reviewing.isComplete ? nil : ": \(reviewing.compared.grouped) compared \(context.glyphs.ellipsis)"
  }

  private func coverage(isBrief: Bool) -> [LinkedText] {
    let all = state.store[review.category].presentCount
    let what = "Review of"
    let noun = review.category.pluralNoun
    guard state.counter.lastPage > 0 else { return [LinkedText("\(what) 0 \(noun): nothing is loaded")] }
    guard !state.showsOldRows else {
      return [LinkedText("\(what) \(all.grouped) \(noun) of the previous filter")]
    }
    let kept = reviewing.loaded
    if kept < all {
      return [LinkedText("\(what) \(kept.grouped) of \(all.grouped) \(noun), those in memory")]
    }
    guard !state.counter.hasEnded(review.category) else {
      return [LinkedText("\(what) \(review.category.counted(all))")]
    }
    let failure = state.hasFailed(review.category) ? state.loading.failure : nil
    let keys = context.keys(in: .review).rest(after: failure)
    let rest = failure.map { "page \($0.request.page) failed" } ?? "the service has more"
    let long = LinkedText("\(what) \(all.grouped) loaded \(noun), \(rest)") + keys
    let short = LinkedText("\(what) \(all.grouped)+ \(noun)")
    return isBrief ? [short + keys, short] : [long, short + keys]
  }

  private var nothing: [LinkedText] {
    let noun = review.category.pluralNoun
    guard reviewing.isComplete else { return [LinkedText("Comparing \(noun) \(context.glyphs.ellipsis)")] }
    guard reviewing.loaded > 0 else { return [LinkedText("No \(review.category.noun(1)) is loaded.")] }
    let loaded = "the \(reviewing.loaded.grouped) loaded \(noun)"
    return [
      LinkedText("No two of \(loaded) are identical or near, and none may contradict each other."),
      LinkedText("Nothing identical, near or contradicting."), LinkedText("Nothing found."),
    ]
  }

  // MARK: Rows

  private func draw(_ kind: ReviewKind, _ groups: Int, in row: Rect, on drawing: inout Drawing) {
    var bar = Bar(in: row)
    bar.right(counted(groups, "group"), .faint, on: &drawing)
    bar.left(kind.heading.uppercased(), .columnHead, on: &drawing)
  }

  /// `October budget  3`
  private func draw(_ group: Int, in row: Rect, on drawing: inout Drawing) {
    let items = reviewing.groups[group].items
    let titles = items.lazy.prefix(Self.mostLines).compactMap { reviewing.memory($0, in: state.store)?.title }
    var bar = Bar(in: row.inset(left: 1))
    bar.right(counted(items.count, "memory"), .faint, on: &drawing)
    bar.left(titles.first { !$0.isEmpty } ?? "", .strong, on: &drawing)
  }

  /// `▌  3w   .97  For October the user has set aside ¥1,955`; the times of identical memories stand side by side.
  private func draw(
    _ text: Marked, _ items: [Int], _ isSelected: Bool, in row: Rect, on drawing: inout Drawing
  ) {
    var place = row.inset(left: 3, right: 1)
    for (number, item) in items.enumerated() {
      guard let memory = reviewing.memory(item, in: state.store) else { continue }
      if number > 0 {
        // Room for the text comes first.
        guard place.width > row.width / 2 + 14 else {
          let used = drawing.write("+\(items.count - number)", in: place, .faint)
          place = place.inset(left: used + 2)
          break
        }
      }
      let role: Theme.Role = isSelected && number == review.member ? .selected : .faint
      drawing.write((memory.updated ?? memory.created).map(context.age) ?? "", in: place.first(5), role)
      place = place.inset(left: 6)
      if memory.category == .factual {
        drawing.write(memory.confidence.map(ListColumn.hundredths) ?? "", in: place.first(4), role)
        place = place.inset(left: 5)
      }
    }
    let (shown, ranges) = text.excerpt(width: place.width, context)
    drawing.write(shown, in: place)
    let columns = VisibleText(shown, width: context.cellWidth).columns(of: ranges, limit: place.width)
    drawing.highlight(columns, in: place)
  }

  // MARK: Texts

  private struct Place: Hashable {
    let group: Int
    let line: Int
  }

  /// A text in one line, and the words in it that the others of its group do not have.
  private struct Marked {
    let text: String
    let ranges: [Range<Int>]

    /// Begins so that the first of those words is in view.
    func excerpt(width: Int, _ context: DrawingContext) -> (String, [Range<Int>]) {
      guard let first = ranges.first, width > 8 else { return (text, ranges) }
      let end = text.utf8.index(text.startIndex, offsetBy: min(first.upperBound, text.utf8.count))
      guard context.columns(String(text[..<end]), limit: width) >= width - 1 else { return (text, ranges) }
      let start = text.utf8.index(text.startIndex, offsetBy: min(first.lowerBound, text.utf8.count))
      let before = text[..<start].suffix(width / 4)
      let cut = text[..<start].utf8.count - before.utf8.count
      let lead = context.glyphs.ellipsis
      let shift = cut - lead.utf8.count
      return (
        lead + before + text[start...],
        ranges.compactMap { $0.lowerBound >= cut ? $0.lowerBound - shift..<$0.upperBound - shift : nil }
      )
    }
  }

  private func texts(in shown: Range<Int>) -> [Place: Marked] {
    var lines: [Int: [Int]] = [:]
    for case .line(let group, let line) in reviewing.rows[shown] { lines[group, default: []].append(line) }
    var marked: [Place: Marked] = [:]
    for (group, visible) in lines {
      // Some of those outside the window count too: what differs must not depend on where the window is.
      let others = reviewing.groups[group].lines.indices.prefix(Self.mostLines).filter {
        !visible.contains($0)
      }
      let all = visible + others
      let texts = all.map { line in text(ofLine: line, group) }
      for (place, ranges) in ReviewDifference.ranges(in: texts).enumerated() where place < visible.count {
        marked[Place(group: group, line: all[place])] = Marked(text: texts[place], ranges: ranges)
      }
    }
    return marked
  }

  private func text(ofLine line: Int, _ group: Int) -> String {
    let item = reviewing.groups[group].lines[line].first
    let text = item.flatMap { reviewing.memory($0, in: state.store)?.reviewText } ?? ""
    let cut = text.utf8.count > Self.longestText ? String(text.prefix(Self.longestText / 4)) : text
    return String(cut.map { $0.isNewline || $0 == "\t" ? " " : $0 })
  }
}
