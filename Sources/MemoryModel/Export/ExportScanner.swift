/// Finds where the records of an export begin and end, without reading what is in them. Parts may end anywhere.
struct ExportScanner: Sendable {
  struct Element {
    var range: Range<Int>  // In the bytes of this scan
    var offset: Int  // In the file
    var line: Int
  }

  private(set) var layout: ExportLayout?
  private var rest: [UInt8] = []  // What has begun in an earlier part and has not ended
  private var offset = 0  // Of `rest`, in the file
  private var line = 1
  private var lastLine = 1  // With anything but space in it, of a JSON export
  private var step = Step.start
  private var value = Value()
  private var listName = ""
  private var isAtStart = true

  /// What is expected next in a JSON export.
  private enum Step {
    case start, nameOrEnd, name, colon, list, elementOrEnd, element, value, afterElement, afterList, end
  }

  /// The element that is being read, up to where it was looked at.
  private struct Value {
    var seen = 0  // In the bytes of `rest`
    var depth = 0
    var isInString = false
    var isScalar = false
  }

  /// No answer of a service is longer, so no record is.
  static let longestElement = 64 << 20

  mutating func scan(
    _ part: [UInt8], isLast: Bool
  ) throws(ExportFault) -> (bytes: [UInt8], elements: [Element]) {
    var bytes: [UInt8] = []
    swap(&bytes, &rest)
    if bytes.isEmpty { bytes = part } else { bytes += part }
    var walk = Walk(position: 0, line: line, isLast: isLast)
    let elements = try bytes.withUnsafeBufferPointer { buffer throws(ExportFault) in
      try findElements(in: buffer, &walk)
    }
    if bytes.count - walk.position > Self.longestElement { throw ExportFault(.tooLong, line: walk.line) }
    // A record of many parts is not copied with each of them.
    rest = walk.position == 0 ? bytes : Array(bytes[walk.position...])
    offset += walk.position
    line = walk.line
    return (elements.isEmpty ? [] : bytes, elements)
  }

  /// Everything before the position is done with.
  private struct Walk {
    var position: Int
    var line: Int
    let isLast: Bool

    mutating func move(to end: Int, in bytes: UnsafeBufferPointer<UInt8>) {
      line += bytes[position..<end].count { $0 == 0x0A }
      position = end
    }
  }

  private mutating func findElements(
    in bytes: UnsafeBufferPointer<UInt8>, _ walk: inout Walk
  ) throws(ExportFault) -> [Element] {
    if layout == nil, try !findLayout(in: bytes, &walk) { return [] }
    var elements: [Element] = []
    if layout == .lines {
      while let element = nextLine(in: bytes, &walk) {
        if !element.range.isEmpty { elements.append(element) }
      }
    } else {
      while let element = try nextElement(in: bytes, &walk) { elements.append(element) }
    }
    return elements
  }

  /// False if it takes more bytes to know, or if there are none.
  private mutating func findLayout(
    in bytes: UnsafeBufferPointer<UInt8>, _ walk: inout Walk
  ) throws(ExportFault) -> Bool {
    if isAtStart, bytes.count < 3, !walk.isLast { return false }
    var reader = JSONReader(bytes)
    if isAtStart { reader.skipPreamble() } else { reader.skipSpace() }
    isAtStart = false
    walk.move(to: reader.position, in: bytes)
    guard reader.position < bytes.count else { return false }
    guard bytes[reader.position] == UInt8(ascii: "{") else { throw ExportFault(.noObject, line: walk.line) }
    reader.position += 1
    do throws(JSONError) {
      let isList =
        if try reader.peek() == UInt8(ascii: "\"") {
          try Self.firstMemberIsList(&reader)
        } else {
          true  // `{}` is an export without lists
        }
      layout = isList ? .lists([]) : .lines
      return true
    } catch {
      if error.reason == .unexpectedEnd, !walk.isLast { return false }
      let lastText = bytes.lastIndex { !Self.isSpace($0) } ?? 0
      walk.move(to: max(walk.position, min(error.position, lastText)), in: bytes)
      throw ExportFault(.json(error.reason), line: walk.line)
    }
  }

  private static func firstMemberIsList(_ reader: inout JSONReader) throws(JSONError) -> Bool {
    _ = try reader.skipString()
    guard try reader.peek() == UInt8(ascii: ":") else {
      throw JSONError(.unexpectedByte(reader.bytes[reader.position]), at: reader.position)
    }
    reader.position += 1
    return try reader.peek() == UInt8(ascii: "[")
  }

  /// Empty for an empty line; nil if the line has not ended.
  private mutating func nextLine(in bytes: UnsafeBufferPointer<UInt8>, _ walk: inout Walk) -> Element? {
    let end = bytes.firstPlace(from: max(walk.position, value.seen)) { word in
      word.marks(of: 0x0A)
    } where: { byte in
      byte == 0x0A
    }
    guard end < bytes.count || walk.isLast && walk.position < bytes.count else {
      value.seen = bytes.count - walk.position
      return nil
    }
    value.seen = 0
    var range = walk.position..<end
    while let last = range.last, Self.isSpace(bytes[last]) { range.removeLast() }
    while let first = range.first, Self.isSpace(bytes[first]) { range.removeFirst() }
    let element = Element(range: range, offset: offset + range.lowerBound, line: walk.line)
    walk.position = min(end + 1, bytes.count)
    walk.line += 1
    return element
  }

