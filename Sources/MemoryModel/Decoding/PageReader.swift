/// Reads the `data` of a page. Whatever looks like memories becomes rows, or the reason why it is not understood.
struct PageReader {
  private(set) var page = MemoryPage(rows: [:])
  private(set) var finding: AnswerFinding?
  private var decoder: RowDecoder
  var latestTimeWithoutZone: Timestamp? { decoder.latestWithoutZone }
  private var instead: AnswerFinding?  // What the answer has instead of lists
  private var scalars: Set<ScalarName> = []
  private(set) var message: String?
  private(set) var holdsKnownList = false
  private var nestedLists: [UnknownList] = []  // `"knowledge":{"records":[{…}]}` as `knowledge.records`

  private enum ScalarName {
    case id, text
  }

  private static let mostUnknownLists = 32
  /// No service has more rows: a greater number is wrong, and ignored.
  private static let mostRows = 1_000_000_000_000

  init(decoder: RowDecoder) { self.decoder = decoder }

  mutating func read(_ reader: inout JSONReader) throws(JSONError) {
    try reader.forEachMember { reader, key throws(JSONError) in
      if let category = MemoryCategory(bucketsNamed: key, in: reader) {
        holdsKnownList = true
        try readBuckets(of: category, from: &reader)
      } else if let category = MemoryCategory(listNamed: key, in: reader) {
        holdsKnownList = true
        try readList(of: category, from: &reader)
      } else {
        try readMember(key, from: &reader)
      }
    }
    guard !holdsKnownList else {
      page.unknownLists += nestedLists
      return limitUnknownLists()
    }
    finding = finding ?? page.unknownLists.first.map { .list(name: $0.name, count: $0.rows.count) } ?? instead
    if finding == nil, !scalars.isEmpty { finding = .record }
  }

  private mutating func readList(
    of category: MemoryCategory, from reader: inout JSONReader
  ) throws(JSONError) {
    if try reader.peek() == UInt8(ascii: "[") { return try append(category, from: &reader) }
    var row = reader
    let value = try reader.skipValue()
    if value.kind == .null { return }
    // One memory instead of a list with one.
    if try isRecord(value, reader) { return try append(category, from: &row) }
    refuse(value, named: category.listName, reader)
  }

  private func isRecord(_ token: JSONToken, _ reader: JSONReader) throws(JSONError) -> Bool {
    guard token.kind == .object else { return false }
    return try reader.complaint(token).isRecord
  }

  private mutating func refuse(_ token: JSONToken, named name: String, _ reader: JSONReader) {
    guard finding == nil else { return }
    finding = .noList(name: name, AnswerFinding.ValueKind(token.kind))
    message =
      switch token.kind {
      case .plainString, .escapedString: reader.displayText(token, limit: Complaint.longestMessage)
      case .object: ServiceMessage.inJSON(Array(reader.bytes[token.range]))
      default: nil
      }
  }

  private mutating func append(_ category: MemoryCategory, from reader: inout JSONReader) throws(JSONError) {
    var list: [Memory] = []
    var facets: [[Facet]] = []
    func appendRow(_ reader: inout JSONReader) throws(JSONError) {
      list.append(try decoder.row(of: category, from: &reader))
      facets.append(decoder.facets)
    }
    if try reader.peek() == UInt8(ascii: "[") {
      try reader.forEachElement(appendRow)
    } else {
      try appendRow(&reader)
    }
    guard !list.isEmpty else { return }
    page.rows[category, default: []] += list
    page.facets[category, default: []] += facets
  }

  private mutating func readMember(_ key: JSONToken, from reader: inout JSONReader) throws(JSONError) {
    let value = try reader.skipValue()
    switch value.kind {
    case .array: try readUnknownList(key, value, reader)
    case .object: try readUnknownObject(key, value, reader)
    case .number, .plainString, .escapedString:
      if reader.matches(key, "size") {
        page.size = count(value, reader).flatMap { $0 > 0 ? $0 : nil }
      } else if reader.matches(key, "pages") {
        page.claimedPages = count(value, reader).flatMap { $0 > 0 ? $0 : nil }
      } else if reader.matches(key, "total") {
        page.total = count(value, reader)
      } else if reader.matches(key, RecordField.id.wireName) {
        scalars.insert(.id)
      } else if [.memoryValue, .memory].contains(reader.field(key)) {
        scalars.insert(.text)
      }
    case .null, .true, .false: return
    }
  }

  private func count(_ token: JSONToken, _ reader: JSONReader) -> Int? {
    reader.integer(token).flatMap { 0...Self.mostRows ~= $0 ? $0 : nil }
  }

  /// One category of an open-source server: `[{"cube_id":"c1","memories":[…],"total_nodes":359}]`.
  private mutating func readBuckets(
    of category: MemoryCategory, from reader: inout JSONReader
  ) throws(JSONError) {
    let name = category.bucketsName
    let buckets = try reader.skipValue()
    if buckets.kind == .null { return }
    guard buckets.kind == .array || buckets.kind == .object else {
      return refuse(buckets, named: name ?? category.listName, reader)
    }
    guard buckets.kind == .array else { return try readBucket(buckets, of: category, name, reader) }
    try reader.forEachElement(of: buckets) { reader throws(JSONError) in
      try readBucket(try reader.skipValue(), of: category, name, reader)
    }
  }

