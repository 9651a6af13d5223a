import BrowserCore
import Canvas
import MemoryModel

extension TextScreen {
  /// F1 in the form and in help.
  static func fields(_ state: BrowserState, _ context: DrawingContext, _ cache: TextCache) -> TextScreen? {
    guard let open = state.screens.find(FieldReference.self) else { return nil }
    let reference = FilterReference(dialect: state.options.dialect, context: context)
    return TextScreen(
      content: .fields, top: open.top, title: "Fields, operators and values of a filter", context: context,
      cache: cache
    ) { reference.text(width: $0) }
  }
}

/// The fields that a filter takes, their operators and values, and the keys of the form.
struct FilterReference {
  let dialect: Dialect
  let context: DrawingContext
  /// Between two columns of the table.
  private static let gap = 2

  func text(width: Int) -> MarkedText {
    var text = table(width: width)
    text += MarkedText("")
    for (label, paragraph) in paragraphs { add(label, paragraph, to: &text, width: width) }
    addKeys("Keys of the filter form", HelpPage(.form, width: width, context), to: &text)
    addKeys("Also on an operator", HelpPage(.formOperation, besides: .form, width: width, context), to: &text)
    return text
  }

  /// In a narrow window without the values, then without what the fields are.
  private func table(width: Int) -> MarkedText {
    let fields = FilterField.documented(in: dialect).map { FilterField($0) } + [.ofInfo(key: "KEY")]
    let name = (["FIELD"] + fields.map(\.name), Theme.Role.label)
    let meaning = (["WHAT IT IS"] + fields.map { $0.meaning ?? "any other info key" }, Theme.Role.text)
    let operators = (["OPERATORS"] + fields.map(operatorSigns), Theme.Role.text)
    let values = (["VALUES"] + fields.map(kind), Theme.Role.faint)
    func widest(_ texts: [String]) -> Int { texts.map { context.columns($0) }.max() ?? 0 }
    let choices = [[name, meaning, operators, values], [name, meaning, operators], [name, operators]]
    let columns = choices.first { columns in
      columns.reduce(-Self.gap) { $0 + widest($1.0) + Self.gap } <= width
    }
    var table = MarkedText()
    var start = 0
    for (texts, role) in columns ?? [name, operators] {
      for (line, text) in texts.enumerated() {
        table.write(text, at: start, line: line, line == 0 ? .columnHead : role, context)
      }
      start += widest(texts) + Self.gap
    }
    return table
  }

  /// `= > ≥ < ≤`, with the words of those that signs do not explain.
  private func operatorSigns(of field: FilterField) -> String {
    field.operations.map { operation in
      switch operation {
      case .contains, .between: operation.word(for: field)
      default: operation.formSign(context.glyphs)
      }
    }.joined(separator: " ")
  }

  private func kind(of field: FilterField) -> String {
    switch field.kind {
    case .text: "text"
    case .tags: "one tag"
    case .time: "a date, or two for between"
    case .custom: "text, number, true or false"
    }
  }

  private var paragraphs: [(String, String)] {
    let glyphs = context.glyphs
    let zone =
      switch dialect {
      case .cloud:
        "The time zone of the service is not documented: a day may begin some hours earlier or later there."
      case .selfHosted:
        "Sent in the server's time zone (server_zone), so that a day begins when it begins here."
      }
    return [
      (
        "dates",
        "2025-12-01 is the whole day, 2025-12-01 08:30 a moment; 7d and 3w are days and weeks ago; also today and "
          + "yesterday. between takes two, both included: 2025-12-01..today. Dates are in the time zone of the screen; "
          + "\"2025-12-01\" in quotes is sent as written. \(zone)"
      ),
      (
        "quotes",
        "In an info key, 3, 0.5, true and false are numbers and booleans; \"3\" is text. Other fields are always "
          + "text. Quotes also hold other characters in a name: \"my key\"."
      ),
      (
        "operators",
        "\(glyphs.greaterOrEqual) is typed as >= and \(glyphs.lessOrEqual) as <=. There is no negation: list the values "
          + "that you want."
      ),
      (
        "counts",
        "Of the loaded memories, without a call. \(glyphs.cross) marks a condition without which something would match; "
          + "\(glyphs.gone) cannot be counted here."
      ),
      (
        "text",
        "The same filter as a line, for --where and the command palette: scene=Payment tags:finance create_time>=7d; "
          + "with \"or\" between all conditions, any of them must match."
      ),
    ]
  }

  private func add(_ label: String, _ paragraph: String, to text: inout MarkedText, width: Int) {
    let indent = width >= FormColumns.narrow ? 11 : 0
    var line = text.lines.count
    text.write(label, at: 0, line: line, .label, context)
    if indent == 0 { line += 1 }
    let page = WrappedText(paragraph, columns: max(1, width - indent), width: context.cellWidth)
    for index in 0..<page.lineCount(limit: 40) {
      text.write(page.line(index) ?? "", at: indent, line: line + index, .text, context)
    }
  }

  private func addKeys(_ title: String, _ page: HelpPage, to text: inout MarkedText) {
    text += MarkedText("")
    text.write(title, at: 0, line: text.lines.count, .title, context)
    text += MarkedText("")
    text += page.text
  }
}
