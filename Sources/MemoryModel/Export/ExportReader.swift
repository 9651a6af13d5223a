/// Reads an export in parts of any size: NDJSON, or the JSON export, whose records may span lines. It is strict: what is
/// not an export throws an ``ExportFault`` with its line. NDJSON without a line is an export without memories.
public struct ExportReader: Sendable {
  private var scanner = ExportScanner()
  private let depth: ReadingDepth
  private let zone: ServerZone
  private let takesAnyRow: Bool

  /// - Parameter takesAnyRow: also numbers and null in place of a record. A service that sends them has been read already.
  public init(depth: ReadingDepth = .records, zone: ServerZone = .utc, takesAnyRow: Bool = false) {
    self.depth = depth
    self.zone = zone
    self.takesAnyRow = takesAnyRow
  }

  /// How to read a record again at its place. Nil until the first bytes of the export are read.
  public var layout: ExportLayout? { scanner.layout }

  /// The memories that end in these bytes, which follow those of the call before; `isLast` if none follow.
  public mutating func read(_ part: [UInt8], isLast: Bool) throws(ExportFault) -> [ExportRecord] {
    let (bytes, elements) = try scanner.scan(part, isLast: isLast)
    guard let layout, !elements.isEmpty else { return [] }
    // All of them keep this buffer, as the rows of a page keep theirs.
    var decoder = RowDecoder(page: bytes, depth: depth, zone: zone)
    return try bytes.withUnsafeBufferPointer { buffer throws(ExportFault) in
      var records: [ExportRecord] = []
      records.reserveCapacity(elements.count)
      for element in elements {
        let record = try layout.record(element, in: buffer, &decoder)
        guard takesAnyRow || record.memory.isObjectOrText else {
          throw ExportFault(.noRecord, line: element.line)
        }
        records.append(record)
      }
      return records
    }
  }
}

/// A memory of an export and its place.
public struct ExportRecord: Sendable {
  public let memory: Memory
  public let place: ExportPlace
  public let line: Int  // Where it begins, counted from 1
}

/// The bytes of a record in its file: a line of NDJSON, or an element of a list.
public struct ExportPlace: Sendable, Hashable {
  public let offset: Int
  public let length: Int

  public init(offset: Int, length: Int) {
    self.offset = offset
    self.length = length
  }
}

/// Why a file is not an export, and in which line.
public struct ExportFault: Error, Sendable, Hashable {
  public enum Reason: Error, Sendable, Hashable {
    case json(JSONError.Reason)
    case notUTF8
    case noObject  // It begins with something else than `{`
    case unexpectedMember(String)  // Of a line with other members than `category` and `memory`
    case missingMember(String)
    case noCategory  // `category` is no text, or empty
    case noRecord  // A number, a list, or null in place of a memory
    case noList(String)  // `{"factual":7}`: the name of the member
    case noKnownList  // An object with lists, but none of facts, preferences or tools
    case tooLong
    /// A memory with this id has been read before.
    case repeatedID(String, category: String)
    case tooManyBytes
  }

  public let reason: Reason
  public let line: Int

  public init(_ reason: Reason, line: Int) {
    self.reason = reason
    self.line = line
  }
}

/// How to read records of an export again when only their places were kept.
public enum ExportLayout: Sendable, Hashable {
  case lines  // `{"category":"factual","memory":{…}}`
  case lists([List])  // `{"factual":[{…}],…}`, with the place where each list begins

  public struct List: Sendable, Hashable {
    public let name: String
    public let offset: Int
  }

  /// - Parameter bytes: those at the place.
  public func memory(in bytes: [UInt8], at place: ExportPlace) throws(ExportFault) -> Memory {
    let element = ExportScanner.Element(range: bytes.indices, offset: place.offset, line: 1)
    var decoder = RowDecoder(page: bytes, depth: .records)
    return try bytes.withUnsafeBufferPointer { buffer throws(ExportFault) in
      try record(element, in: buffer, &decoder).memory
    }
  }

  fileprivate func record(
    _ element: ExportScanner.Element, in buffer: UnsafeBufferPointer<UInt8>, _ decoder: inout RowDecoder
  ) throws(ExportFault) -> ExportRecord {
    guard (try? UTF8Span(validating: buffer.extracting(element.range).span)) != nil else {
      throw ExportFault(.notUTF8, line: element.line)
    }
    // Ends with the element, so that nothing is read beyond it.
    var reader = JSONReader(buffer.extracting(..<element.range.upperBound), at: element.range.lowerBound)
    let memory: Memory?
    let fault: ExportFault.Reason?
    do throws(JSONError) {
      switch self {
      case .lines:
        switch try Self.line(&reader, &decoder) {
        case .success(let found): (memory, fault) = (found, nil)
        case .failure(let found): (memory, fault) = (nil, found)
        }
      case .lists(let lists):
        let name = lists.last { $0.offset <= element.offset }?.name ?? ""
        (memory, fault) = (try decoder.row(ofExportList: name, from: &reader), nil)
      }
      if fault == nil { try reader.expectEnd() }
    } catch {
      let before = buffer[element.range.lowerBound..<min(error.position, element.range.upperBound)]
      throw ExportFault(.json(error.reason), line: element.line + before.count { $0 == 0x0A })
    }
    guard let memory else { throw ExportFault(fault ?? .noObject, line: element.line) }
    return ExportRecord(
      memory: memory, place: ExportPlace(offset: element.offset, length: element.range.count),
      line: element.line)
  }
}

extension ExportLayout {
  /// `{"category":"factual","memory":{…}}`
  private static func line(
    _ reader: inout JSONReader, _ decoder: inout RowDecoder
  ) throws(JSONError) -> Result<Memory, ExportFault.Reason> {
    var fault: ExportFault.Reason?
    var category: JSONToken?
    var record: JSONToken?
    guard try reader.peek() == UInt8(ascii: "{") else { return .failure(.noObject) }
    try reader.forEachMember { reader, key throws(JSONError) in
      let value = try reader.skipValue()
      if category == nil, reader.matches(key, "category") {
        category = value
      } else if record == nil, reader.matches(key, "memory") {
        record = value
      } else if fault == nil {
        fault = .unexpectedMember(reader.text(key))
      }
    }
    if let fault { return .failure(fault) }
    guard let category else { return .failure(.missingMember("category")) }
    guard let record else { return .failure(.missingMember("memory")) }
    guard category.isString, !category.content.isEmpty else { return .failure(.noCategory) }
    var inner = JSONReader(reader.bytes, at: record.range.lowerBound)
    return .success(try decoder.row(ofExportList: category, from: &inner))
  }
}

extension Memory {
  /// Some services send a memory as nothing but its text.
  fileprivate var isObjectOrText: Bool {
    let first = source.bytes.first
    return first == UInt8(ascii: "{") || first == UInt8(ascii: "\"")
  }
}

extension RowDecoder {
  /// - Parameter name: a string.
  fileprivate mutating func row(
    ofExportList name: JSONToken, from reader: inout JSONReader
  ) throws(JSONError) -> Memory {
    // Nearly all are; its text need not be made for that.
    if reader.matches(name, "factual") { return try row(of: .factual, from: &reader) }
    return try row(ofExportList: reader.text(name), from: &reader)
  }

  fileprivate mutating func row(
    ofExportList name: String, from reader: inout JSONReader
  ) throws(JSONError) -> Memory {
    guard let category = MemoryCategory.allCases.first(where: { $0.name == name }) else {
      return try row(ofListNamed: name, from: &reader)
    }
    return try row(of: category, from: &reader)
  }
}
