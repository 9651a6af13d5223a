extension JSONValue {
  /// Arrays and objects in one another. What lies deeper is an attack: it is kept as a string of its JSON text.
  public static let deepestNesting = 128

  /// Reads one JSON value with nothing but white space around it.
  ///
  /// Lenient where Python services are: `NaN`, `Infinity` and `-Infinity` are numbers, lone surrogates and broken
  /// UTF-8 become U+FFFD, a byte order mark is skipped.
  public init(parsing bytes: [UInt8]) throws(JSONParsingError) {
    self = try bytes.withUnsafeBufferPointer { buffer throws(JSONParsingError) in
      try JSONValue(parsing: buffer)
    }
  }

  /// The same for a part of a buffer; the position in an error counts from the start of the part.
  public init(parsing bytes: ArraySlice<UInt8>) throws(JSONParsingError) {
    self = try bytes.withUnsafeBufferPointer { buffer throws(JSONParsingError) in
      try JSONValue(parsing: buffer)
    }
  }

  public init(parsing text: String) throws(JSONParsingError) {
    try self.init(parsing: Array(text.utf8))
  }

  private init(parsing buffer: UnsafeBufferPointer<UInt8>) throws(JSONParsingError) {
    var reader = JSONReader(buffer)
    reader.skipPreamble()
    self = try reader.readValue()
    try reader.expectEnd()
  }
}

extension JSONReader {
  mutating func readValue() throws(Failure) -> JSONValue {
    switch try peek() {
    case UInt8(ascii: "{") where isDeepest, UInt8(ascii: "[") where isDeepest:
      let start = position
      try skipDeepContainer()
      return .string(String(decoding: bytes[start..<position], as: UTF8.self))
    case UInt8(ascii: "{"):
      var members: [JSONObject.Member] = []
      try forEachMember { reader, key throws(Failure) in
        members.append(JSONObject.Member(key: reader.text(key), value: try reader.readValue()))
      }
      return .object(JSONObject(members))
    case UInt8(ascii: "["):
      var elements: [JSONValue] = []
      try forEachElement { reader throws(Failure) in elements.append(try reader.readValue()) }
      return .array(elements)
    default:
      let token = try skipValue()
      return scalar(token)
    }
  }

  private func scalar(_ token: JSONToken) -> JSONValue {
    switch token.kind {
    case .true: .bool(true)
    case .false: .bool(false)
    case .number: .number(JSONNumber(literal: text(token)))
    case .plainString, .escapedString: .string(text(token))
    case .null, .array, .object: .null
    }
  }
}
