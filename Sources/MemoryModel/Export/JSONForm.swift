/// `{"factual":[…],"preference":[…],"tool":[…]}`, a record a line. The three that are always there are so when they
/// are empty too.
struct JSONForm: ExportForm {
  private var categories: Set<MemoryCategory> = []
  private var json = StrictJSON()
  var changes: ExportChanges { json.changes }

  func begin() -> [ExportStep] { [.write(Array("{\"factual\":[".utf8))] }

  mutating func add(_ memories: [Memory]) -> [ExportStep] {
    memories.steps { memory, bytes in
      bytes += (categories.insert(memory.category).inserted ? "\n" : ",\n").utf8
      memory.source.append(to: &bytes, as: &json)
    }
  }

  func end() -> [ExportStep] {
    var steps: [ExportStep] = []
    for category in MemoryCategory.allCases.dropFirst()
    where category.isAlwaysShown || categories.contains(category) {
      steps.append(.write(Array("\n],\n\"\(category.name)\":[".utf8)))
      steps.append(.copy(spool: category.rawValue, nil))
    }
    return steps + [.write(Array("\n]}\n".utf8))]
  }
}
