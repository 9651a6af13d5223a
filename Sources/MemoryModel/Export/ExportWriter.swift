/// Turns memories into steps that write the bytes of one format.
public struct ExportWriter: Sendable {
  private var form: any ExportForm

  /// - Parameters:
  ///   - zone: for times that name none.
  ///   - heading: for people to read: `Facts`.
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

  public mutating func begin() -> [ExportStep] { form.begin() }

  public mutating func add(_ memories: [Memory]) -> [ExportStep] { form.add(memories) }

  public mutating func end() -> [ExportStep] { form.end() }

  /// So far; only the JSON formats have any.
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

/// For the formats that keep the memories of a list together: facts are written at once, every other list is kept in a
/// spool until the end.
struct ListSpools: Sendable {
  /// In the order in which they were found.
  private(set) var unknownLists: [String] = []
  private var filled: Set<Int> = []

  private static let firstUnknown = MemoryCategory.allCases.count

  func holds(_ category: MemoryCategory) -> Bool { filled.contains(category.rawValue) }

  func spool(ofListNumber number: Int) -> Int { Self.firstUnknown + number }

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

public enum ExportFormat: String, Sendable, Hashable, CaseIterable {
  /// A line per memory: `{"category":"factual","memory":{…}}`.
  case ndjson
  /// One object with an array per category.
  case json
  case csv
  /// A heading per category, an item per memory.
  case markdown
}

/// What to do with bytes, in order. Bytes whose place is known only at the end, such as the rows of a CSV file, go
/// through a spool, so memory does not grow.
public enum ExportStep: Sendable, Hashable {
  /// Append to the export.
  case write([UInt8])
  /// Append to a spool.
  case keep([UInt8], spool: Int)
  /// Append a whole spool to the export. One without bytes is empty.
  case copy(spool: Int, CSVPadding?)
}

/// `{"factual":[…],"preference":[…],"tool":[…]}`, a record a line. These three are there even if empty. Lists with
/// unknown names follow under these names.
struct JSONForm: ExportForm {
  private var spools = ListSpools()
  private var json = StrictJSON()
  var changes: ExportChanges { json.changes }

  func begin() -> [ExportStep] { [.write(Array("{\"factual\":[".utf8))] }

  mutating func add(_ memories: [Memory]) -> [ExportStep] {
    var json = json
    defer { self.json = json }
    return spools.steps(for: memories) { memory, isFirst, bytes in
      bytes += (isFirst ? "\n" : ",\n").utf8
      memory.source.append(to: &bytes, as: &json)
    }
  }

  func end() -> [ExportStep] {
    var steps: [ExportStep] = []
    for category in MemoryCategory.allCases.dropFirst() where category.isAlwaysShown || spools.holds(category)
    {
      steps += list(named: category.name, spool: category.rawValue)
    }
    for (number, name) in spools.unknownLists.enumerated() {
      steps += list(named: name, spool: spools.spool(ofListNumber: number))
    }
    return steps + [.write(Array("\n]}\n".utf8))]
  }

  private func list(named name: String, spool: Int) -> [ExportStep] {
    let key = JSONValue.string(name).encoded(escaping: .unprintable)
    return [.write(Array("\n],\n\(key):[".utf8)), .copy(spool: spool, nil)]
  }
}

/// `{"category":"factual","memory":{…}}`, a line per memory, in the order received.
struct NDJSONForm: ExportForm {
  private var json = StrictJSON()
  var changes: ExportChanges { json.changes }

  func begin() -> [ExportStep] { [] }

  mutating func add(_ memories: [Memory]) -> [ExportStep] {
    guard !memories.isEmpty else { return [] }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(memories.reduce(0) { $0 + $1.source.range.count + 48 })
    for memory in memories {
      let list = memory.unknownList.map { JSONValue.string($0).encoded(escaping: .unprintable) }
      bytes += #"{"category":"#.utf8
      bytes += (list ?? "\"\(memory.category.name)\"").utf8
      bytes += #","memory":"#.utf8
      memory.source.append(to: &bytes, as: &json)
      bytes += "}\n".utf8
    }
    return [.write(bytes)]
  }

  func end() -> [ExportStep] { [] }
}
