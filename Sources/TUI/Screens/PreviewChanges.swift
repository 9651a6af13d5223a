import BrowserCore
import Canvas
import MemoryModel

/// What the preview shows of a memory that changed: its text as it was and as it is, the short fields on one line, the
/// longer ones, and the whole text unless it is there already.
///
///     was  The user is allergic to penicillin and carries medicine when travelling.
///     →    The user is allergic to penicillin; a second skin test confirmed it.
///     confidence 0.78 → 0.97   tags allergy → allergy, health
struct PreviewChanges {
  private let content: PreviewContent
  private let text: ChangedField?
  private let fields: [ChangedField]

  init(_ memory: Memory, earlier: Memory, _ content: PreviewContent, _ context: DrawingContext) {
    self.content = content
    var text: ChangedField?
    var fields: [ChangedField] = []
    for difference in RecordComparison(betweenUsers: false).differences(earlier, memory) {
      let field = ChangedField(
        difference, countsMessages: RecordField(name: difference.name)?.kind == .sources, context)
      switch RecordField(name: difference.name) {
      case .memoryValue, .preference, .toolValue: text = field
      // It is on the rule.
      case .updateTime, .updatedAt, .updateTimeInCamelCase: continue
      default: fields.append(field)
      }
    }
    (self.text, self.fields) = (text, fields)
  }

  func text(columns: Int, rows: Int) -> StyledText {
    let briefly = fields.map { field in
      (field: field, line: field.line(columns: columns * 2 / 3 - field.name.utf8.count))
    }
    let short = briefly.compactMap { field, line in line.map { (field.name, $0) } }
    var lines: [StyledText] = []
    var isWhole = false
    if let text {
      let change = text.lines(columns: columns, rows: max(1, (rows - (short.isEmpty ? 0 : 1)) / 2))
      lines.append(change.text)
      isWhole = change.isWhole
    }
    if !short.isEmpty {
      var line = StyledText()
      for (name, change) in short {
        line.write((line.text.isEmpty ? "" : Self.gap) + name + " ", isFaint: true)
        line.write(change)
      }
      lines.append(line)
    }
    for (field, line) in briefly where line == nil {
      var text = StyledText()
      text.write("\(field.name): ", isFaint: true)
      text.write(field.lines(columns: columns - field.name.utf8.count, rows: 1).text)
      lines.append(text)
    }
    if !isWhole {
      var whole = StyledText()
      if let text { text.writeNow(to: &whole) } else { whole.write(content.body) }
      lines.append(whole)
    }
    var result = StyledText()
    for line in lines + content.others.map({ StyledText($0) }) {
      result.beginLine()
      result.write(line)
    }
    return result
  }

  private static let gap = "   "
}
