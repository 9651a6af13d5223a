import MemoryModel

/// `D`: what differs between the user on the screen, A, and another one, B. All memories of B are in it, and go with it.
public struct DifferencesState: ScreenHandler {
  public enum Group: Int, Sendable, Hashable, CaseIterable { case onlyA, onlyB, changed }

  public enum Content: Sendable {
    case loading
    /// The answer to an earlier comparison is dropped.
    case comparing(number: Int)
    case compared(UserDifferences)
    /// Both users need more than `memory_limit`.
    case tooLarge
  }

  public let a: Subject
  public let b: Subject
  public private(set) var content = Content.loading
  public private(set) var group = Group.onlyA
  /// Of the selected memory: how far its text is scrolled.
  public private(set) var detailTop = 0
  private var cursors: [Group: Int] = [:]

  private(set) var memories: [Memory] = []
  private(set) var bytes = 0
  private var walk: PageWalk
  /// It is sent again after a failure.
  private var request: PageRequest?

  var place: Place { .differences }

  init(_ a: Subject, _ b: Subject, _ state: BrowserState) {
    self.a = a
    self.b = b
    walk = PageWalk(subject: b, pageSize: state.options.pageSize, filter: state.filter.active?.sent)
  }

  public var differences: UserDifferences? {
    if case .compared(let differences) = content { differences } else { nil }
  }

  public var isComparing: Bool { if case .comparing = content { true } else { false } }
  public var cursor: Int { cursors[group] ?? 0 }
  /// Of B, so far.
  public var loaded: Int { memories.count }
  /// All of B is loaded, and that is nothing.
  public var otherIsEmpty: Bool { walk.hasEnded && memories.isEmpty && !isTooLarge }
  private var isTooLarge: Bool { if case .tooLarge = content { true } else { false } }

  public func count(of group: Group) -> Int {
    switch group {
    case .onlyA: differences?.onlyA.count ?? 0
    case .onlyB: differences?.onlyB.count ?? 0
    case .changed: differences?.changed.count ?? 0
    }
  }

  /// One memory, or two of a change.
  public func memories(at index: Int) -> (a: Memory?, b: Memory?) {
    guard let differences, (0..<count(of: group)).contains(index) else { return (nil, nil) }
    switch group {
    case .onlyA: return (differences.onlyA[index], nil)
    case .onlyB: return (nil, differences.onlyB[index])
    case .changed: return (differences.changed[index].a, differences.changed[index].b)
    }
  }

  mutating func perform(_ command: BrowserCommand, _ state: BrowserState, _ context: UpdateContext)
    -> [Outcome]
  {
    switch command {
    case .back, .backOrQuit: return [.leaveComparison]
    case .refresh: return state.loading.failure == nil ? [] : [.resumeComparison]
    case .accept:
      // Of a change, what it is now.
      let selected = memories(at: cursor)
      if let memory = selected.b { return [.openCompared(memory, of: b)] }
      return selected.a.map { [.openCompared($0, of: a)] } ?? []
    case .previousMemory: return [.showCompared(.a)]
    case .nextMemory: return [.showCompared(.b)]
    case .nextCell: show(group.cycled(by: 1))
    case .previousCell: show(group.cycled(by: -1))
    case .selectKey(let number): Group(rawValue: number).map { show($0) }
    case .scrollPreviewDown: detailTop += 1
    case .scrollPreviewUp: detailTop -= 1
    default:
      let rows = max(1, context.sizes.textLines / 2)
      let moved = command.moved(cursor, rows: rows, count: count(of: group))
      if moved != cursor { detailTop = 0 }
      cursors[group] = moved
    }
    return []
  }

  private mutating func show(_ group: Group) {
    self.group = group
    detailTop = 0
  }

  mutating func settle(_ measurement: Measurement) {
    if detailTop > 0 { detailTop = min(detailTop, measurement.lineCount(0, detailTop + 1) - 1) }
    detailTop = max(0, detailTop)
  }
}

/// Loading B and comparing, as ``BrowserState`` drives it.
extension DifferencesState {
  var isEverythingLoaded: Bool { walk.hasEnded }
  /// Nothing of B has come, and more may.
  var mayHaveNoMemories: Bool { memories.isEmpty && !walk.hasEnded }
  var pagesToGo: Int? { walk.pagesToGo }
  var shortfalls: [Shortfall] { walk.shortfalls }

  mutating func nextRequest() -> PageRequest? {
    if request == nil { request = walk.nextRequest() }
    return request
  }

  mutating func arrived(_ page: MemoryPage) {
    request = nil
    memories += walk.arrived(page)
    bytes += page.retainedBytes
  }

  mutating func compare(number: Int) { content = .comparing(number: number) }

  mutating func compared(_ differences: UserDifferences, number: Int) {
    guard case .comparing(number) = content else { return }
    content = .compared(differences)
    // The first group that has something to show.
    group = Group.allCases.first { count(of: $0) > 0 } ?? .onlyA
  }

  mutating func giveUp() {
    content = .tooLarge
    memories = []
    bytes = 0
  }
}
