extension MemoryPage {
  /// Reads the answer of `POST get/memory`, or of an open-source server's `POST product/get_memory`. Rows share `body`
  /// and remember where they lie in it, so hand over a buffer without slack. An odd field never fails a page: the row
  /// keeps its bytes and shows what could be read.
  ///
  /// - Parameter isCancelled: asked before each row; once it is true, reading ends with
  ///   ``JSONParsingError/Reason/cancelled``.
  public init(
    decoding body: [UInt8], depth: ReadingDepth = .list, isCancelled: @escaping () -> Bool = { false }
  ) throws(AnswerFault) {
    self.init(rows: [:])
    guard let data = try AnswerEnvelope(decoding: body).successfulData() else { return }
    try body.withUnsafeBufferPointer { buffer throws(AnswerFault) in
      var reader = JSONReader(buffer, at: data.range.lowerBound)
      do throws(JSONParsingError) {
        try read(&reader, with: RowDecoder(page: body, depth: depth, isCancelled: isCancelled))
      } catch {
        throw .notJSON(error)
      }
    }
    retainedBytes = body.capacity + rows.values.joined().reduce(0) { $0 + $1.retainedBytes }
  }

  private mutating func read(
    _ reader: inout JSONReader, with decoder: RowDecoder
  ) throws(JSONParsingError) {
    var decoder = decoder
    try reader.forEachMember { reader, key throws(JSONParsingError) in
      if let category = MemoryCategory(bucketsNamed: key, in: reader) {
        try readBuckets(of: category, from: &reader, with: &decoder)
      } else if let category = MemoryCategory(listNamed: key, in: reader),
        try reader.peek() != UInt8(ascii: "n")
      {
        var list: [Memory] = []
        var facets: [[Facet]] = []
        if try reader.peek() == UInt8(ascii: "[") {
          try reader.forEachElement { reader throws(JSONParsingError) in
            list.append(try decoder.row(of: category, from: &reader))
            facets.append(decoder.facets)
          }
        } else {
          // No list, but not nothing either: what came is a row.
          list.append(try decoder.row(of: category, from: &reader))
          facets.append(decoder.facets)
        }
        rows[category] = list.isEmpty ? nil : list
        self.facets[category] = list.isEmpty ? nil : facets
      } else {
        let value = try reader.skipValue()
        if reader.matches(key, "size") { size = reader.integer(value).flatMap { $0 > 0 ? $0 : nil } }
        if reader.matches(key, "pages") { claimedPages = reader.integer(value).flatMap { $0 > 0 ? $0 : nil } }
      }
    }
  }
}

extension MemoryCategory {
  fileprivate init?(listNamed key: JSONToken, in reader: JSONReader) {
    let name = key.range.count <= 200 ? reader.text(key) : ""
    guard let category = Self.allCases.first(where: { $0.listName == name }) else { return nil }
    self = category
  }
}

extension Memory {
  /// Reads one record on its own: the `data` of a memory that was asked for by its id, or a test's.
  public init(decoding record: [UInt8], category: MemoryCategory) throws(JSONParsingError) {
    self = try record.withUnsafeBufferPointer { buffer throws(JSONParsingError) in
      var reader = JSONReader(buffer)
      reader.skipPreamble()
      var decoder = RowDecoder(page: record)
      let memory = try decoder.row(of: category, from: &reader)
      try reader.expectEnd()
      return memory
    }
  }

  /// Bytes on the heap and in its list's array, without the page: strings of 15 bytes or fewer need no heap.
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
