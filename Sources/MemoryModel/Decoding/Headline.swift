/// The line that stands for a record in a list: `Guangzhou trip · plans to travel to Guangzhou in the summer`.
struct Headline {
  let category: MemoryCategory
  let tokens: RowTokens
  let record: JSONToken
  let reader: JSONReader

  private static let separator = Array(" · ".utf8)

  func write(to text: inout [UInt8]) {
    switch category {
    case .factual: write(tokens[.title], tokens[.memoryValue] ?? tokens[.memory], to: &text)
    case .preference: write(nil, tokens[.preference], to: &text)
    case .tool:
      write(nil, tokens[.toolValue] ?? tokens[.memory], to: &text)
      if text.isEmpty { write(nil, tokens[.experience], to: &text) }
    case .skill: writeSkill(to: &text)
    case .profile, .event: break
    }
    if text.isEmpty {
      let found = TextMembers(of: record, in: reader)
      write(found.heading, found.body, to: &text)
    }
    if text.isEmpty { reader.appendDisplayText(of: record, to: &text, limit: Memory.longestHeadline) }
  }

  private func writeSkill(to text: inout [UInt8]) {
    guard let skill = tokens[.skillValue] else { return write(tokens[.title], tokens[.memory], to: &text) }
    guard skill.kind == .object else { return write(nil, skill, to: &text) }
    let found = TextMembers(of: skill, in: reader)
    write(found.heading, found.body, to: &text)
    if text.isEmpty { write(nil, skill, to: &text) }
  }

  /// Both, or the one that says something; a title that repeats the text is left out.
  private func write(_ title: JSONToken?, _ body: JSONToken?, to text: inout [UInt8]) {
    let longest = Memory.longestHeadline
    if let title { reader.appendDisplayText(of: title, to: &text, limit: longest) }
    guard let body else { return }
    let titleEnd = text.count
    if titleEnd > 0 { text.append(contentsOf: Self.separator) }
    let bodyStart = text.count
    reader.appendDisplayText(of: body, to: &text, limit: longest)
    if bodyStart == text.count || text[..<titleEnd] == text[bodyStart...] {
      text.removeSubrange(titleEnd...)
    }
    cut(&text, after: longest)
  }

  private func cut(_ text: inout [UInt8], after limit: Int) {
    guard text.count > limit else { return }
    var scalars = 0
    for index in text.indices where text[index] & 0xC0 != 0x80 {
      if scalars == limit { return text.removeSubrange(index...) }
      scalars += 1
    }
  }
}
