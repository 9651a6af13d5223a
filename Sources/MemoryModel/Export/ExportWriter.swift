/// Turns memories into steps that write the bytes of one format.
public struct ExportWriter: Sendable {
  private var form: any ExportForm

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

  public var changes: ExportChanges { form.changes }

  /// The bytes of a file with these memories only, in memory: what an export will look like.
  public static func sample(
    _ format: ExportFormat, of memories: [Memory], zone: ServerZone,
    heading: @escaping @Sendable (MemoryCategory) -> String
  ) -> [UInt8] {
    var writer = ExportWriter(format, zone: zone, heading: heading)
    var bytes: [UInt8] = []
    var spools: [Int: [UInt8]] = [:]
    for step in writer.begin() + writer.add(memories) + writer.end() {
      switch step {
      case .write(let part): bytes += part
      case .keep(let part, let spool): spools[spool, default: []] += part
      case .copy(let spool, var padding):
        let part = spools[spool] ?? []
        bytes += padding?.padded(part) ?? part
      }
    }
    return bytes
  }
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

/// Keeps the memories of a list together: facts are written at once, other lists wait in a spool until the end.
struct ListSpools: Sendable {
  private var unknownLists: [String] = []
  private var filled: Set<Int> = []
  private static let firstUnknown = MemoryCategory.allCases.count

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
    if let number = unknownLists.firstIndex(of: name) { return Self.firstUnknown + number }
    unknownLists.append(name)
    return Self.firstUnknown + unknownLists.count - 1
  }

  /// Each list after the facts, below the text that begins it: those with rows or always shown, then the unknown ones.
  func sections(known: (MemoryCategory) -> String, unknown: (String) -> String) -> [ExportStep] {
    let shown = MemoryCategory.allCases.dropFirst().filter {
      $0.isAlwaysShown || filled.contains($0.rawValue)
    }
    let sections =
      shown.map { (head: known($0), spool: $0.rawValue) }
      + unknownLists.enumerated().map { (head: unknown($0.element), spool: Self.firstUnknown + $0.offset) }
    return sections.flatMap { [.write(Array($0.head.utf8)), .copy(spool: $0.spool, nil)] }
  }
}

public enum ExportFormat: String, Sendable, Hashable, CaseIterable {
  case ndjson  // A line per memory: `{"category":"factual","memory":{…}}`
  case json  // One object with an array per category
  case csv
  case markdown  // A heading per category, an item per memory
}

/// What to do with bytes. Those whose place is known only at the end go through a spool, so memory does not grow.
public enum ExportStep: Sendable, Hashable {
  case write([UInt8])
  case keep([UInt8], spool: Int)
  case copy(spool: Int, CSVPadding?)  // Append a whole spool to the export. One without bytes is empty.
}

/// `{"factual":[…],"preference":[…],"tool":[…]}`, even if empty, then the unknown lists; a record a line.
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
    spools.sections(known: { Self.head($0.name) }, unknown: Self.head) + [.write(Array("\n]}\n".utf8))]
  }

  private static func head(_ name: String) -> String {
    "\n],\n\(JSONValue.string(name).encoded(escaping: .unprintable)):["
  }
}

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
