import MemoryModel
import Testing

/// What is read does not depend on where the parts of a file end.
@Suite struct ExportReaderTests {
  private static let records = [
    (MemoryCategory.factual, #"{"id":"f1","t":"a \"quoted\" } ] \\"}"#),
    (.tool, #"{"id":"t1","n":[1,[2,{}]]}"#),
    (.factual, #"{"id":"f2","t":"é 中"}"#), (.event, "12"), (.factual, #""bare""#), (.skill, "null"),
  ]

  @Test(arguments: [ExportFormat.ndjson, .json], [1, 2, 3, 7, 4096])
  func exportsAreReadAsTheyWereWritten(format: ExportFormat, size: Int) throws {
    var memories = try Self.records.map { try Memory(decoding: Array($0.1.utf8), category: $0.0) }
    let page = try MemoryPage(
      decoding: Array(#"{"code":0,"data":{"memory_detail_list":[],"knowledge_list":[{"id":"k1"}]}}"#.utf8))
    memories += page.unknownLists.flatMap(\.rows)
    let bytes = ExportWriter.sample(format, of: memories, zone: .utc) { $0.name }
    let read = try Self.read(bytes, inPartsOf: size, takesAnyRow: true).map(\.memory)
    #expect(
      read.map { "\($0.listName) \($0.id)" }.sorted() == memories.map { "\($0.listName) \($0.id)" }.sorted())
    #expect(read.map { text($0) }.sorted() == memories.map { text($0) }.sorted())
  }

  @Test func placesAndLinesLeadBackToTheRecords() throws {
    let lines =
      #"{"category":"factual","memory":{"id":"a"}}"# + "\n\n  "
      + #"{"memory":{"id":"b"}, "category":"tool"} "# + "\r\n"
    let lists = "\u{FEFF}{\n \"factual\" : [\n  {\"id\":\n \"a\"},\n  \"b\" ],\n \"tool\":[]}\n"
    for text in [lines, lists] {
      var reader = ExportReader()
      let bytes = Array(text.utf8)
      let records = try reader.read(bytes, isLast: true)
      #expect(records.map(\.line) == (text == lines ? [1, 3] : [3, 5]))
      for record in records {
        let place = record.place
        let again = try reader.layout?.memory(
          in: Array(bytes[place.offset..<place.offset + place.length]), at: place)
        #expect(again?.source == record.memory.source)
        #expect(again?.category == record.memory.category)
      }
    }
  }

  @Test func anEmptyFileIsAnExportWithoutMemories() throws {
    for text in ["", "\n\n", "{\"factual\":[]}"] {
      #expect(try Self.read(Array(text.utf8), inPartsOf: 1).isEmpty)
    }
  }

  @Test(arguments: [
    ("[1]", ExportFault(.noObject, line: 1)), ("\nid,text\n", ExportFault(.noObject, line: 2)),
    ("{\"category\":\"factual\",\"memory\":{}}\n7\n", ExportFault(.noObject, line: 2)),
    ("{\"category\":\"factual\"}", ExportFault(.missingMember("memory"), line: 1)),
    ("{\"memory\":{}}", ExportFault(.missingMember("category"), line: 1)),
    ("{\"category\":7,\"memory\":{}}", ExportFault(.noCategory, line: 1)),
    ("{\"category\":\"\",\"memory\":{}}", ExportFault(.noCategory, line: 1)),
    ("{\"code\":0,\"data\":{}}", ExportFault(.unexpectedMember("code"), line: 1)),
    (
      "{\"category\":\"factual\",\"memory\":{}}\n\n{\"category\":\"factual\",\"memory\":{\"id\":}}",
      ExportFault(.json(.unexpectedByte(0x7D)), line: 3)
    ),
    ("{\n \"category\":\"factual\",\"memory\":{}}", ExportFault(.json(.unexpectedEnd), line: 1)),
    ("{\"category\":\"factual\",\"memory\":{}} x", ExportFault(.json(.bytesAfterValue), line: 1)),
    ("{\"factual\":[{\"id\":1},\n\n{\"id\"}]}", ExportFault(.json(.unexpectedByte(0x7D)), line: 3)),
    ("{\"factual\":[\n{\"id\":1},]}", ExportFault(.json(.unexpectedByte(0x5D)), line: 2)),
    ("{\"factual\":[],\n\"tool\":7}", ExportFault(.noList("tool"), line: 2)),
    ("{\"factual\":[\n{\"id\":1}", ExportFault(.json(.unexpectedEnd), line: 2)),
    ("{\"factual\":[]}\n{}", ExportFault(.json(.bytesAfterValue), line: 2)),
    ("{\"rows\":[{\"id\":1}]}", ExportFault(.noKnownList, line: 1)),
    ("{}", ExportFault(.noKnownList, line: 1)), ("\n{}\n\n", ExportFault(.noKnownList, line: 2)),
    ("{\n\"rows\":[]}\n", ExportFault(.noKnownList, line: 2)),
    ("{\"factual\":[\n{\"id\":1}\n\n", ExportFault(.json(.unexpectedEnd), line: 2)),
    ("{\"factual\":[]\n", ExportFault(.json(.unexpectedEnd), line: 1)),
    ("{\"factual\"\n", ExportFault(.json(.unexpectedEnd), line: 1)),
    ("{\n", ExportFault(.json(.unexpectedEnd), line: 1)),
    (
      "{\"category\":\"factual\",\"memory\":{}}\n{\"category\":\"tool\",\"memory\":5}",
      ExportFault(.noRecord, line: 2)
    ),
    ("{\"category\":\"factual\",\"memory\":null}", ExportFault(.noRecord, line: 1)),
    ("{\"category\":\"factual\",\"memory\":[{}]}", ExportFault(.noRecord, line: 1)),
    ("{\"factual\":[{\"id\":1},\n true]}", ExportFault(.noRecord, line: 2)),
    ("{\"fact", ExportFault(.json(.unexpectedEnd), line: 1)),
  ])
  func whatIsNoExportIsAnErrorWithItsLine(text: String, fault: ExportFault) {
    for size in [1, 4096] {
      #expect(throws: fault) { try Self.read(Array(text.utf8), inPartsOf: size) }
    }
  }

  @Test func bytesThatAreNotUTF8AreAnError() {
    let bytes =
      Array("\n{\"category\":\"factual\",\"memory\":{\"id\":\"".utf8) + [0xFF] + Array("\"}}\n".utf8)
    #expect(throws: ExportFault(.notUTF8, line: 2)) { try Self.read(bytes, inPartsOf: 4096) }
  }

  @Test func aRecordLongerThanAnyAnswerIsAnErrorBeforeItFillsTheMemory() {
    #expect(throws: ExportFault(.tooLong, line: 1)) {
      var reader = ExportReader()
      _ = try reader.read(Array("{\"category\":\"factual\",\"memory\":{\"t\":\"".utf8), isLast: false)
      for _ in 0..<80 { _ = try reader.read([UInt8](repeating: 0x61, count: 1 << 20), isLast: false) }
    }
  }

  private func text(_ memory: Memory) -> String { String(decoding: memory.source.bytes, as: UTF8.self) }

  private static func read(
    _ bytes: [UInt8], inPartsOf size: Int, takesAnyRow: Bool = false
  ) throws -> [ExportRecord] {
    var reader = ExportReader(takesAnyRow: takesAnyRow)
    var records: [ExportRecord] = []
    for start in stride(from: 0, to: bytes.count, by: size) {
      records += try reader.read(Array(bytes[start..<min(bytes.count, start + size)]), isLast: false)
    }
    return records + (try reader.read([], isLast: true))
  }
}
