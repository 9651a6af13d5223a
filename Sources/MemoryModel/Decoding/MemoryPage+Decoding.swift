extension MemoryPage {
  /// Reads the answer of `POST get/memory`, or of an open-source server's `POST product/get_memory`. Rows share `body`
  /// and remember where they lie in it, so hand over a buffer without slack. An odd field never fails a page: the row
  /// keeps its bytes and shows what could be read. An answer that holds something else than the contract's lists does.
  ///
  /// - Parameters:
  ///   - zone: of times that name none.
  ///   - isCancelled: asked before each row; once it is true, reading ends with
  ///     ``JSONParsingError/Reason/cancelled``.
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
      do throws(JSONParsingError) {
        try pageReader.read(&reader)
      } catch {
        throw .notJSON(error)
      }
    }
    if let finding = pageReader.finding {
      throw .notUnderstood(finding, message: pageReader.said ?? envelope.message)
    }
    // `"errors":[{"message":"boom"}]` is a list of no memories.
    let lists = pageReader.page.unknownLists
    if pageReader.page.rows.isEmpty, lists.allSatisfy({ ["error", "errors"].contains($0.name) }) {
      try envelope.checkEmptiness(holdsList: pageReader.holdsKnownList)
    }
    self = pageReader.page
    latestTimeWithoutZone = pageReader.latestTimeWithoutZone
    retainedBytes = body.capacity + rows.values.joined().reduce(0) { $0 + $1.retainedBytes }
  }
}

extension Memory {
  /// Reads one record on its own: the `data` of a memory that was asked for by its id, or a test's.
  public init(
    decoding record: [UInt8], category: MemoryCategory, zone: ServerZone = .utc
  ) throws(JSONParsingError) {
    self = try record.withUnsafeBufferPointer { buffer throws(JSONParsingError) in
      var reader = JSONReader(buffer)
      reader.skipPreamble()
      var decoder = RowDecoder(page: record, zone: zone)
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
