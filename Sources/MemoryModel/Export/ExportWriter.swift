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

/// What an export is written as.
public enum ExportFormat: String, Sendable, Hashable, CaseIterable {
  /// A line per memory: `{"category":"factual","memory":{…}}`.
  case ndjson
  /// One object with an array per category.
  case json
  case csv
  /// A heading per category, an item per memory.
  case markdown
}

/// What an export wants done with bytes, in order. Memory stays flat: what can be placed only at the end (the rows of
/// a CSV file, whose columns are known then) goes through a spool.
public enum ExportStep: Sendable, Hashable {
  /// Append to the export.
  case write([UInt8])
  /// Append to the spool with this number.
  case keep([UInt8], spool: Int)
  /// Append all of a spool to the export. A spool that nothing was kept in is empty.
  case copy(spool: Int, CSVPadding?)
}

/// `{"factual":[…],"preference":[…],"tool":[…]}`, a record a line. The three that are always there are so when they
/// are empty too. Lists of names that no contract has follow under these names.
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

/// `{"category":"factual","memory":{…as received…}}`, a line per memory, in the order received.
struct NDJSONForm: ExportForm {
  private var json = StrictJSON()
  var changes: ExportChanges { json.changes }

  func begin() -> [ExportStep] { [] }

  mutating func add(_ memories: [Memory]) -> [ExportStep] {
    guard !memories.isEmpty else { return [] }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(memories.reduce(0) { $0 + $1.source.range.count + 48 })
    for memory in memories {
      bytes += #"{"category":"#.utf8
      if let name = memory.unknownList {
        bytes += JSONValue.string(name).encoded(escaping: .unprintable).utf8
      } else {
        bytes.append(UInt8(ascii: "\""))
        bytes += memory.category.name.utf8
        bytes.append(UInt8(ascii: "\""))
      }
      bytes += #","memory":"#.utf8
      memory.source.append(to: &bytes, as: &json)
      bytes += "}\n".utf8
    }
    return [.write(bytes)]
  }

  func end() -> [ExportStep] { [] }
}
