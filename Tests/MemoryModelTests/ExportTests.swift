import MemoryModel
import Testing

@Suite struct ExportTests {
  @Test func ndjsonHasOneLinePerRecordAsReceived() throws {
    let text = try export(
      .ndjson,
      [
        (.factual, #"{"id":"f1", "n":1.50,"text":"a\u001bb é","info":{"z":1,"a":null}}"#),
        (.tool, "{\"id\":\"t1\",\n  \"x\":[1,\r\n2]}"), (.preference, #""bare""#),
      ])
    #expect(
      text == """
        {"category":"factual","memory":{"id":"f1", "n":1.50,"text":"a\\u001bb é","info":{"z":1,"a":null}}}
        {"category":"tool","memory":{"id":"t1",  "x":[1,2]}}
        {"category":"preference","memory":"bare"}

        """)
  }

  @Test func invalidUTF8DoesNotSpoilTheFile() throws {
    var writer = ExportWriter(.ndjson, heading: heading)
    let memory = try Memory(
      decoding: Array(#"{"id":"a","t":""#.utf8) + [0xFF, 0x41] + Array(#""}"#.utf8), category: .factual)
    let bytes = file(of: writer.add([memory]))
    #expect(
      String(validating: bytes, as: UTF8.self)
        == "{\"category\":\"factual\",\"memory\":{\"id\":\"a\",\"t\":\"\u{FFFD}A\"}}\n")
  }

  @Test func jsonHasOneArrayPerCategory() throws {
    let text = try export(
      .json, [(.tool, #"{"id":"t"}"#), (.factual, #"{"id":"f"}"#), (.skill, "1"), (.factual, #"{"id":"g"}"#)])
    let value = try JSONValue(parsing: text)
    #expect(
      value.encoded()
        == #"{"factual":[{"id":"f"},{"id":"g"}],"preference":[],"tool":[{"id":"t"}],"skill":[1]}"#)
    #expect(
      try JSONValue(parsing: export(.json, [])).encoded() == #"{"factual":[],"preference":[],"tool":[]}"#)
  }

  @Test func csvHasOneColumnPerFieldAndInfoKey() throws {
    let text = try export(
      .csv,
      [
        (
          .factual, #"{"id":"f1","memory_value":"a, \"b\"\nc","tags":["x","y"],"info":{"scene":"Pay","n":2}}"#
        ),
        (.preference, #"{"id":"p1","preference":"tea","info":{"tier":"gold","scene":null}}"#),
        (.tool, #"{"id":"t1","odd":{"k":1},"info":[1]}"#),
      ])
    let rows = text.components(separatedBy: "\r\n")
    let header = rows[0].components(separatedBy: ",")
    #expect(header.prefix(3) == ["category", "id", "memory_key"])
    #expect(header.suffix(5) == ["sources", "info.scene", "info.n", "info.tier", "other"])
    #expect(rows[1].hasPrefix("factual,f1,,\"a, \"\"b\"\"\nc\","))
    #expect(rows[1].contains(",x; y,"))
    #expect(rows[1].hasSuffix(",Pay,2,,"))
    #expect(rows[2].hasPrefix("preference,p1,"))
    #expect(rows[2].hasSuffix(",,,gold,"))
    #expect(rows[3].hasSuffix(#",,,,"{""odd"":{""k"":1},""info"":[1]}""#))
    #expect(rows.count == 5 && rows[4].isEmpty)
  }

  @Test(arguments: [
    ("\"=1+1\"", "'=1+1"), ("\"+49\"", "'+49"), ("\"-2\"", "'-2"), ("\"@x\"", "'@x"), ("\"\\tx\"", "'\tx"),
    ("\"\\rx\"", "'^Mx"), ("\"=a,b\"", "\"'=a,b\""), ("-2", "-2"), ("-2.5e1", "-2.5e1"),
    ("-Infinity", "'-Infinity"), ("true", "true"), ("\"1=1\"", "1=1"), ("null", ""), ("\"\"", ""),
  ])
  func cellsThatLookLikeFormulasAreGuarded(value: String, cell: String) throws {
    let text = try export(.csv, [(.factual, #"{"id":\#(value)}"#)])
    let row = text.components(separatedBy: "\r\n")[1]
    #expect(row.hasPrefix("factual,\(cell),,,"), "\(row)")
  }

  @Test func excessInfoKeysStayInTheColumnOther() throws {
    let records = (0..<1003).map { (MemoryCategory.factual, #"{"id":"\#($0)","info":{"k\#($0)":\#($0)}}"#) }
    let rows = try export(.csv, records).components(separatedBy: "\r\n")
    #expect(rows[0].hasSuffix(",info.k999,other"))
    #expect(rows[1003].hasSuffix(#","{""info"":{""k1002"":1002}}""#))
    #expect(Set(rows.dropLast().dropFirst().prefix(1000).map { $0.filter { $0 == "," }.count }).count == 1)
  }

  @Test func untrustedNamesStartNoMarkdownBlock() throws {
    let record = ##"{"id":"1","memory_value":"x","# a":"b","    code":1,"> `q`":2,"a\n***":3}"##
    #expect(
      try export(.markdown, [(.factual, record)]).hasPrefix(
        "# Facts\n\n- `1`\n\n  x\n\n  - `# a`: b\n  - `    code`: 1\n  - `` > `q` ``: 2\n  - `a ***`: 3\n\n"))
  }

  @Test func markdownHasOneItemPerMemory() throws {
    let text = try export(
      .markdown,
      [
        (.tool, #"{"id":"t_1","tool_value":"ran ls"}"#),
        (
          .factual,
          #"{"id":"f`1","memory_key":"Trip","memory_value":"to Rome\nby train","confidence":0.5,"x":null}"#
        ),
      ])
    #expect(
      text == """
        # Facts

        - **Trip** `` f`1 ``

          to Rome\\
          by train

          - `confidence`: 0.5

        # Preferences

        # Tools

        - `t_1`

          ran ls

        """)
  }

  @Test(arguments: [
    ("# heading", "\\# heading"), ("a # b", "a # b"), ("  - item", "&#32; \\- item"), ("\tcode", "&#9;code"),
    ("1. one", "1\\. one"),
    ("1.5 km", "1.5 km"), ("---", "\\---"), ("===", "\\==="), ("a\n:---", "a\\\n  \\:---"),
    ("> quote", "\\> quote"),
    ("```\ncode\n```", "\\`\\`\\`\\\n  code\\\n  \\`\\`\\`"), ("<script>", "\\<script>"),
    ("[a](http://b)", "\\[a](http://b)"), ("snake_case _x_", "snake_case \\_x\\_"),
    ("a & b &lt;", "a & b \\&lt;"),
    ("a|b\n-|-", "a\\|b\\\n  \\-\\|-"), ("a\r\n# b\r# c", "a\\\n  \\# b\\\n  \\# c"), ("a\\", "a\\\\"),
    ("x\n\n\n# y", "x\\\n  \\\n  \\\n  \\# y"),
  ])
  func untrustedTextStaysTextInMarkdown(text: String, written: String) throws {
    let record = JSONObject([
      .init(key: "id", value: .string("1")), .init(key: "memory_value", value: .string(text)),
    ])
    let markdown = try export(.markdown, [(.factual, JSONValue.object(record).encoded())])
    #expect(markdown == "# Facts\n\n- `1`\n\n  \(written)\n\n# Preferences\n\n# Tools\n")
  }

  @Test(
    arguments: [
      ("1770801661875", "2026-02-11T09:21:01.875Z"), ("1770801661", "2026-02-11T09:21:01Z"),
      (#""1770801661875123""#, "2026-02-11T09:21:01.875Z"),
      (#""2026-10-01T14:00:00+02:00""#, "2026-10-01T12:00:00Z"),
      (#""2026-10-01 12:00""#, "2026-10-01T04:00:00Z"), ("0", ""), (#""0001-01-01T00:00:00Z""#, ""),
      ("null", ""),
      (#""2025/09/18""#, "2025/09/18"), (#""soon""#, "soon"),
    ])
  func timesInCSVAreISO8601InUTC(json: String, cell: String) throws {
    var writer = ExportWriter(.csv, zone: try #require(ServerZone(offset: "+08:00")), heading: heading)
    let record = #"{"id":"1","create_time":\#(json)}"#
    let rows =
      writer.begin() + writer.add([try Memory(decoding: Array(record.utf8), category: .factual)])
      + writer.end()
    let lines = String(decoding: file(of: rows), as: UTF8.self).components(separatedBy: "\r\n")
    let column = try #require(lines[0].components(separatedBy: ",").firstIndex(of: "create_time"))
    #expect(lines[1].components(separatedBy: ",")[column] == cell)
  }
}

private let heading: @Sendable (MemoryCategory) -> String = { category in
  [.factual: "Facts", .preference: "Preferences", .tool: "Tools"][category] ?? "Others"
}

/// The exported file of the records, each on its own page.
private func export(_ format: ExportFormat, _ records: [(MemoryCategory, String)]) throws -> String {
  var writer = ExportWriter(format, heading: heading)
  var steps = writer.begin()
  for (category, record) in records {
    steps += writer.add([try Memory(decoding: Array(record.utf8), category: category)])
  }
  return String(decoding: file(of: steps + writer.end()), as: UTF8.self)
}

private func file(of steps: [ExportStep]) -> [UInt8] {
  var file: [UInt8] = []
  var spools: [Int: [UInt8]] = [:]
  for step in steps {
    switch step {
    case .write(let bytes): file += bytes
    case .keep(let bytes, let spool): spools[spool, default: []] += bytes
    case .copy(let spool, let padding):
      var padding = padding
      // In chunks of three bytes: the result must not depend on where a chunk ends.
      let kept = spools[spool] ?? []
      for start in stride(from: 0, to: kept.count, by: 3) {
        let part = kept[start..<min(kept.count, start + 3)]
        file += padding?.padded(part) ?? Array(part)
      }
    }
  }
  return file
}

extension String {
  /// Splits UTF-8, because `\r\n` is a single `Character` in Swift.
  fileprivate func components(separatedBy separator: String) -> [String] {
    utf8Split(Array(separator.utf8)).map { String(decoding: $0, as: UTF8.self) }
  }

  private func utf8Split(_ separator: [UInt8]) -> [[UInt8]] {
    var parts: [[UInt8]] = [[]]
    var rest = Array(utf8)[...]
    while let byte = rest.first {
      if rest.starts(with: separator) {
        parts.append([])
        rest = rest.dropFirst(separator.count)
      } else {
        parts[parts.count - 1].append(byte)
        rest = rest.dropFirst()
      }
    }
    return parts
  }
}
