import Testing

@testable import MemoryModel

/// Exported JSON is valid for strict readers and harmless in a terminal.
@Suite struct StrictExportTests {
  private static let bidi = "\u{61C}\u{200E}\u{200F}\u{202A}\u{202E}\u{2066}\u{2069}"

  @Test(arguments: [
    (#"{"a":NaN,"b":[Infinity,-Infinity],"c":"NaN"}"#, #"{"a":null,"b":[null,null],"c":"NaN"}"#),
    (#"NaN"#, "null"), (#"-Infinity"#, "null"),
    ("{\"a\":\"x\u{9B}31m\u{7F}\u{85}\"}", #"{"a":"x\u009b31m\u007f\u0085"}"#),
    ("{\"k\u{202E}\":\"\(bidi)\"}", #"{"k\u202e":"\u061c\u200e\u200f\u202a\u202e\u2066\u2069"}"#),
    ("[\"a\u{2028}b\u{2029}\"]", #"["a\u2028b\u2029"]"#),
    (#"["\u001b[2J","\u202e"]"#, #"["\u001b[2J","\u202e"]"#),
    (
      #"["\ud800","\udc00x","\ud83d\ude00","\ud800\ud800\udc00"]"#,
      #"["\ufffd","\ufffdx","\ud83d\ude00","\ufffd\ud800\udc00"]"#
    ),
    (#"["\\ud800","\\\ud800"]"#, #"["\\ud800","\\\ufffd"]"#),
    (#"{"a":1,"a":2}"#, #"{"a":1,"a":2}"#), (#"[1.50,-0,1E40,1e-9]"#, "[1.50,-0,1E40,1e-9]"),
    (#"{"a":1e999,"b":[-1E+400,1.8e308,1.7e308,1e-999]}"#, #"{"a":null,"b":[null,null,1.7e308,1e-999]}"#),
    ("1e999", "null"), ("-17976931348623159e292", "null"),
    ("{\"a\" :\t1,\r\n \"b\": [ ]}", #"{"a" :1, "b": [ ]}"#),
    ("[\"\u{1F468}\u{200D}\u{1F469} 中é\u{301}\"]", "[\"\u{1F468}\u{200D}\u{1F469} 中é\u{301}\"]"),
  ])
  func exportedJSONIsValidForStrictReaders(_ json: String, written: String) throws {
    #expect(try Self.strict(json).line == written)
  }

  @Test func invalidUTF8BecomesReplacementCharacters() throws {
    let json =
      Array(#"{"a":""#.utf8) + [0xFF, 0xE2, 0x80, 0x41, 0xC0, 0x80, 0xED, 0xA0, 0x80] + Array(#""}"#.utf8)
    let line = try Self.strict(json).line
    // As many replacement characters as Swift decodes from the same bytes.
    #expect(line == String(decoding: json, as: UTF8.self))
    #expect(line.hasPrefix("{\"a\":\"\u{FFFD}\u{FFFD}A"))
  }

  @Test func everyByteInAStringIsExportedAsCleanUTF8() throws {
    for first in UInt8(0x20)...0xFF where first != 0x22 && first != 0x5C {
      for second: UInt8 in [0x41, 0x80, 0x9B, 0xBF, 0xE2] {
        let json = Array(#"["12345"#.utf8) + [first, second, 0x80] + Array(#"6"]"#.utf8)
        let line = try Self.strict(json).line
        #expect(Self.harm(in: line) == nil, "\(first) \(second)")
        #expect(line.hasSuffix("6\"]"))
      }
    }
  }

  @Test func changedRecordsAreCounted() throws {
    let found = try Self.strict(#"{"a":[NaN,1,-Infinity],"b":{"c":Infinity},"d":"NaN","e":1e999,"f":-1E400}"#)
    #expect(found.changes.replacedNumbers == 5)
    #expect(found.changes.foldedValues == 0)
  }

  /// jq 1.6 stops at 256 levels, where an object counts as two; a double has at most 309 digits.
  @Test func depthAndDigitsStayWithinTheLimitsOfReaders() throws {
    for (open, close, cost) in [("[", "]", 1), (#"{"a":"#, "}", 2)] {
      for depth in [1, 100, 300, 20_000] {
        let inner = #""x\"\\\#u{2028}""#
        let json = String(repeating: open, count: depth) + inner + String(repeating: close, count: depth)
        let found = try Self.strict(json)
        #expect(Self.levels(found.line, cost) <= 253)
        #expect(found.changes.foldedValues == (depth * cost > 252 ? 1 : 0))
        #expect(found.line.utf8.count < json.utf8.count * 3)
        _ = try JSONValue(parsing: found.line)
      }
    }
    let digits = String(repeating: "9", count: 5000)
    let most = String(repeating: "1", count: 309)
    let numbers = try Self.strict("[\(digits),-\(digits),\(digits).5,\(most),0.\(digits),\(digits)e-4900,12]")
    #expect(numbers.line == "[null,null,null,\(most),0.\(digits),\(digits)e-4900,12]")
    #expect(numbers.changes.replacedNumbers == 3)
  }

  @Test(arguments: ExportFormat.allCases)
  func noFormatHoldsTerminalControls(_ format: ExportFormat) throws {
    let attack = "\u{1B}[2J\u{07}\u{9B}31m\u{7F}\u{85}\(Self.bidi)\u{2028}\u{2029}\u{0}\u{8}"
    let text = JSONValue.string(attack).encoded()
    let raw = JSONValue.string("\u{9B}\(Self.bidi)").encoded()
    let record =
      #"{"id":\#(text),"memory_key":\#(text),"memory_value":\#(raw),"tags":[\#(text)],"info":{\#(text):\#(text)},\#(raw):{"x":[\#(text),NaN]}}"#
    var writer = ExportWriter(format) { _ in "Facts" }
    var spool: [UInt8] = []
    var file: [UInt8] = []
    let memory = try Memory(decoding: Array(record.utf8), category: .factual)
    for step in writer.begin() + writer.add([memory]) + writer.end() {
      switch step {
      case .write(let bytes): file += bytes
      case .keep(let bytes, _): spool += bytes
      case .copy(_, let padding):
        var padding = padding
        file += padding?.padded(spool) ?? spool
        spool = []
      }
    }
    let written = String(decoding: file, as: UTF8.self)
    #expect(Self.harm(in: written) == nil, "\(written.debugDescription)")
    #expect(written.utf8.count > 200)
    if format == .csv || format == .markdown { #expect(!written.contains("NaN")) }
  }

  @Test func timesAndTagsAreReadableInCSV() throws {
    var writer = ExportWriter(.csv) { _ in "" }
    let memory = try Memory(
      decoding: Array(
        #"{"id":"1","tags":["b","a;c"],"create_time":1764577800000,"update_time":"2026-03-17 10:00:00+08:00"}"#
          .utf8), category: .factual)
    let odd = try Memory(
      decoding: Array(
        #"{"id":"2","tags":["b",{"a":NaN}],"create_time":"soon","update_time":1764577800123}"#.utf8),
      category: .factual)
    var text = ""
    for case .keep(let bytes, _) in writer.add([memory, odd]) {
      text += String(decoding: bytes.filter { $0 < 0xFE }, as: UTF8.self)
    }
    #expect(text.contains(",b; a;c,2025-12-01T08:30:00Z,2026-03-17T02:00:00Z,"))
    #expect(text.contains(#","[""b"",{""a"":null}]",soon,2025-12-01T08:30:00.123Z,"#))
  }

  @Test func csvKeepsAllMembersOfOneName() throws {
    var writer = ExportWriter(.csv) { _ in "" }
    let memory = try Memory(
      decoding: Array(#"{"id":"1","status":"a","status":"b","info":{"k":1,"k":2}}"#.utf8), category: .factual)
    var text = ""
    for case .keep(let bytes, _) in writer.add([memory]) {
      text += String(decoding: bytes.filter { $0 < 0xFE }, as: UTF8.self)
    }
    #expect(text.contains(",b,"))
    #expect(text.hasSuffix(#",2,"{""status"":""a"",""info"":{""k"":1}}""# + "\r\n"))
  }

  private static func strict(_ json: String) throws -> (line: String, changes: ExportChanges) {
    try strict(Array(json.utf8))
  }

  private static func strict(_ json: [UInt8]) throws -> (line: String, changes: ExportChanges) {
    let memory = try Memory(decoding: json, category: .factual)
    let (line, changes) = memory.source.strictJSON
    let text = try #require(String(validating: line, as: UTF8.self))
    #expect(!text.utf8.contains(0x0A))
    return (text, changes)
  }

  private static func levels(_ line: String, _ cost: Int) -> Int {
    var deepest = 0
    var open = 0
    var isInString = false
    var isEscaped = false
    for byte in line.utf8 {
      if isEscaped {
        isEscaped = false
      } else if byte == UInt8(ascii: "\\") {
        isEscaped = true
      } else if byte == UInt8(ascii: "\"") {
        isInString.toggle()
      } else if !isInString, byte == UInt8(ascii: "[") || byte == UInt8(ascii: "{") {
        open += cost
        deepest = max(deepest, open)
      } else if !isInString, byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}") {
        open -= cost
      }
    }
    return deepest
  }

  /// Listed independently of the code that removes it.
  private static func harm(in text: String) -> Unicode.Scalar? {
    text.unicodeScalars.first { scalar in
      switch scalar.value {
      case 0x09, 0x0A, 0x0D: false
      case 0..<0x20, 0x7F...0x9F, 0x61C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: true
      default: false
      }
    }
  }

  /// Building the string scalar by scalar would take many minutes.
  @Test(.timeLimit(.minutes(1)), arguments: ["\u{202E}", "\u{9B}", "a\u{2028}", "\u{1B}"])
  func aMegabyteOfMarksIsWritten(piece: String) {
    let marked = MarkedText.marked(String(repeating: piece, count: 300_000))
    #expect(marked.utf8.count == MarkedText.marked(piece).utf8.count * 300_000)
    #expect(!marked.unicodeScalars.contains { $0 == piece.unicodeScalars.last })
  }

  @Test func aReturnWithoutALineFeedIsMarkedInACell() {
    #expect(MarkedText.marked("a\r\nb\rc\r", marksReturns: true) == "a\r\nb^Mc^M")
    #expect(MarkedText.marked("a\rb") == "a\rb")
  }
}
