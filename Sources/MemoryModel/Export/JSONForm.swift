/// `{"factual":[…],"preference":[…],"tool":[…]}`, a record a line. The three that are always there are so when they
/// are empty too. Lists of names that no contract has follow under these names.
struct JSONForm: ExportForm {
  private var spools = ListSpools()
  private var json = StrictJSON()
  var changes: ExportChanges { json.changes }

  func begin() -> [ExportStep] { [.write(Array("{\"factual\":[".utf8))] }

  mutating func add(_ memories: [Memory]) -> [ExportStep] {
    var json = json
    defer { self.json = json }
    return spools.steps(for: memories) { memory, isFirst, bytes in
      bytes += (isFirst ? "\n" : ",\n").utf8
      memory.source.append(to: &bytes, as: &json)
    }
  }

  func end() -> [ExportStep] {
    var steps: [ExportStep] = []
    for category in MemoryCategory.allCases.dropFirst() where category.isAlwaysShown || spools.holds(category)
    {
      steps += list(named: category.name, spool: category.rawValue)
    }
    for (number, name) in spools.unknownLists.enumerated() {
      steps += list(named: name, spool: spools.spool(ofListNumber: number))
    }
    return steps + [.write(Array("\n]}\n".utf8))]
  }

  private func list(named name: String, spool: Int) -> [ExportStep] {
    let key = JSONValue.string(name).encoded(escaping: .unprintable)
    return [.write(Array("\n],\n\(key):[".utf8)), .copy(spool: spool, nil)]
  }
}
