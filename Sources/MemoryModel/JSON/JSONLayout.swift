/// JSON laid out for reading straight from its bytes, a member or an element a line: what the raw view, `$EDITOR` and
/// the clipboard get. Members of one name, digits and depth are as received; strings are written again, so that
/// `\u4e2d` reads as the character it is.
///
/// Values below level ``deepestLevel`` stay on the line of the value that holds them. Indentation grows with the depth:
/// 1.6 MB of nested brackets were 800 MB with a line for each.
public struct JSONLayout: Sendable {
  public private(set) var text: String
  /// Something lies so deep that it is on one line.
  public private(set) var hasDeepLevels: Bool

  public static let deepestLevel = 16
  /// Bytes. Short lines at a middle depth are mostly indentation too.
  private static let mostIndentation = 16 << 20

  public init(_ source: MemorySource, escaping: JSONEscaping = .required) {
    (text, hasDeepLevels) = source.page.withUnsafeBufferPointer { page in
      var writer = Writer(UnsafeBufferPointer(rebasing: page[source.range]), escaping)
      writer.write()
      return (String(decoding: writer.output, as: UTF8.self), writer.hasDeepLevels)
    }
  }

  private struct Writer {
    var output: [UInt8] = []
    var hasDeepLevels = false
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
      // In ASCII a closing bracket stands two places behind its opening one.
      if reader.position < reader.bytes.count, reader.bytes[reader.position] == bracket + 2 {
        output.append(bracket + 2)
      } else {
        reader.position -= 1
        level += 1
        if level > JSONLayout.deepestLevel { hasDeepLevels = true }
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

    /// False at what is no string: the record was read before, so this is not reached.
    private mutating func writeString() -> Bool {
      do throws(JSONParsingError) {
        let token = try reader.skipString()
        if token.kind == .plainString, escaping == .required {
          output.append(contentsOf: UnsafeBufferPointer(rebasing: reader.bytes[token.range]))
        } else {
          var writer = JSONWriter(escaping: escaping, indents: false)
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