  private static func isSpace(_ byte: UInt8) -> Bool { [0x20, 0x09, 0x0A, 0x0D].contains(byte) }
}

extension ExportScanner {
  /// Of a JSON export: the next element of any of its lists; nil if it has not ended, or after the last.
  private mutating func nextElement(
    in bytes: UnsafeBufferPointer<UInt8>, _ walk: inout Walk
  ) throws(ExportFault) -> Element? {
    while true {
      if step == .value {
        guard let end = try endOfValue(in: bytes, walk) else { return nil }
        let element = Element(
          range: walk.position..<end, offset: offset + walk.position, line: walk.line)
        walk.move(to: end, in: bytes)
        lastLine = walk.line
        step = .afterElement
        return element
      }
      var reader = JSONReader(bytes, at: walk.position)
      reader.skipSpace()
      walk.move(to: reader.position, in: bytes)
      guard reader.position < bytes.count else {
        if walk.isLast { try checkEnd() }
        return nil
      }
      guard try advance(past: bytes[reader.position], &reader, &walk) else { return nil }
    }
  }

  /// False if a name has not ended.
  private mutating func advance(
    past byte: UInt8, _ reader: inout JSONReader, _ walk: inout Walk
  ) throws(ExportFault) -> Bool {
    let start = reader.position
    reader.position += 1
    switch (step, byte) {
    case (.start, UInt8(ascii: "{")): step = .nameOrEnd
    case (.nameOrEnd, UInt8(ascii: "}")), (.afterList, UInt8(ascii: "}")): step = .end
    case (.nameOrEnd, UInt8(ascii: "\"")), (.name, UInt8(ascii: "\"")):
      reader.position = start
      do throws(JSONError) {
        listName = reader.text(try reader.skipString())
      } catch {
        if error.reason == .unexpectedEnd, !walk.isLast { return false }
        throw ExportFault(.json(error.reason), line: walk.line)
      }
      step = .colon
    case (.colon, UInt8(ascii: ":")): step = .list
    case (.list, UInt8(ascii: "[")):
      add(ExportLayout.List(name: listName, offset: offset + start))
      step = .elementOrEnd
    case (.list, _): throw ExportFault(.noList(listName), line: walk.line)
    case (.elementOrEnd, UInt8(ascii: "]")), (.afterElement, UInt8(ascii: "]")): step = .afterList
    case (.afterElement, UInt8(ascii: ",")): step = .element
    case (.afterList, UInt8(ascii: ",")): step = .name
    case (.elementOrEnd, _), (.element, _):
      // Whether it is JSON is seen when it is read; without this check, `[,]` would have an empty element.
      guard byte != UInt8(ascii: ","), byte != UInt8(ascii: "]"), byte != UInt8(ascii: "}") else {
        throw ExportFault(.json(.unexpectedByte(byte)), line: walk.line)
      }
      reader.position = start
      let opens = byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") || byte == UInt8(ascii: "\"")
      value = Value(isScalar: !opens)
      step = .value
    case (.end, _): throw ExportFault(.json(.bytesAfterValue), line: walk.line)
    default: throw ExportFault(.json(.unexpectedByte(byte)), line: walk.line)
    }
    walk.position = reader.position
    lastLine = walk.line
    return true
  }

  private mutating func add(_ list: ExportLayout.List) {
    guard case .lists(let lists) = layout else { return }
    layout = .lists(lists + [list])
  }

  /// Of a file that ends too early, the line of its last text: the line behind the last line end is not in the file.
  private func checkEnd() throws(ExportFault) {
    guard step == .end else { throw ExportFault(.json(.unexpectedEnd), line: lastLine) }
    guard case .lists(let lists) = layout else { return }
    let known = MemoryCategory.allCases.map(\.name)
    if !lists.contains(where: { known.contains($0.name) }) {
      throw ExportFault(.noKnownList, line: lastLine)
    }
  }

  private mutating func endOfValue(
    in bytes: UnsafeBufferPointer<UInt8>, _ walk: Walk
  ) throws(ExportFault) -> Int? {
    var place = walk.position + value.seen
    while place < bytes.count {
      if value.isInString {
        place = bytes.firstPlace(from: place) { word in
          word.marks(of: 0x22) | word.marks(of: 0x5C)
        } where: { byte in
          byte == 0x22 || byte == 0x5C
        }
        guard place < bytes.count else { break }
        if bytes[place] == UInt8(ascii: "\\") {
          // The escaped byte may be in the next part.
          guard place + 1 < bytes.count else { break }
          place += 2
          continue
        }
        value.isInString = false
        place += 1
        if value.depth == 0 { return place }
        continue
      }
      switch bytes[place] {
      case UInt8(ascii: "\""): value.isInString = true
      case UInt8(ascii: "{"), UInt8(ascii: "["): value.depth += 1
      case UInt8(ascii: "}") where !value.isScalar, UInt8(ascii: "]") where !value.isScalar:
        value.depth -= 1
        if value.depth == 0 { return place + 1 }
      case UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}"), 0x20, 0x09, 0x0A, 0x0D:
        if value.isScalar { return place }
      default: break
      }
      place += 1
    }
    value.seen = place - walk.position
    guard walk.isLast else { return nil }
    throw ExportFault(.json(.unexpectedEnd), line: walk.line)
  }
}
