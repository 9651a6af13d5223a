import MemoryModel

/// What the rows say about a memory that is open, alone or with its sources.
public enum OpenMemoryStatus: Sendable, Hashable {
  /// The record that is shown is the one that was opened.
  case unchanged
  /// A newer record came under the same id, and is shown.
  case changed
  /// It no longer exists, or no longer matches the filter. What is shown is the record as it was read last.
  case gone
  /// Page 1 was read again, and it is not among its rows: nothing is known about it. It is shown as it was read last.
  case notLoadedAgain
}

/// An open memory follows its record: whatever brings another one under the same id changes what is shown.
extension BrowserState {
  /// The ids above and below the open memory, in the service's order, before an answer changes the rows.
  struct Neighbours {
    var above: ByteString?
    var below: ByteString?
    var isFirst: Bool
  }

  private var openMemory: Memory? { sources?.memory ?? reading?.memory }

  var neighboursOfOpenMemory: Neighbours? {
    guard let open = openMemory else { return nil }
    let rows = store[open.category]
    guard let row = rows.index(of: open.id) else { return nil }
    return Neighbours(
      above: rows.memory(at: row - 1)?.id, below: rows.memory(at: row + 1)?.id, isFirst: row == 0)
  }

  mutating func followOpenMemory(
    after page: MemoryPage, for purpose: Loading.Purpose, _ neighbours: Neighbours?, now: Timestamp
  ) {
    guard let open = openMemory else { return }
    let rows = store[open.category]
    let received = page.rows[open.category] ?? []
    let isReceived = received.contains { $0.id == open.id }
    let status = sources?.status ?? reading?.status ?? .unchanged
    if let row = rows.index(of: open.id), let loaded = rows.memory(at: row), loaded.source != open.source {
      show(loaded, as: .changed)
      note(.openMemoryChanged, at: now)
    } else if isReceived, status == .gone || status == .notLoadedAgain || purpose == .replace {
      setStatus(.unchanged)
    } else if !isReceived, purpose == .replace || purpose == .watch {
      let isMissing =
        purpose == .watch
        ? watchMarks.gone.contains(open.id) : isGone(received, page, open.category, neighbours)
      if isMissing {
        if status != .gone { note(.openMemoryGone, at: now) }
        setStatus(.gone)
      } else if purpose == .replace {
        setStatus(.notLoadedAgain)
      }
    }
  }

  /// Page 1 holds all that the category has, or what stood above and below.
  private func isGone(
    _ received: [Memory], _ page: MemoryPage, _ category: MemoryCategory, _ neighbours: Neighbours?
  ) -> Bool {
    var counter = PageCounter(pageSize: options.pageSize)
    counter.arrived(page, fresh: FreshRows(categories: page.rows.mapValues(\.count)))
    if counter.hasEnded(category) { return true }
    guard let neighbours, let below = received.firstIndex(where: { $0.id == neighbours.below }) else {
      return false
    }
    // Right after each other: one that moved tells nothing about what was beside it.
    if neighbours.isFirst { return below == 0 }
    return received.firstIndex { $0.id == neighbours.above } == below - 1
  }

  private mutating func show(_ memory: Memory, as status: OpenMemoryStatus) {
    reading?.follow(memory)
    sources?.follow(memory)
    setStatus(status)
  }

  private mutating func setStatus(_ status: OpenMemoryStatus) {
    reading?.status = status
    sources?.status = status
  }
}
