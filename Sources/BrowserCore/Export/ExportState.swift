import MemoryModel

/// An export that is under way.
public struct Exporting: Sendable, Hashable {
  public let order: ExportOrder
  public fileprivate(set) var progress = ExportProgress()
  /// Loaded rows that are not in memory any more, and will not be in the file.
  public let dropped: Int
  /// Set while it waits for its next try.
  public fileprivate(set) var retry: Loading.Retry?
}

public struct ExportState: Sendable {
  public private(set) var active: Exporting?
  /// Whose file exists: asks as soon as that covers nothing.
  private(set) var unasked: ExportOrder?

  mutating func begin(_ order: ExportOrder, _ list: MemoryList) -> BrowserEffect {
    let dropped = order.reach == .loaded ? list.droppedRows(in: order.category) : 0
    active = Exporting(order: order, dropped: dropped)
    unasked = nil
    return .export(order)
  }

  mutating func reported(_ report: CallReport) {
    guard var active else { return }
    report.change(&active.retry)
    self.active = active
  }

  mutating func progressed(_ progress: ExportProgress) { active?.progress = progress }

  mutating func ended(_ outcome: ExportOutcome) -> [Outcome] {
    guard let ended = active else { return [] }
    active = nil
    guard outcome == .fileExists else {
      return [.note(.exported(outcome, path: ended.order.path, without: ended.dropped))]
    }
    unasked = ended.order
    return []
  }

  mutating func takeUnasked() -> ExportOrder? {
    defer { unasked = nil }
    return unasked
  }

  mutating func cancel() -> [Outcome] {
    unasked = nil
    guard let cancelled = active else { return [] }
    active = nil
    let notice = Notice.Fact.exportCancelled(rows: cancelled.progress.rows, path: cancelled.order.path)
    return [.note(notice), .effect(.cancelExport)]
  }
}

extension MemoryList {
  /// What an order for the loaded rows means, in the order of the panes. Pages that were dropped from memory are not
  /// among them.
  public func memories(for order: ExportOrder) -> [Memory] {
    let wanted = order.category.map { [$0] } ?? categories
    return wanted.flatMap { category in
      let rows = store[category]
      return (0..<rows.count).compactMap { rows.memory(at: $0) }
    }
  }

  /// Loaded rows that an order for the loaded ones does not write: their pages were dropped from memory.
  public func droppedRows(in category: MemoryCategory?) -> Int {
    (category.map { [$0] } ?? categories).reduce(0) { $0 + store[$1].count - store[$1].countInMemory }
  }
}
