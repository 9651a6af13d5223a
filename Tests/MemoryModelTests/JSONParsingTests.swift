import MemoryModel
import Testing

@Suite struct JSONParsingTests {
  @Test(
    arguments: [
      "null", "true", "false", "0", "-0", "1770801661875", "0.990", "1e3", "1.5E-7", "-12.50e+2", "\"\"",
      "\"a\"",
      "[]", "{}", "[1,[2,{\"a\":null}]]", "{\"b\":1,\"a\":{\"z\":[],\"y\":\"é😀\"}}",
      "{\"a\":1,\"a\":2}", "12345678901234567890123", "NaN", "[Infinity,-Infinity]",
    ] as [String])
  func jsonRoundTripsByteForByte(text: String) throws {
    #expect(try JSONValue(parsing: text).encoded() == text)
  }

  @Test(
    arguments: [
      (#""\u0041\n\t\"\\\/\b\f\r""#, "A\n\t\"\\/\u{8}\u{C}\r"),
      (#""\ud83d\ude00 \u00e9""#, "😀 é"),
      (#""\ud83d""#, "\u{FFFD}"), (#""\ude00x""#, "\u{FFFD}x"), (#""\ud83d\ud83d\ude00""#, "\u{FFFD}😀"),
      (#""\ud83dx""#, "\u{FFFD}x"), (#""\ud83d\n""#, "\u{FFFD}\n"), (#""\u0000""#, "\0"),
    ] as [(String, String)])
  func escapesAreResolved(text: String, decoded: String) throws {
    #expect(try JSONValue(parsing: text) == .string(decoded))
  }

  @Test(
    arguments: [
      ([0x22, 0xFF, 0x22], "\u{FFFD}"), ([0x22, 0xC3, 0x22], "\u{FFFD}"),
      ([0x22, 0x80, 0x61, 0x22], "\u{FFFD}a"),
      ([0x22, 0xED, 0xA0, 0x80, 0x5C, 0x6E, 0x22], "\u{FFFD}\u{FFFD}\u{FFFD}\n"),
    ] as [([UInt8], String)])
  func brokenUTF8IsRepaired(bytes: [UInt8], decoded: String) throws {
    #expect(try JSONValue(parsing: bytes) == .string(decoded))
  }

  @Test func aByteOrderMarkAndSpaceAreSkipped() throws {
    #expect(
      try JSONValue(parsing: [0xEF, 0xBB, 0xBF] + Array(" \r\n\t[ 1 , 2 ] \n".utf8)).encoded() == "[1,2]")
  }

  @Test(
    arguments: [
      ("", .unexpectedEnd, 0), ("{", .unexpectedEnd, 1), ("[1,", .unexpectedEnd, 3),
      ("\"ab", .unexpectedEnd, 3),
      ("tru", .unexpectedEnd, 3), ("\"\\u12", .unexpectedEnd, 5), ("-", .unexpectedEnd, 1),
      ("1.", .unexpectedEnd, 2),
      ("\"\\", .unexpectedEnd, 2), ("{\"a\"", .unexpectedEnd, 4),
      ("[1,]", .unexpectedByte(0x5D), 3), ("{\"a\":}", .unexpectedByte(0x7D), 5),
      ("{a:1}", .unexpectedByte(0x61), 1),
      ("{\"a\":1,}", .unexpectedByte(0x7D), 7), ("truth", .unexpectedByte(0x74), 3),
      ("<html>", .unexpectedByte(0x3C), 0),
      ("+1", .unexpectedByte(0x2B), 0), (".5", .unexpectedByte(0x2E), 0), ("'a'", .unexpectedByte(0x27), 0),
      ("[1 2]", .unexpectedByte(0x32), 3), ("inf", .unexpectedByte(0x69), 0),
      ("01", .badNumber, 1), ("1.e3", .badNumber, 2), ("1ex", .badNumber, 2), ("-x", .badNumber, 1),
      ("-NaN", .badNumber, 1),
      ("\"\\x\"", .badEscape, 2), ("\"\\u12G4\"", .badEscape, 5),
      ("\"a\nb\"", .controlCharacterInString(0x0A), 2),
      ("\"abcdefgh\u{1}\"", .controlCharacterInString(1), 9),
      ("1 1", .bytesAfterValue, 2), ("{}x", .bytesAfterValue, 2), ("null\0", .bytesAfterValue, 4),
    ] as [(String, JSONError.Reason, Int)])
  func invalidJSONIsRefusedAtItsPosition(text: String, reason: JSONError.Reason, position: Int) {
    #expect(throws: JSONError(reason, at: position)) { try JSONValue(parsing: text) }
  }

  @Test func positionsAreCountedFromTheStartOfASlice() {
    let bytes = Array("xxxx[1,]".utf8)
    #expect(throws: JSONError(.unexpectedByte(0x5D), at: 3)) { try JSONValue(parsing: bytes[4...]) }
  }

  @Test(arguments: ["[", "{\"a\":"]) func valuesNestedTooDeeplyAreKeptAsText(opening: String) throws {
    let close = opening == "[" ? "]" : "}"
    func nested(_ depth: Int) -> String {
      String(repeating: opening, count: depth) + "1" + String(repeating: close, count: depth)
    }
    let deepest = JSONValue.deepestNesting
    #expect(try JSONValue(parsing: nested(deepest)).encoded() == nested(deepest))
    for depth in [deepest + 1, deepest + 2, 100_000] {
      var value = try JSONValue(parsing: nested(depth))
      for _ in 0..<deepest {
        switch value {
        case .array(let elements): value = try #require(elements.first)
        case .object(let object): value = try #require(object["a"])
        default: Issue.record("\(depth) levels end too early")
        }
      }
      #expect(value == .string(nested(depth - deepest)))
    }
    #expect(throws: JSONError.self) {
      try JSONValue(parsing: String(repeating: opening, count: 1_000_000))
    }
    #expect(throws: JSONError.self) { try JSONValue(parsing: nested(600).dropLast() + "x") }
  }

  @Test func everyTruncationIsAnError() {
    let bytes = Array(#"{"a":[1.5e3,true,null,"\ud83d\ude00é"],"b":{"c":NaN}}"#.utf8)
    for length in 0..<bytes.count {
      #expect(throws: JSONError.self) { try JSONValue(parsing: bytes[..<length]) }
    }
  }

  @Test func changedBytesNeverTrap() {
    let bytes = Array(#"{"a":[1.5e3,true,"\ud83d\ude00 é"],"b":{"c":-1}}"#.utf8)
    var parsed = 0
    for index in bytes.indices {
      for byte in UInt8.min...UInt8.max {
        var changed = bytes
        changed[index] = byte
        if (try? JSONValue(parsing: changed)) != nil { parsed += 1 }
      }
    }
    #expect(parsed > bytes.count)
  }
}
