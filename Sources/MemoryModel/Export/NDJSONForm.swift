/// `{"category":"factual","memory":{…as received…}}`, a line per memory, in the order received.
struct NDJSONForm: ExportForm {
  func begin() -> [ExportStep] { [] }

  func add(_ memories: [Memory]) -> [ExportStep] {
    guard !memories.isEmpty else { return [] }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(memories.reduce(0) { $0 + $1.source.range.count + 48 })
    for memory in memories {
      bytes += #"{"category":""#.utf8
      bytes += memory.category.name.utf8
      bytes += #"","memory":"#.utf8
      memory.source.appendLine(to: &bytes)
      bytes += "}\n".utf8
    }
    return [.write(bytes)]
  }

  func end() -> [ExportStep] { [] }
}

extension MemorySource {
  /// The record as received, on one line: line breaks can only stand between its tokens, and go. What is no UTF-8
  /// would make the whole export unreadable, and becomes U+FFFD.
  func appendLine(to line: inout [UInt8]) {
    let isPlain = page.withUnsafeBufferPointer { buffer in
      let bytes = UnsafeBufferPointer(rebasing: buffer[range])
      return !bytes.contains { $0 == 0x0A || $0 == 0x0D } && (try? UTF8Span(validating: bytes.span)) != nil
    }
    if isPlain {
      line += bytes
    } else {
      line += String(decoding: bytes.filter { $0 != 0x0A && $0 != 0x0D }, as: UTF8.self).utf8
    }
  }
}
