/// `{"category":"factual","memory":{…as received…}}`, a line per memory, in the order received.
struct NDJSONForm: ExportForm {
  private var json = StrictJSON()
  var changes: ExportChanges { json.changes }

  func begin() -> [ExportStep] { [] }

  mutating func add(_ memories: [Memory]) -> [ExportStep] {
    guard !memories.isEmpty else { return [] }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(memories.reduce(0) { $0 + $1.source.range.count + 48 })
    for memory in memories {
      bytes += #"{"category":"#.utf8
      if let name = memory.unknownList {
        bytes += JSONValue.string(name).encoded(escaping: .unprintable).utf8
      } else {
        bytes.append(UInt8(ascii: "\""))
        bytes += memory.category.name.utf8
        bytes.append(UInt8(ascii: "\""))
      }
      bytes += #","memory":"#.utf8
      memory.source.append(to: &bytes, as: &json)
      bytes += "}\n".utf8
    }
    return [.write(bytes)]
  }

  func end() -> [ExportStep] { [] }
}