  private mutating func readBucket(
    _ token: JSONToken, of category: MemoryCategory, _ name: String?, _ reader: JSONReader
  ) throws(JSONError) {
    guard token.kind != .null else { return }
    guard token.kind == .object else {
      finding = finding ?? .value(name: name, AnswerFinding.ValueKind(token.kind))
      return
    }
    let bucket = try Bucket(token, reader)
    if let total = bucket.total, 0...Self.mostRows ~= total {
      page.totals[category] = min(Self.mostRows, (page.totals[category] ?? 0) + total)
    }
    if let memories = bucket.memories {
      guard memories.kind == .array else {
        if memories.kind != .null { refuse(memories, named: "memories", reader) }
        return
      }
      var rows = JSONReader(reader.bytes, at: memories.range.lowerBound)
      try append(category, from: &rows)
    } else if !bucket.isBucket, try !isRecord(token, reader) {
      refuse(token, named: name ?? "", reader)
    } else if !bucket.isBucket {
      var row = JSONReader(reader.bytes, at: token.range.lowerBound)  // A list of memories without buckets
      try append(category, from: &row)
    } else if let other = bucket.otherList {
      finding = finding ?? .list(name: reader.text(other.name), count: other.count)
    } else if try reader.complaint(token).reportsFailure {
      refuse(token, named: name ?? "", reader)
    }
  }

  private struct Bucket {
    var memories: JSONToken?
    var total: Int?
    var isBucket = false
    var otherList: (name: JSONToken, count: Int)?  // The first list of objects under another name

    init(_ token: JSONToken, _ reader: JSONReader) throws(JSONError) {
      try reader.forEachMember(of: token) { reader, key throws(JSONError) in
        let value = try reader.skipValue()
        if reader.matches(key, "memories") {
          (memories, isBucket) = (value, true)
        } else if reader.matches(key, "total_nodes") {
          isBucket = true
          total = reader.integer(value)
        } else if reader.matches(key, "cube_id") {
          isBucket = true
        } else if otherList == nil, value.kind == .array {
          let (count, objects) = try reader.elements(of: value)
          if objects > 0 { otherList = (key, count) }
        }
      }
    }
  }

  /// `"knowledge_detail_list":[{…}]`, or an open-source server's `"know_mem":[{"cube_id":"c1","memories":[{…}]}]`.
  private mutating func readUnknownList(
    _ key: JSONToken, _ list: JSONToken, _ reader: JSONReader
  ) throws(JSONError) {
    let (count, objects) = try reader.elements(of: list)
    guard objects > 0 else {
      if count > 0 { instead = instead ?? .list(name: reader.text(key), count: count) }
      return
    }
    let text = reader.text(key)
    let rows = try self.rows(of: list, named: Self.exportName(text), reader)
    guard !rows.isEmpty else { return }
    page.unknownLists.append(UnknownList(name: Self.exportName(text), rows: rows))
    limitUnknownLists()
  }

  /// In an export it is beside the categories, whose names it must not have.
  private static func exportName(_ text: String) -> String {
    MemoryCategory.allCases.contains { $0.name == text } ? text + "_list" : text
  }

  private mutating func limitUnknownLists() {
    if page.unknownLists.count > Self.mostUnknownLists {
      finding = .unknownLists(count: page.unknownLists.count)
    }
  }

  private mutating func rows(
    of list: JSONToken, named name: String, _ reader: JSONReader
  ) throws(JSONError) -> [Memory] {
    var rows: [Memory] = []
    try reader.forEachElement(of: list) { reader throws(JSONError) in
      let start = reader.position
      let token = try reader.skipValue()
      let bucket = token.kind == .object ? try Bucket(token, reader) : nil
      if let bucket, bucket.isBucket, let memories = bucket.memories, memories.kind == .array {
        try reader.forEachElement(of: memories) { reader throws(JSONError) in
          rows.append(try decoder.row(ofListNamed: name, from: &reader))
        }
      } else {
        var row = JSONReader(reader.bytes, at: start)
        rows.append(try decoder.row(ofListNamed: name, from: &row))
      }
    }
    return rows
  }

  /// `"knowledge":{"records":[{…}]}` beside known lists is a list `knowledge.records`.
  private mutating func keepLists(
    in object: JSONToken, named name: String, depth: Int, _ reader: JSONReader
  ) throws(JSONError) {
    guard depth < Self.deepestList else { return }
    try reader.forEachMember(of: object) { reader, key throws(JSONError) in
      let value = try reader.skipValue()
      let inner = name + "." + (reader.displayText(key, limit: 100) ?? "")
      if value.kind == .object {
        try keepLists(in: value, named: inner, depth: depth + 1, reader)
      } else if value.kind == .array, try reader.elements(of: value).objects > 0 {
        let rows = try rows(of: value, named: inner, reader)
        if !rows.isEmpty { nestedLists.append(UnknownList(name: inner, rows: rows)) }
      }
    }
  }

