import BrowserCore
import MemoryModel

/// An answer is decoded or refused. What memtui shows, copies and exports of its rows is what the service sent, and paging
/// comes to an end.
enum AnswerSubject {
  /// A service that repeats one page is asked for the next one twice in vain, and once more for other lists.
  private static let mostRequests = 6

  static func check(_ input: [UInt8]) throws(Finding) {
    let page: MemoryPage
    do throws(AnswerFault) {
      page = try MemoryPage(decoding: input)
    } catch {
      return
    }
    let memories = MemoryCategory.allCases.flatMap { page.rows[$0] ?? [] } + page.unknownLists.flatMap(\.rows)
    for memory in memories { try check(memory) }
    try checkPaging(page)
    try checkExports(memories)
    for dialect in [Dialect.cloud, .selfHosted(cube: nil)] {
      var cells = FilterCells(dialect: dialect, zone: .utc)
      let columns = FilterColumns(memories, reading: &cells)
      try require(columns.rowCount == memories.count, "the columns hold every row")
    }
  }

  private static func check(_ memory: Memory) throws(Finding) {
    _ = RowDetails(memory)
    let record = memory.record
    for field in memory.fields(in: record) { _ = field.value.encoded() }
    _ = memory.text(in: record)
    // A byte that is no UTF-8 becomes a character of its own.
    let isUTF8 = String(validating: memory.source.bytes, as: UTF8.self) != nil
    try require(
      memory.headline.unicodeScalars.count <= (isUTF8 ? 1 : 8) * Memory.longestHeadline + 3,
      "a headline is short: \(memory.headline.unicodeScalars.count) characters")
    try require(
      [memory.beginning, memory.title, "\(memory.title) · \(memory.beginning)"].contains {
        Array($0.utf8) == Array(memory.headline.utf8)
      }, "title and beginning make the headline: \(memory.headline.debugDescription)")
    try require(memory.detached.record == record, "a detached row has the same record")
    let received = value(memory.source.bytes)
    for escaping in [JSONEscaping.required, .unprintable] {
      let layout = JSONLayout(memory.source, escaping: escaping).text
      try require(value(Array(layout.utf8)[...]) == received, "the raw view is the record: \(layout)")
      try require(
        escaping == .required || Harm.first(in: layout, except: ["\n"]) == nil,
        "escaped JSON holds no control character: \(layout.debugDescription)")
    }
  }

  private static func value(_ bytes: ArraySlice<UInt8>) -> String? {
    do throws(JSONError) {
      return try JSONValue(parsing: bytes).encoded()
    } catch {
      return nil
    }
  }

  private static func checkPaging(_ page: MemoryPage) throws(Finding) {
    for only in [nil, MemoryCategory.factual, .tool] {
      var walk = PageWalk(subject: .user("u"), pageSize: 50, only: only)
      var requests = 0
      while walk.nextRequest() != nil, requests <= mostRequests {
        requests += 1
        _ = walk.arrived(page)
      }
      try require(requests <= mostRequests, "a page that repeats itself ends the paging")
      try require(walk.hasEnded, "the walk ends once it requests nothing")
      _ = walk.shortfalls
    }
  }

  private static func checkExports(_ memories: [Memory]) throws(Finding) {
    for format in ExportFormat.allCases {
      let bytes = ExportWriter.sample(format, of: memories, zone: .utc) { $0.name }
      let text = String(validating: bytes, as: UTF8.self)
      guard let text else { throw Finding("an export in \(format) is UTF-8") }
      switch format {
      case .json: try require(value(bytes[...]) != nil, "an export is JSON: \(text)")
      case .ndjson:
        let lines = text.utf8.split(separator: UInt8(ascii: "\n"))
        try require(lines.count == memories.count, "an export has a line a memory: \(text)")
        for line in lines { try require(value(Array(line)[...]) != nil, "a line is JSON: \(line)") }
      case .csv, .markdown: break
      }
      let allowed: Set<Unicode.Scalar> = [.csv, .markdown].contains(format) ? ["\n", "\r", "\t"] : ["\n"]
      let control = text.unicodeScalars.first {
        ($0.value < 0x20 || $0.value == 0x7F) && !allowed.contains($0)
      }
      try require(
        control == nil, "an export in \(format) holds no control character: \(text.debugDescription)")
    }
  }
}
