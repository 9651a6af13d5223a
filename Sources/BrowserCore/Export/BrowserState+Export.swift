import MemoryModel

extension BrowserState {
  mutating func openExport(now: Timestamp) {
    guard exporting == nil else { return note(.exportUnderWay, at: now) }
    overlay = .export(ExportForm())
  }

  mutating func performInExport(_ command: BrowserCommand) -> [BrowserEffect] {
    guard case .export(var form) = overlay else { return [] }
    form.needsFile = false
    switch command {
    case .back, .backOrQuit:
      overlay = nil
      return []
    case .accept:
      guard !form.file.text.isEmpty, let subject else {
        form.needsFile = true
        form.row = .file
        break
      }
      return begin(
        ExportOrder(
          subject: subject, filter: filter?.sent, conditions: filter?.conditions ?? [],
          dialect: options.dialect, pageSize: options.pageSize,
          category: form.allPanes ? nil : category, reach: form.reach, format: form.format,
          path: form.file.text))
    case .moveDown, .nextCell: form.move(by: 1)
    case .moveUp, .previousCell: form.move(by: -1)
    case .chooseNext: form.choose(by: 1)
    case .choosePrevious: form.choose(by: -1)
    default: form.file.edit(command)
    }
    overlay = .export(form)
    return []
  }

  mutating func begin(_ order: ExportOrder) -> [BrowserEffect] {
    overlay = nil
    var begun = Exporting(order: order)
    if order.reach == .loaded { begun.dropped = droppedRows(in: order.category) }
    exporting = begun
    return [.export(order)]
  }

  /// What an order for the loaded rows means, in the order of the panes. Pages that were dropped from memory are not
  /// among them.
  public func loadedMemories(for order: ExportOrder) -> [Memory] {
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

  mutating func exportReported(_ report: CallReport) {
    switch report {
    case .sent:
      calls += 1
      exporting?.retry = nil
    case .answered(let milliseconds): self.milliseconds = milliseconds
    case .retrying(let error, let seconds, let attempt, let of):
      exporting?.retry = Loading.Retry(error: error, seconds: seconds, attempt: attempt, of: of)
    }
  }

  mutating func exportEnded(_ outcome: ExportOutcome, now: Timestamp) {
    guard let ended = exporting else { return }
    exporting = nil
    if outcome == .fileExists {
      // Where something else was opened meanwhile, it does not go away for a question.
      if overlay == nil { overlay = .question(.replaceFile(ended.order)) }
    } else {
      note(.exported(outcome, path: ended.order.path, without: ended.dropped), at: now)
    }
  }

  mutating func cancelExport(now: Timestamp) -> [BrowserEffect] {
    guard let cancelled = exporting else { return [] }
    exporting = nil
    note(.exportCancelled(rows: cancelled.progress.rows, path: cancelled.order.path), at: now)
    return [.cancelExport]
  }
}
