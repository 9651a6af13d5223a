import MemoryModel

/// A match in a text of parts, such as the fields of a memory: its bytes in the part, and the line where it begins.
public struct TextMatch: Sendable, Hashable {
  public let part: Int
  public let range: Range<Int>
  public let line: Int

  public init(part: Int, range: Range<Int>, line: Int) {
    self.part = part
    self.range = range
    self.line = line
  }

  var anchor: TextAnchor { TextAnchor(part: part, line: line) }
}

/// `/` in a screen on top of the list: a pattern of its own, and the match that `n` and `N` came to.
public struct InsideSearch: Sendable, Hashable {
  public let pattern: SearchPattern
  public fileprivate(set) var current: TextMatch?
  /// nil where matches are found one by one.
  public fileprivate(set) var count: Count?
  /// The text has changed since the matches were found.
  fileprivate var isStale = true

  /// `3 of 17`
  public struct Count: Sendable, Hashable {
    public let number: Int
    public let matches: Int
  }

  init(_ pattern: SearchPattern) { self.pattern = pattern }

  /// Goes to the first match at a place or behind it, else to the first of all.
  mutating func find(from anchor: TextAnchor, in matches: [TextMatch]) {
    select(matches.firstIndex { $0.anchor >= anchor } ?? 0, in: matches)
  }

  /// Finds the matches of a text that has changed. One that only grew at its top has the same matches behind the current one.
  fileprivate mutating func findAgain(from anchor: TextAnchor, in matches: [TextMatch], growsAtTop: Bool) {
    guard growsAtTop, let count, count.number > 0 else { return find(from: anchor, in: matches) }
    select(max(0, matches.count - 1 - (count.matches - count.number)), in: matches)
  }

  private mutating func select(_ index: Int, in matches: [TextMatch]) {
    current = matches.indices.contains(index) ? matches[index] : nil
    count = Count(number: matches.isEmpty ? 0 : index + 1, matches: matches.count)
    isStale = false
  }

  mutating func select(_ anchor: TextAnchor?) {
    current = anchor.map { TextMatch(part: $0.part, range: 0..<0, line: $0.line) }
  }

  /// - Returns: a notice where it continues at the other end, or where nothing matches.
  mutating func step(by step: Int, from anchor: TextAnchor, in matches: [TextMatch]) -> [Outcome] {
    guard !matches.isEmpty else {
      select(0, in: matches)
      return [.note(.noMatchInside)]
    }
    func isBehind(_ match: TextMatch) -> Bool {
      guard let current else { return match.anchor >= anchor }
      return (match.part, match.range.lowerBound) > (current.part, current.range.lowerBound)
    }
    func isBefore(_ match: TextMatch) -> Bool {
      guard let current else { return match.anchor < anchor }
      return (match.part, match.range.lowerBound) < (current.part, current.range.lowerBound)
    }
    let next = step > 0 ? matches.firstIndex(where: isBehind) : matches.lastIndex(where: isBefore)
    let index = next ?? (step > 0 ? 0 : matches.count - 1)
    select(index, in: matches)
    guard next == nil else { return [] }
    return [.note(matches.count == 1 ? .onlyMatch : step > 0 ? .searchWentToTop : .searchWentToBottom)]
  }
}

/// A screen in which `/` searches.
protocol SearchedScreen: ScreenHandler {
  var inside: InsideSearch? { get set }
  /// Where a search begins.
  var anchor: TextAnchor { get }
  mutating func find(
    _ pattern: SearchPattern?, from anchor: TextAnchor, _ state: BrowserState, _ text: Measurement)
  mutating func step(by step: Int, _ state: BrowserState, _ text: Measurement) -> [Outcome]
}

/// One whose text is measured, so that all matches are found at once.
protocol SearchedTextScreen: SearchedScreen {
  /// What is new is above the rest.
  var growsAtTop: Bool { get }
  mutating func show(_ anchor: TextAnchor, _ text: Measurement)
}

extension SearchedTextScreen {
  var growsAtTop: Bool { false }

  /// Called where the text has changed.
  mutating func textChanged() { inside?.isStale = true }

  /// Called once the text is measured again.
  mutating func findAgain(_ text: Measurement) {
    guard var search = inside, search.isStale else { return }
    search.findAgain(from: anchor, in: text.matches(search.pattern, true), growsAtTop: growsAtTop)
    inside = search
  }

  mutating func find(
    _ pattern: SearchPattern?, from anchor: TextAnchor, _ state: BrowserState, _ text: Measurement
  ) {
    inside = pattern.map { InsideSearch($0) }
    guard let pattern else { return show(anchor, text) }
    inside?.find(from: anchor, in: text.matches(pattern, true))
    show(inside?.current?.anchor ?? anchor, text)
  }

