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
  private var categories: Set<MemoryCategory> = []

  init(heading: @escaping @Sendable (MemoryCategory) -> String) {
    self.heading = heading
  }

  func begin() -> [ExportStep] { [.write(section(.factual, "# "))] }

  mutating func add(_ memories: [Memory]) -> [ExportStep] {
    for memory in memories { categories.insert(memory.category) }
    return memories.steps { memory, bytes in bytes += Self.item(memory).utf8 }
  }

  func end() -> [ExportStep] {
    MemoryCategory.allCases.dropFirst().filter { $0.isAlwaysShown || categories.contains($0) }
      .flatMap { [.write(section($0, "\n# ")), .copy(spool: $0.rawValue, nil)] }
  }

  private func section(_ category: MemoryCategory, _ mark: String) -> [UInt8] {
    Array("\(mark)\(heading(category))\n".utf8)
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
