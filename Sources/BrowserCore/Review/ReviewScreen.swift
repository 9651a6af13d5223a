import MemoryModel

/// `x`: the loaded memories of a pane that say nearly the same. ``Reviewing`` finds them.
public struct ReviewState: ScreenHandler {
  public let category: MemoryCategory
  /// The line under the cursor, counted from 0, and the memory in it.
  public private(set) var line = 0
  public private(set) var member = 0
  /// The memory under the cursor, which it stays on when groups change.
  private var item: Int?
  private var id: ByteString?
  private var revision = 0
  var place: Place { .review }

  init(_ state: BrowserState) { category = state.category }

  /// Rows arrived, changed, or are gone.
  mutating func follow(_ reviewing: Reviewing, _ store: PageStore) {
    guard revision != reviewing.revision else { return }
    revision = reviewing.revision
    guard !reviewing.lineRows.isEmpty else { return }
    if let item, reviewing.memory(item, in: store)?.id != id {
      self.item = id.flatMap { reviewing.item(of: $0, in: store) }
    }
    if let item, let found = Self.place(of: item, in: reviewing) {
      (line, member) = found
    } else {
      move(to: id == nil ? 0 : line, reviewing, store)
    }
  }

  private static func place(of item: Int, in reviewing: Reviewing) -> (line: Int, member: Int)? {
    for line in reviewing.lineRows.indices {
      if let member = reviewing.items(ofLine: line).firstIndex(of: item) { return (line, member) }
    }
    return nil
  }

  private mutating func move(to line: Int, member: Int = 0, _ reviewing: Reviewing, _ store: PageStore) {
    self.line = max(0, min(line, reviewing.lineRows.count - 1))
    let items = reviewing.items(ofLine: self.line)
    self.member = max(0, min(member, items.count - 1))
    item = items.indices.contains(self.member) ? items[self.member] : nil
    id = item.flatMap { reviewing.memory($0, in: store)?.id }
  }

  mutating func perform(_ command: BrowserCommand, _ state: BrowserState, _ context: UpdateContext)
    -> [Outcome]
  {
    let reviewing = state.reviewing
    let count = reviewing.lineRows.count
    switch command {
    case .back where state.loading.goal?.kind == .everything: return [.cancel]
    case .back, .backOrQuit, .showReview: return [.close]
    case .refresh: return [.refresh]
    case .showPane(let number):
      let panes = state.categories
      guard panes.indices.contains(number - 1) else { return [.note(.noPane(number))] }
      guard panes[number - 1] != category else { return [] }
      return [.close, .showPane(number - 1), .perform(.showReview)]
    case .goLast where state.list.wentToLast: return [.loadEverything]
    case .accept:
      guard let memory = item.flatMap({ reviewing.memory($0, in: state.store) }) else { return [] }
      return [.openMatch(memory)]
    case .copy(.ids): return copyIDs(reviewing, state.store)
    case .nextCell: move(to: start(ofKindAfter: 1, reviewing), reviewing, state.store)
    case .previousCell: move(to: start(ofKindAfter: -1, reviewing), reviewing, state.store)
    case .chooseNext: move(to: line, member: member + 1, reviewing, state.store)
    case .choosePrevious: move(to: line, member: member - 1, reviewing, state.store)
    default:
      // Headings take a part of the page.
      let target = command.moved(line, rows: max(1, context.sizes.textLines / 2), count: count)
      if target != line || command.distance(rows: 1, count: count) == nil {
        move(to: target, reviewing, state.store)
      }
    }
    return []
  }

  private func start(ofKindAfter step: Int, _ reviewing: Reviewing) -> Int {
    var starts: [Int] = []
    var lines = 0
    for row in reviewing.rows {
      switch row {
      case .kind: starts.append(lines)
      case .group: break
      case .line: lines += 1
      }
    }
    guard !starts.isEmpty else { return 0 }
    let own = starts.lastIndex { $0 <= line } ?? 0
    return starts[(own + step + starts.count) % starts.count]
  }

  private func copyIDs(_ reviewing: Reviewing, _ store: PageStore) -> [Outcome] {
    let ids =
      reviewing.group(ofLine: line)?.items.compactMap { reviewing.memory($0, in: store)?.id.text } ?? []
    guard !ids.isEmpty else { return [.note(.nothingToCopy)] }
    let text = ids.joined(separator: "\n")
    return [.effect(.copy(Copying(part: .ids, content: .text(text))))]
  }
}
