import MemoryModel

/// What `e` asks: which panes, how far, as what, and into which file.
public struct ExportForm: Sendable, Hashable {
  public enum Row: Int, Sendable, Hashable, CaseIterable {
    case panes
    case reach
    case format
    case file
  }

  public internal(set) var row = Row.panes
  public internal(set) var allPanes = false
  public internal(set) var reach = ExportOrder.Reach.loaded
  public internal(set) var format = ExportFormat.ndjson
  public internal(set) var file = EditedLine("memories.ndjson")
  /// Why Enter was not taken.
  public internal(set) var needsFile = false

  mutating func move(by rows: Int) {
    let count = Row.allCases.count
    row = Row(rawValue: (row.rawValue + rows + count) % count) ?? .panes
  }

  mutating func choose(by step: Int) {
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