  mutating func step(by step: Int, _ state: BrowserState, _ text: Measurement) -> [Outcome] {
    guard let pattern = inside?.pattern else { return [.note(.nothingSearched)] }
    let start = anchor
    let outcomes = inside?.step(by: step, from: start, in: text.matches(pattern, true)) ?? []
    if let match = inside?.current { show(match.anchor, text) }
    return outcomes
  }
}

extension SearchedScreen {
  /// What the commands of a search do; nil for any other command.
  mutating func searched(_ command: BrowserCommand, _ state: BrowserState, _ context: UpdateContext)
    -> [Outcome]?
  {
    switch command {
    case .search: return [.open(InsidePrompt(earlier: inside, anchor: anchor))]
    case .nextMatch: return step(by: 1, state, context.measure(state))
    case .previousMatch: return step(by: -1, state, context.measure(state))
    case .back where inside != nil, .backOrQuit where inside != nil:
      inside = nil
      return []
    default: return nil
    }
  }
}

extension ScrollingTextHandler where Self: SearchedTextScreen {
  mutating func perform(_ command: BrowserCommand, _ state: BrowserState, _ context: UpdateContext)
    -> [Outcome]
  {
    if let outcomes = searched(command, state, context) { return outcomes }
    if command.closes { return [.close] }
    scroll(command, context.measure(state))
    return []
  }

  var anchor: TextAnchor { TextAnchor(part: 0, line: inside?.current?.line ?? top) }

  mutating func settle(_ measurement: Measurement) {
    scrollIntoText(measurement)
    findAgain(measurement)
  }

  mutating func show(_ anchor: TextAnchor, _ text: Measurement) {
    let rows = text.sizes.textLines
    guard anchor.line < top || anchor.line >= top + rows else { return }
    top = max(0, anchor.line - rows / 3)
    scrollIntoText(text)
  }
}

/// `/` in such a screen: the line being typed, and what Esc returns to.
public struct InsidePrompt: ScreenHandler {
  public private(set) var line = EditedLine()
  let earlier: InsideSearch?
  let anchor: TextAnchor
  var place: Place { .search }
  var isLine: Bool { true }
  var editedLine: EditedLine? { line }

  init(earlier: InsideSearch?, anchor: TextAnchor) {
    self.earlier = earlier
    self.anchor = anchor
  }

  mutating func perform(_ command: BrowserCommand, _ state: BrowserState, _ context: UpdateContext)
    -> [Outcome]
  {
    switch command {
    // With nothing typed the search before stays.
    case .accept: return [.close] + (line.text.isEmpty ? [.searchInside(earlier?.pattern, from: anchor)] : [])
    case .back: return [.close, .searchInside(earlier?.pattern, from: anchor)]
    case .nextMatch: return [.stepInside(by: 1)]
    case .previousMatch: return [.stepInside(by: -1)]
    case .searchFurther: return [.note(.furtherOnlyInList)]
    default: break
    }
    let before = line.text
    line.edit(command)
    return line.text == before ? [] : [.searchInside(SearchPattern(line.text), from: anchor)]
  }
}

extension ScreenStack {
  /// The search in the screen that is shown.
  public var inside: InsideSearch? { (shown as? any SearchedScreen)?.inside }

  private var shown: (any ScreenHandler)? { all.last { !$0.isLine } }

  /// Changes the screen below a prompt.
  mutating func changeSearched(_ change: (inout any SearchedScreen) -> [Outcome]) -> [Outcome] {
    guard var screen = shown as? any SearchedScreen else { return [] }
    let outcomes = change(&screen)
    replace(screen)
    return outcomes
  }
}

extension BrowserState {
  mutating func searchInside(_ pattern: SearchPattern?, from anchor: TextAnchor, _ context: UpdateContext) {
    let state = self
    let text = context.measure(self)
    _ = screens.changeSearched { screen in
      screen.find(pattern, from: anchor, state, text)
      return []
    }
  }

  mutating func stepInside(by step: Int, _ context: UpdateContext) -> [BrowserEffect] {
    let state = self
    let text = context.measure(self)
    let outcomes = screens.changeSearched { $0.step(by: step, state, text) }
    return carryOut(outcomes, context)
  }

  /// A memory that was opened begins at its first match: of its own search, else of the list's.
  mutating func showFirstMatch(_ context: UpdateContext) {
    guard var reading, place != .list else { return }
    if screens.find(RawState.self)?.inside != nil, let pattern = screens.inside?.pattern {
      return searchInside(pattern, from: TextAnchor(), context)
    }
    // Below another view the memory is not measured.
    guard screens.bodyPlace == .memory else { return }
    let text = context.measure(self)
    if let pattern = reading.inside?.pattern {
      reading.find(pattern, from: TextAnchor(), self, text)
    } else if let pattern = search.pattern, let first = text.matches(pattern, false).first {
      reading.show(first.anchor, text)
    }
    screens.replace(reading)
  }
}
