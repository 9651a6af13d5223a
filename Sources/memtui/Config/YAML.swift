import CYAML
import MemoryModel

struct YAMLEntry {
  /// `base_url`. A key may contain dots, so the path does not tell.
  var name: String
  var path: String
  var line: Int
  var value: Value

  enum Value {
    /// Also `~`, `null` or `""`.
    case nothing
    case text(String)
    case list([Element])
    case group([YAMLEntry])
  }

  struct Element {
    var text: String
    var line: Int
  }
}

/// Refuses what could hide which value counts: duplicate keys, anchors, merge keys, a second document.
struct YAMLReader {
  struct Fault: Error {
    var reason: SettingsFile.Fault
    var line: Int?
  }

  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private let bytes: [UInt8]

  /// More than any setting needs. libyaml has no limit, and takes quadratic time for `[[[[…`.
  private static let deepest = 8

  /// Nil if there are only comments. `bytes` must be UTF-8: libyaml reports anything else only by offset.
  static func entries(_ bytes: [UInt8]) throws(Fault) -> [YAMLEntry]? {
    var parser = yaml_parser_t()
    guard yaml_parser_initialize(&parser) == 1 else { throw Fault(reason: .notParsed) }
    defer { yaml_parser_delete(&parser) }
    // The parser keeps pointers to itself and to the bytes.
    return try withUnsafeMutablePointer(to: &parser) { parser throws(Fault) in
      try bytes.withUnsafeBufferPointer { buffer throws(Fault) in
        yaml_parser_set_input_string(parser, buffer.baseAddress, buffer.count)
        return try YAMLReader(parser: parser, bytes: bytes).document()
      }
    }
  }

  private func document() throws(Fault) -> [YAMLEntry]? {
    var event = try next()
    while event.kind == .start { event = try next() }
    if event.kind == .end { return nil }
    let value = try value(event, path: "", depth: 0)
    while true {
      event = try next()
      if event.kind == .start { throw Fault(reason: .secondDocument, line: event.line) }
      if event.isLast { break }
    }
    switch value {
    case .group(let entries): return entries
    case .nothing: return nil
    case .text, .list: throw Fault(reason: .notSettings)
    }
  }

  private func value(_ event: Event, path: String, depth: Int) throws(Fault) -> YAMLEntry.Value {
    guard depth < Self.deepest else { throw Fault(reason: .tooDeep, line: event.line) }
    switch event.kind {
    case .text(let text, let isPlain):
      return text.isEmpty || isPlain && ["~", "null", "Null", "NULL"].contains(text) ? .nothing : .text(text)
    case .list: return .list(try elements(of: path, line: event.line))
    case .group: return .group(try group(below: path, depth: depth))
    case .start, .end: throw Fault(reason: .notParsed, line: event.line)
    }
  }

  private func elements(of path: String, line: Int) throws(Fault) -> [YAMLEntry.Element] {
    var elements: [YAMLEntry.Element] = []
    while true {
      let event = try next()
      switch event.kind {
      case .end: return elements
      case .text(let text, _): elements.append(YAMLEntry.Element(text: text, line: event.line))
      default: throw Fault(reason: .nestedList(path), line: line)
      }
    }
  }

  private func group(below parent: String, depth: Int) throws(Fault) -> [YAMLEntry] {
    var entries: [YAMLEntry] = []
    var names: Set<String> = []
    while true {
      let key = try next()
      if key.kind == .end { return entries }
      guard case .text(let name, let isPlain) = key.kind else {
        throw Fault(reason: .keyIsNoText, line: key.line)
      }
      if isPlain, name == "<<" { throw Fault(reason: .mergeKey, line: key.line) }
      let path = parent.isEmpty ? name : parent + "." + name
      guard names.insert(name).inserted else { throw Fault(reason: .duplicateKey(path), line: key.line) }
      let value = try value(next(), path: path, depth: depth + 1)
      entries.append(YAMLEntry(name: name, path: path, line: key.line, value: value))
    }
  }

  private struct Event {
    enum Kind: Equatable {
      case start
      case text(String, isPlain: Bool)
      case list
      case group
      case end
    }

    var kind: Kind
    var line: Int
    var isLast = false
  }

  private func next() throws(Fault) -> Event {
    var event = yaml_event_t()
    guard yaml_parser_parse(parser, &event) == 1 else { throw fault() }
    defer { yaml_event_delete(&event) }
    let line = event.start_mark.line + 1
    let data = event.data
    switch event.type {
    case YAML_STREAM_START_EVENT, YAML_DOCUMENT_START_EVENT: return Event(kind: .start, line: line)
    case YAML_SCALAR_EVENT where data.scalar.anchor == nil:
      let bytes = UnsafeBufferPointer(start: data.scalar.value, count: data.scalar.length)
      let isPlain = data.scalar.style == YAML_PLAIN_SCALAR_STYLE
      return Event(kind: .text(String(decoding: bytes, as: UTF8.self), isPlain: isPlain), line: line)
    case YAML_SEQUENCE_START_EVENT where data.sequence_start.anchor == nil:
      return Event(kind: .list, line: line)
    case YAML_MAPPING_START_EVENT where data.mapping_start.anchor == nil:
      return Event(kind: .group, line: line)
    case YAML_DOCUMENT_END_EVENT, YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT:
      return Event(kind: .end, line: line)
    case YAML_STREAM_END_EVENT, YAML_NO_EVENT: return Event(kind: .end, line: line, isLast: true)
    default: throw Fault(reason: .anchor, line: line)
    }
  }

  /// Only the line: libyaml's message could quote the file, which may contain a secret.
  private func fault() -> Fault {
    if parser.pointee.error == YAML_READER_ERROR {
      let before = bytes.prefix(parser.pointee.problem_offset)
      return Fault(reason: .notParsed, line: before.count { $0 == UInt8(ascii: "\n") } + 1)
    }
    let line = parser.pointee.problem_mark.line + 1
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    // libyaml reports this line or the one before it.
    for number in [line, line + 1] where lines.indices.contains(number - 1) {
      let indent = lines[number - 1].prefix { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
      if indent.contains(UInt8(ascii: "\t")) { return Fault(reason: .tab, line: number) }
    }
    return Fault(reason: .notParsed, line: line)
  }
}
