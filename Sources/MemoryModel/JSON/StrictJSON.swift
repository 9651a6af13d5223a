/// Rewrites the JSON of a service so that every reader accepts it and no terminal obeys it, on one line.
/// `{"a":NaN,"b":"\u{9B}31m","c":"\ud800","d":1e999}` becomes
/// `{"a":null,"b":"\u009b31m","c":"\ufffd","d":null}`; all else stays byte for byte. It does not recurse.
struct StrictJSON: Sendable {
  private(set) var changes = ExportChanges()

  /// The limit of jq 1.6, which counts an object twice, without the object and the array of an export.
  private static let deepest = 250
  /// 1.8e308 is the largest double: a number without an exponent is below it if it has no more bytes than this.
  private static let longestSafeNumber = 308

  /// - Parameter json: what a ``JSONReader`` has read without an error.
  mutating func append(_ json: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]) {
    var walk = Walk(bytes: json)
    append(&walk, to: &output, foldsDeep: true)
  }

  private mutating func append(_ walk: inout Walk, to output: inout [UInt8], foldsDeep: Bool) {
    var open = 0
    while walk.position < walk.bytes.count {
      switch walk.bytes[walk.position] {
      case UInt8(ascii: "\""): walk.copyString(to: &output)
      case UInt8(ascii: "["), UInt8(ascii: "{"):
        if foldsDeep, open > Self.deepest {
          fold(&walk, to: &output)
        } else {
          open += walk.bytes[walk.position] == UInt8(ascii: "[") ? 1 : 2
          walk.position += 1
        }
      case UInt8(ascii: "]"):
        open -= 1
        walk.position += 1
      case UInt8(ascii: "}"):
        open -= 2
        walk.position += 1
      case 0x09, 0x0A, 0x0D:
        walk.flush(to: &output)
        walk.skip(1)
      case UInt8(ascii: "-"), 0x30...0x39, UInt8(ascii: "N"), UInt8(ascii: "I"): number(&walk, to: &output)
      default: walk.position += 1
      }
    }
    walk.flush(to: &output)
  }

  private mutating func number(_ walk: inout Walk, to output: inout [UInt8]) {
    let start = walk.position
    var hasExponent = false
    var isFinite = true
    scan: while walk.position < walk.bytes.count {
      switch walk.bytes[walk.position] {
      case 0x30...0x39, UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."): break
      case UInt8(ascii: "e"), UInt8(ascii: "E"): hasExponent = true
      // `NaN`, `Infinity`
      case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"): isFinite = false
      default: break scan
      }
      walk.position += 1
    }
    if isFinite, hasExponent || walk.position - start > Self.longestSafeNumber {
      // Readers take `1e999` for infinity or refuse it; `1e-999` is 0.
      isFinite = Double(String(decoding: walk.bytes[start..<walk.position], as: UTF8.self))?.isFinite ?? false
    }
    guard !isFinite else { return }
    changes.replacedNumbers += 1
    let end = walk.position
    walk.position = start
    walk.flush(to: &output)
    output += "null".utf8
    walk.skip(end - start)
  }

  /// Writes the array or object that starts here as a string of its JSON: it is too deep for other readers.
  private mutating func fold(_ walk: inout Walk, to output: inout [UInt8]) {
    walk.flush(to: &output)
    changes.foldedValues += 1
    var reader = JSONReader(walk.bytes, at: walk.position)
    // It was read without an error before.
    try? reader.skipDeepContainer()
    let end = reader.position
    var inner = Walk(bytes: UnsafeBufferPointer(rebasing: walk.bytes[walk.position..<end]))
    var json: [UInt8] = []
    append(&inner, to: &json, foldsDeep: false)
    output.append(UInt8(ascii: "\""))
    for byte in json {
      if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { output.append(UInt8(ascii: "\\")) }
      output.append(byte)
    }
    output.append(UInt8(ascii: "\""))
    walk.skip(end - walk.position)
  }
}

/// A position in bytes that are copied in runs: those since the last change are still to be copied.
private struct Walk {
  let bytes: UnsafeBufferPointer<UInt8>
  var position = 0
  private var copied = 0

  init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  mutating func flush(to output: inout [UInt8]) {
    if copied < position {
      output.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[copied..<position]))
    }
    copied = position
  }

  /// Leaves out the next bytes, after a flush.
  mutating func skip(_ count: Int) {
    position += count
    copied = position
  }

  mutating func copyString(to output: inout [UInt8]) {
    position += 1
    while true {
      position = bytes.firstPlace(from: position) { word in
        word.marks(of: 0x22) | word.marks(of: 0x5C) | word.marks(of: 0x7F) | word.marksBelowSpace | word
      } where: { byte in
        byte == 0x22 || byte == 0x5C || byte < 0x20 || byte >= 0x7F
      }
      guard position < bytes.count else { return }
      switch bytes[position] {
      case UInt8(ascii: "\""):
        position += 1
        return
      case UInt8(ascii: "\\"): copyEscape(to: &output)
      default: copyScalar(to: &output)
      }
    }
  }

  /// Keeps `\n` and `\u4e2d`, and replaces half a surrogate pair by `\ufffd`.
  private mutating func copyEscape(to output: inout [UInt8]) {
    guard let unit = codeUnit(at: position) else {
      position = min(bytes.count, position + 2)
      return
    }
    switch unit {
    case 0xD800...0xDBFF:
      if let low = codeUnit(at: position + 6), 0xDC00...0xDFFF ~= low {
        position += 12
        return
      }
    case 0xDC00...0xDFFF: break
    default:
      position += 6
      return
    }
    flush(to: &output)
    output += "\\ufffd".utf8
    skip(6)
  }

  /// Of `\uXXXX`; nil for any other escape.
  private func codeUnit(at start: Int) -> UInt32? {
    guard start + 6 <= bytes.count, bytes[start] == UInt8(ascii: "\\"), bytes[start + 1] == UInt8(ascii: "u")
    else { return nil }
    return JSONReader(bytes).codeUnit(at: start)
  }

  private mutating func copyScalar(to output: inout [UInt8]) {
    var iterator = bytes[position..<min(bytes.count, position + 4)].makeIterator()
    var parser = Unicode.UTF8.ForwardParser()
    switch parser.parseScalar(from: &iterator) {
    case .valid(let encoded):
      let scalar = Unicode.UTF8.decode(encoded)
      guard JSONEscaping.strict.mustEscape(scalar) else {
        position += encoded.count
        return
      }
      flush(to: &output)
      output += JSONWriter.escape(scalar).utf8
      skip(encoded.count)
    case .error(let length):
      flush(to: &output)
      output += "\u{FFFD}".utf8
      skip(max(1, length))
    case .emptyInput: return
    }
  }
}

/// What an export changed so that every reader accepts it.
public struct ExportChanges: Sendable, Hashable {
  /// `NaN`, `Infinity`, `-Infinity` and numbers beyond a double, such as `1e999`, which became `null`.
  public var replacedNumbers = 0
  /// Arrays and objects that were too deep for other readers and became strings of their JSON.
  public var foldedValues = 0

  public init() {}
}

extension MemorySource {
  func append(to output: inout [UInt8], as json: inout StrictJSON) {
    page.withUnsafeBufferPointer { page in
      json.append(UnsafeBufferPointer(rebasing: page[range]), to: &output)
    }
  }

  /// The record for `memtui show`: a line without its end.
  public var strictJSON: (line: [UInt8], changes: ExportChanges) {
    var json = StrictJSON()
    var line: [UInt8] = []
    append(to: &line, as: &json)
    return (line, json.changes)
  }
}
