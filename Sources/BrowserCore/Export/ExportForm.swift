import MemoryModel

/// What `e` asks: which panes, how far, as what, and into which file.
public struct ExportForm: ScreenHandler {
  public enum Row: Int, Sendable, Hashable, CaseIterable {
    case panes
    case reach
    case format
    case file
  }

  public private(set) var row = Row.panes
  public private(set) var allPanes = false
  public private(set) var reach = ExportOrder.Reach.loaded
  public private(set) var format = ExportFormat.ndjson
  public private(set) var file = EditedLine("memories.ndjson")
  /// Enter was pressed without a name.
  public private(set) var needsFile = false

  public var place: Place { row == .file ? .exportFile : .export }
  var editedLine: EditedLine? { file }

  mutating func perform(
    _ command: BrowserCommand, _ state: BrowserState, _ context: UpdateContext
  ) -> [Outcome] {
    needsFile = false
    switch command {
    case .back, .backOrQuit: return [.close]
    case .accept:
      if let subject = state.subject, !file.text.isEmpty {
        return [.close, .export(order(subject, state))]
      }
      needsFile = true
      row = .file
    case .moveDown, .nextCell: move(by: 1)
    case .moveUp, .previousCell: move(by: -1)
    case .chooseNext: choose(by: 1)
    case .choosePrevious: choose(by: -1)
    default: file.edit(command)
    }
    return []
  }

  private func order(_ subject: Subject, _ state: BrowserState) -> ExportOrder {
    let filter = state.filter.active
    return ExportOrder(
      subject: subject, filter: filter?.sent, conditions: filter?.conditions ?? [],
      dialect: state.options.dialect, pageSize: state.options.pageSize,
      category: allPanes ? nil : state.category, reach: reach, format: format, path: file.text)
  }

  private mutating func move(by rows: Int) {
    let count = Row.allCases.count
    row = Row(rawValue: (row.rawValue + rows + count) % count) ?? .panes
  }

  private mutating func choose(by step: Int) {
    switch row {
    case .panes: allPanes.toggle()
    case .reach: reach = reach == .loaded ? .everything : .loaded
    case .format:
      let all = ExportFormat.allCases
      let index = all.firstIndex(of: format) ?? 0
      choose(all[(index + step + all.count) % all.count])
    case .file: return
    }
  }

  /// The ending of the file's name goes along, unless it is one's own.
  private mutating func choose(_ next: ExportFormat) {
    let ending = "." + format.fileExtension
    if file.text.hasSuffix(ending) {
      file = EditedLine(file.text.dropLast(ending.count) + "." + next.fileExtension)
    }
    format = next
  }
}

extension ExportFormat {
  /// `md` for Markdown.
  public var fileExtension: String { self == .markdown ? "md" : rawValue }
}
