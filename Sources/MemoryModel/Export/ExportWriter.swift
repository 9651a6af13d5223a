/// Turns memories into the bytes of one format. It does nothing itself: see ``ExportStep``.
public struct ExportWriter: Sendable {
  private var form: any ExportForm

  /// - Parameters:
  ///   - zone: of times that name none.
  ///   - heading: what stands above a category for people to read: `Facts`.
  public init(
    _ format: ExportFormat, zone: ServerZone = .utc, heading: @escaping @Sendable (MemoryCategory) -> String
  ) {
    form =
      switch format {
      case .ndjson: NDJSONForm()
      case .json: JSONForm()
      case .csv: CSVForm(zone: zone)
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

/// The spools of the forms that bring the memories of a list together: facts are written as they come, the others are
/// kept in a spool each until the facts have ended.
struct ListSpools: Sendable {
  /// Names that no contract has, in the order in which they turned up.
  private(set) var unknownLists: [String] = []
  private var filled: Set<Int> = []

  private static let firstUnknown = MemoryCategory.allCases.count

  func holds(_ category: MemoryCategory) -> Bool { filled.contains(category.rawValue) }

  func spool(ofListNumber number: Int) -> Int { Self.firstUnknown + number }

  /// - Parameter encode: is told whether the memory is the first of its list.
  mutating func steps(
    for memories: [Memory], _ encode: (Memory, _ isFirst: Bool, inout [UInt8]) -> Void
  ) -> [ExportStep] {
    var bytes: [Int: [UInt8]] = [:]
    for memory in memories {
      let spool = spool(of: memory)
      let isFirst = filled.insert(spool).inserted
      encode(memory, isFirst, &bytes[spool, default: []])
    }
    return bytes.sorted { $0.key < $1.key }.map { spool, bytes in
      spool == MemoryCategory.factual.rawValue ? .write(bytes) : .keep(bytes, spool: spool)
    }
  }

  private mutating func spool(of memory: Memory) -> Int {
    guard let name = memory.unknownList else { return memory.category.rawValue }
    if let number = unknownLists.firstIndex(of: name) { return spool(ofListNumber: number) }
    unknownLists.append(name)
    return spool(ofListNumber: unknownLists.count - 1)
  }
}
