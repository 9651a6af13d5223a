/// JSON with one member or element a line, for the raw view, `$EDITOR` and the clipboard. Members of one name, digits
/// and depth stay as received; in strings `\u4e2d` becomes its character. Empty lists stay `{}` and `[]`.
/// Values below level ``deepestLevel`` stay on one line: 1.6 MB of nested brackets would need 800 MB of indentation.
public struct JSONLayout: Sendable {
  public private(set) var text: String
  public static let deepestLevel = 16
  /// In bytes: short lines at a middle depth are mostly indentation too.
  private static let mostIndentation = 16 << 20

  public init(_ source: MemorySource, escaping: JSONEscaping = .required) {
    text = source.page.withUnsafeBufferPointer { page in
      var writer = Writer(UnsafeBufferPointer(rebasing: page[source.range]), escaping)
      writer.write()
      return String(decoding: writer.output, as: UTF8.self)
    }
  }

  private struct Writer {
    var output: [UInt8] = []
    private var reader: JSONReader
    private let escaping: JSONEscaping
    private var level = 0
    private var indentation = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>, _ escaping: JSONEscaping) {
      reader = JSONReader(bytes)
      self.escaping = escaping
      output.reserveCapacity(bytes.count + bytes.count / 4)
    }

    mutating func write() {
      while reader.position < reader.bytes.count {
        let byte = reader.bytes[reader.position]
        switch byte {
        case UInt8(ascii: "\""):
          guard writeString() else { return }
          continue
        case UInt8(ascii: "{"), UInt8(ascii: "["): open(byte)
        case UInt8(ascii: "}"), UInt8(ascii: "]"): close(byte)
        case UInt8(ascii: ","):
          output.append(byte)
          breakLine()
        case UInt8(ascii: ":"):
          output.append(byte)
          if isLaidOut { output.append(0x20) }
        case 0x20, 0x09, 0x0A, 0x0D: break
        default: output.append(byte)
        }
        reader.position += 1
      }
    }

    private var isLaidOut: Bool {
      level <= JSONLayout.deepestLevel && indentation < JSONLayout.mostIndentation
    }

    private mutating func open(_ bracket: UInt8) {
      output.append(bracket)
      reader.position += 1
      reader.skipSpace()
      // In ASCII a closing bracket is two places after its opening one.
      if reader.position < reader.bytes.count, reader.bytes[reader.position] == bracket + 2 {
        output.append(bracket + 2)
      } else {
        reader.position -= 1
        level += 1
        breakLine()
      }
    }

    private mutating func close(_ bracket: UInt8) {
      let wasLaidOut = isLaidOut
      level -= 1
      if wasLaidOut { breakLine() }
      output.append(bracket)
    }

    private mutating func breakLine() {
      guard isLaidOut else { return }
      output.append(0x0A)
      output.append(contentsOf: repeatElement(0x20, count: 2 * max(0, level)))
      indentation += 2 * max(0, level)
    }

    /// False for invalid JSON, which never gets here: the record was read before.
    private mutating func writeString() -> Bool {
      do throws(JSONError) {
        let token = try reader.skipString()
        if token.kind == .plainString, escaping == .required {
          output.append(contentsOf: UnsafeBufferPointer(rebasing: reader.bytes[token.range]))
        } else {
          var writer = JSONWriter(escaping: escaping)
          writer.write(reader.text(token))
          output += writer.text.utf8
        }
        return true
      } catch {
        return false
      }
    }
  }
}

extension JSONReader {
  func matches(_ key: JSONToken, _ name: StaticString) -> Bool {
    if key.kind == .escapedString { return ByteString.isSame(text(key), name.description) }
    let content = key.content
    guard content.count == name.utf8CodeUnitCount else { return false }
    for offset in 0..<content.count where bytes[content.lowerBound + offset] != name.utf8Start[offset] {
      return false
    }
    return true
  }

  /// `7`, `7.0` and `"7"`.
  func integer(_ token: JSONToken) -> Int? {
    guard token.kind == .number || token.isString, token.range.count <= 40 else { return nil }
    let literal = text(token)
    return Int(literal) ?? Double(literal).flatMap { Int(exactly: $0) }
  }

  /// The `code` of an answer: a number, or the text of anything else: `""` for an empty string.
  func code(_ token: JSONToken) -> (number: Int?, name: String?) {
    if token.kind == .null { return (nil, nil) }
    if let number = integer(token) { return (number, nil) }
    return (nil, displayText(token, limit: 80) ?? "\"\"")
  }

  /// `0.85`, `"0.85"` and `"85%"`, which is 0.85.
  func finiteNumber(_ token: JSONToken) -> Double? {
    guard token.kind == .number || token.isString, token.range.count <= 80 else { return nil }
    let literal = text(token)
    let number = literal.hasSuffix("%") ? Double(literal.dropLast()).map { $0 / 100 } : Double(literal)
    return number.flatMap { $0.isFinite ? $0 : nil }
  }

  /// `30` and `"30"`; infinite for digits beyond any number.
  func seconds(_ token: JSONToken) -> Double? {
    guard token.kind == .number || token.isString, token.range.count <= 5_000 else { return nil }
    return Double(text(token)).flatMap { $0.isNaN ? nil : $0 }
  }

  func recordTime(_ token: JSONToken, zone: ServerZone) -> RecordTime {
    switch token.kind {
    case .number where token.range.count <= 80:
      return RecordTime(.number(JSONNumber(literal: text(token))), zone: zone)
    case .plainString where token.range.count <= 80, .escapedString where token.range.count <= 80:
      return RecordTime(text(token), zone: zone)
    default: return displayText(token, limit: 80).map { .other($0) } ?? .none
    }
  }

  /// The text of a string, the digits of a number, compact JSON for the rest; nil for `null` and blank strings.
  func displayText(_ token: JSONToken, limit: Int) -> String? {
    var shown: [UInt8] = []
    appendDisplayText(of: token, to: &shown, limit: limit)
    return shown.isEmpty ? nil : String(decoding: shown, as: UTF8.self)
  }

  func appendDisplayText(of token: JSONToken, to text: inout [UInt8], limit: Int) {
    let start = text.count
    switch token.kind {
    case .null: return
    case .array, .object: appendCompact(token.range, to: &text, limit: limit)
    case .plainString, .escapedString, .number, .true, .false:
      appendText(of: token, to: &text, limit: limit)
      let isBlank = text[start...].allSatisfy { $0 == 0x20 || 0x09...0x0D ~= $0 }
      if isBlank { text.removeSubrange(start...) }
    }
  }

  private func appendCompact(_ range: Range<Int>, to text: inout [UInt8], limit: Int) {
    var isInString = false
    var isEscaped = false
    var budget = ScalarBudget(limit)
    for byte in bytes[range] {
      if isEscaped {
        isEscaped = false
      } else if byte == UInt8(ascii: "\"") {
        isInString.toggle()
      } else if byte == UInt8(ascii: "\\") {
        isEscaped = true
      } else if !isInString, byte == 0x20 || 0x09...0x0D ~= byte {
        continue
      }
      guard budget.takes(byte) else { return }
      text.append(byte)
    }
  }
}