  private static let deepestList = 3

  /// `"result":{"memory_detail_list":[…]}` is not understood; `"pagination":{"current":1}` has nothing to do with rows.
  private mutating func readUnknownObject(
    _ key: JSONToken, _ object: JSONToken, _ reader: JSONReader
  ) throws(JSONError) {
    var members = JSONReader(reader.bytes, at: object.range.lowerBound)
    var holdsContainer = false
    var isEmpty = true
    try members.forEachMember { reader, _ throws(JSONError) in
      let value = try reader.skipValue()
      isEmpty = false
      if value.kind == .array || value.kind == .object { holdsContainer = true }
    }
    let isNamedForRows = reader.matches(key, "memories") || reader.matches(key, "data")
    if holdsContainer || (isNamedForRows && !isEmpty) { instead = instead ?? .object(name: reader.text(key)) }
    if holdsContainer {
      try keepLists(in: object, named: (reader.displayText(key, limit: 100) ?? ""), depth: 1, reader)
    }
  }
}

extension JSONReader {
  func elements(of list: JSONToken) throws(JSONError) -> (count: Int, objects: Int) {
    var count = 0
    var objects = 0
    try forEachElement(of: list) { reader throws(JSONError) in
      count += 1
      if try reader.skipValue().kind == .object { objects += 1 }
    }
    return (count, objects)
  }
}

extension MemoryCategory {
  fileprivate init?(bucketsNamed key: JSONToken, in reader: JSONReader) {
    guard key.range.count <= 20,
      let category = Self.allCases.first(where: { $0.bucketsName == reader.text(key) })
    else { return nil }
    self = category
  }

  fileprivate init?(listNamed key: JSONToken, in reader: JSONReader) {
    let name = key.range.count <= 200 ? reader.text(key) : ""
    guard let category = Self.allCases.first(where: { $0.listName == name }) else { return nil }
    self = category
  }

  static let namesOfLists = Set(allCases.map(\.listName) + allCases.compactMap(\.bucketsName))
}

/// How much of each record is read.
public enum ReadingDepth: Sendable, Hashable {
  case list  // For a list: headline, times, kind, tools
  case records  // Only id and place: enough for an export, which reads ten thousand pages
}

extension MemoryPage {
  /// Rows share `body`: pass a buffer without unused capacity. An odd field never fails a page.
  /// - Parameter isCancelled: called before each row; true ends the reading with `JSONError.Reason.cancelled`.
  public init(
    decoding body: [UInt8], depth: ReadingDepth = .list, zone: ServerZone = .utc,
    isCancelled: @escaping () -> Bool = { false }
  ) throws(AnswerFault) {
    self.init(rows: [:])
    let envelope = try AnswerEnvelope(decoding: body)
    guard let data = try envelope.pageData() else {
      try envelope.checkEmptiness(holdsList: false)
      return
    }
    var pageReader = PageReader(
      decoder: RowDecoder(page: body, depth: depth, zone: zone, isCancelled: isCancelled))
    try body.withUnsafeBufferPointer { buffer throws(AnswerFault) in
      var reader = JSONReader(buffer, at: data.range.lowerBound)
      do throws(JSONError) {
        try pageReader.read(&reader)
      } catch {
        throw .notJSON(error)
      }
    }
    if let finding = pageReader.finding {
      throw .notUnderstood(finding, message: pageReader.message ?? envelope.message)
    }
    let lists = pageReader.page.unknownLists  // `"errors":[{"message":"boom"}]` is a list of no memories
    if pageReader.page.rows.isEmpty, lists.allSatisfy({ ["error", "errors"].contains($0.name) }) {
      try envelope.checkEmptiness(holdsList: pageReader.holdsKnownList)
    }
    self = pageReader.page
    latestTimeWithoutZone = pageReader.latestTimeWithoutZone
    retainedBytes = body.capacity + rows.values.joined().reduce(0) { $0 + $1.retainedBytes }
  }
}

extension Memory {
  public init(decoding record: [UInt8], category: MemoryCategory, zone: ServerZone = .utc) throws(JSONError) {
    self = try record.withUnsafeBufferPointer { buffer throws(JSONError) in
      var reader = JSONReader(buffer)
      reader.skipPreamble()
      var decoder = RowDecoder(page: record, zone: zone)
      let memory = try decoder.row(of: category, from: &reader)
      try reader.expectEnd()
      return memory
    }
  }

  /// On the heap and in the array of its list, without the page. Strings of at most 15 bytes need no heap.
  public var retainedBytes: Int {
    MemoryLayout<Memory>.stride + Self.heapBytes(id.text) + Self.heapBytes(headline)
      + (toolUses.isEmpty ? 0 : 32 + toolUses.count * MemoryLayout<ToolUse>.stride)
      + toolUses.reduce(0) { $0 + Self.heapBytes($1.name) }
  }

  /// A Swift string's header is 32 bytes, and glibc hands out multiples of 16 with 8 of its own.
  private static func heapBytes(_ string: String) -> Int {
    string.utf8.count <= 15 ? 0 : (32 + string.utf8.count + 1 + 8 + 15) & ~15
  }
}
