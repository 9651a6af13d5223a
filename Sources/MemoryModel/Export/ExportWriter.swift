/// Turns memories into the bytes of one format. It does nothing itself: see ``ExportStep``.
public struct ExportWriter: Sendable {
  private var form: any ExportForm

  /// - Parameter heading: what stands above a category for people to read: `Facts`.
  public init(_ format: ExportFormat, heading: @escaping @Sendable (MemoryCategory) -> String) {
    form =
      switch format {
      case .ndjson: NDJSONForm()
      case .json: JSONForm()
      case .csv: CSVForm()
      case .markdown: MarkdownForm(heading: heading)
      }
  }

  /// Before the first memory.
  public mutating func begin() -> [ExportStep] { form.begin() }

  public mutating func add(_ memories: [Memory]) -> [ExportStep] { form.add(memories) }

  /// After the last memory.
  public mutating func end() -> [ExportStep] { form.end() }

  /// So far; of the formats that are not JSON there are none.
  public var changes: ExportChanges { form.changes }
}

protocol ExportForm: Sendable {
  mutating func begin() -> [ExportStep]
  mutating func add(_ memories: [Memory]) -> [ExportStep]
  mutating func end() -> [ExportStep]
  var changes: ExportChanges { get }
}

extension ExportForm {
  var changes: ExportChanges { ExportChanges() }
}

extension Sequence<Memory> {
  /// For the forms that bring the memories of a category together: facts are written as they come, the others are
  /// kept in a spool each until the facts have ended.
  func steps(_ encode: (Memory, inout [UInt8]) -> Void) -> [ExportStep] {
    var bytes: [MemoryCategory: [UInt8]] = [:]
    for memory in self { encode(memory, &bytes[memory.category, default: []]) }
    return bytes.sorted { $0.key < $1.key }.map { category, bytes in
      category == .factual ? .write(bytes) : .keep(bytes, spool: category.rawValue)
    }
  }
}
