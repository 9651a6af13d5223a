import BrowserCore
import Canvas
import MemoryModel

/// F1 in the form and in help: the fields that a filter takes, their operators, values and the keys of the form.
@MainActor struct FilterReferenceScreen: ScreenView {
  let top: Int
  let dialect: Dialect
  let context: DrawingContext

  /// A line: texts at the columns of a table, or one text that wraps behind its label.
  private struct Line {
    var texts: [(x: Int, text: String, role: Theme.Role)]
  }

  func draw(in layout: Layout, on drawing: inout Drawing) {
    let area = layout.body
    for (row, line) in lines(width: area.width).dropFirst(top).prefix(area.height).enumerated() {
      for (x, text, role) in line.texts {
        drawing.write(text, in: area.line(row).inset(left: x, right: 1), role)
      }
    }
  }

  func lineCounter(in layout: Layout) -> LineCounter {
    let count = lines(width: layout.body.width).count
    // Help keeps a free line at the top; this page has its title there.
    return { _, _ in max(1, count - 1) }
  }

  // MARK: Lines

  private func lines(width: Int) -> [Line] {
    var lines = [Line(texts: [(1, "Fields, operators and values of a filter", .title)])]
    let isWide = width >= FormColumns.wide
    let hasMeanings = width >= FormColumns.narrow
    let (operators, values) = isWide ? (51, 77) : hasMeanings ? (46, 70) : (18, 40)
    lines.append(
      Line(
        texts: [(1, "FIELD", .columnHead)] + (hasMeanings ? [(19, "WHAT IT IS", .columnHead)] : [])
          + [(operators, "OPERATORS", .columnHead)] + (isWide ? [(values, "VALUES", .columnHead)] : [])))
    for field in FilterField.documented(in: dialect).map({ FilterField($0) }) + [.ofInfo(key: "KEY")] {
      let meaning = field.meaning ?? "any other info key"
      lines.append(
        Line(
          texts: [(1, field.name, .label)] + (hasMeanings ? [(19, meaning, .text)] : [])
            + [(operators, operatorSigns(of: field), .text)]
            + (isWide ? [(values, kind(of: field), .faint)] : [])))
    }
    lines.append(Line(texts: []))
    for (label, text) in paragraphs { lines += wrapped(label, text, width: width) }
    lines.append(Line(texts: []))
    return lines + keyLines(width: width)
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

  private func wrapped(_ label: String, _ text: String, width: Int) -> [Line] {
    let indent = width >= FormColumns.narrow ? 12 : 1
    let page = WrappedText(text, columns: max(1, width - indent - 1), width: context.cellWidth)
    var lines: [Line] = indent == 1 ? [Line(texts: [(1, label, .label)])] : []
    for index in 0..<page.lineCount(limit: 40) {
      guard let line = page.line(index) else { break }
      let isFirst = index == 0 && indent > 1
      lines.append(Line(texts: (isFirst ? [(1, label, .label)] : []) + [(indent, line, .text)]))
    }
    return lines
  }

  // MARK: Keys

  /// From the table of keys, in as many columns as there is room for.
  private func keyLines(width: Int) -> [Line] {
    let columns = max(1, (width - 2) / 39)
    let columnWidth = max(1, (width - 2) / columns)
    var shown: Set<BrowserCommand> = []
    let bindings = context.keymap.bindings.filter {
      ($0.places.contains(.form) || $0.places.contains(.formOperation)) && !$0.keys.isEmpty
        && !Self.isKnownToAll($0.command) && shown.insert($0.command).inserted
    }
    let rows = (bindings.count + columns - 1) / columns
    var lines = [Line(texts: [(1, "Keys of the filter form", .title)])]
    for row in 0..<rows {
      var texts: [(x: Int, text: String, role: Theme.Role)] = []
      for column in 0..<columns {
        let index = column * rows + row
        guard bindings.indices.contains(index) else { continue }
        let x = 1 + column * columnWidth
        let keys = bindings[index].keys.map(\.name).joined(separator: " ")
        texts.append((x, keys, .label))
        let help = bindings[index].help
        let room = columnWidth - 12
        texts.append((x + 11, context.columns(help) <= room ? help : cut(help, room), .text))
      }
      lines.append(Line(texts: texts))
    }
    return lines
  }

  /// Keys that edit a line and leave a program: the page has room for the others.
  private static func isKnownToAll(_ command: BrowserCommand) -> Bool {
    switch command {
    case .deleteBackward, .deleteForward, .deleteWord, .clearText, .caretLeft, .caretRight, .caretHome,
      .caretEnd, .interrupt, .suspend, .redraw:
      true
    default: false
    }
  }

  private func cut(_ text: String, _ width: Int) -> String {
    String(text.prefix(max(0, width - 1))) + context.glyphs.ellipsis
  }
}
