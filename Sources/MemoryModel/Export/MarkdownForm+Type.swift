/// A heading per category, an item per memory: its title and id, its text, and a list of its other fields.
///
///     ## Facts
///
///     - **Guangzhou trip** `5e1c…`
///
///       plans to travel to Guangzhou
///
///       - `memory_type`: UserMemory
struct MarkdownForm: ExportForm {
  let heading: @Sendable (MemoryCategory) -> String
  private var spools = ListSpools()

  init(heading: @escaping @Sendable (MemoryCategory) -> String) {
    self.heading = heading
  }

  func begin() -> [ExportStep] { [.write(Array("# \(heading(.factual))\n".utf8))] }

  mutating func add(_ memories: [Memory]) -> [ExportStep] {
    spools.steps(for: memories) { memory, _, bytes in bytes += Self.item(memory).utf8 }
  }

  func end() -> [ExportStep] {
    let known = MemoryCategory.allCases.dropFirst().filter { $0.isAlwaysShown || spools.holds($0) }
      .flatMap { section(heading($0), spool: $0.rawValue) }
    let unknown = spools.unknownLists.enumerated().flatMap { number, name in
      section(MarkdownText.inLine(name), spool: spools.spool(ofListNumber: number))
    }
    return known + unknown
  }

  private func section(_ heading: String, spool: Int) -> [ExportStep] {
    [.write(Array("\n# \(heading)\n".utf8)), .copy(spool: spool, nil)]
  }

  static func item(_ memory: Memory) -> String {
    let record = memory.record.inContractWords(memory.category)
    var shown: Set<ByteString> = ["id", ByteString(textMember(of: memory, record))]
    var head = "\n- "
    if case .string(let title)? = record["memory_key"], !title.isEmpty {
      shown.insert("memory_key")
      head += "**\(MarkdownText.inLine(title))** "
    }
    head += MarkdownText.code(memory.id.text)
    let text = MarkdownText.block(memory.text(in: record), indent: "  ")
    let fields = memory.fields(in: record).filter {
      $0.value != .null && !shown.contains(ByteString($0.name))
    }
    .map {
      "  - \(MarkdownText.code($0.name)): \(MarkdownText.block(words($0.value), indent: "    ", startsLine: false))\n"
    }
    return "\(head)\n\n  \(text)\n" + (fields.isEmpty ? "" : "\n" + fields.joined())
  }

  /// The member that ``Memory/text`` shows, which is not listed again.
  private static func textMember(of memory: Memory, _ record: JSONObject) -> String {
    switch memory.category {
    case .factual: record["memory_value"] == nil ? "memory_key" : "memory_value"
    case .preference: "preference"
    case .tool: record["tool_value"] == nil ? "experience" : "tool_value"
    case .skill, .profile, .event: ""
    }
  }

  private static func words(_ value: JSONValue) -> String {
    switch value {
    case .string(let text): text
    case .number(let number): number.literal
    default: value.encoded(escaping: .strict)
    }
  }
}
