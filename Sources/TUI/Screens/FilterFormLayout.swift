import BrowserCore
import Canvas

/// The columns of the form's rows: `▌ 3  info.tier   =  is   gold        33 ━━━━`.
struct FormColumns {
  let width: Int
  let field: Int
  let fieldWidth: Int
  let operation: Int
  /// Of the sign; the word is behind it. A narrow window has no words.
  let signWidth: Int
  let wordWidth: Int
  let value: Int
  /// The counts, right-aligned, and the bars behind them.
  let count: Int
  let countWidth: Int
  let bar: Int
  let barWidth: Int

  static let narrow = 60
  static let wide = 100

  /// - Parameter widestSign: in a narrow window the signs take no more room than they need.
  init(width: Int, widestSign: Int) {
    self.width = width
    field = 5
    switch width {
    case ..<Self.narrow: (fieldWidth, wordWidth, countWidth, barWidth) = (12, 0, 6, 0)
    case ..<Self.wide: (fieldWidth, wordWidth, countWidth, barWidth) = (17, 8, 8, 8)
    case ..<160: (fieldWidth, wordWidth, countWidth, barWidth) = (21, 8, 8, 20)
    default: (fieldWidth, wordWidth, countWidth, barWidth) = (30, 8, 8, 30)
    }
    operation = field + fieldWidth + 1
    signWidth = wordWidth == 0 ? max(1, widestSign) : 3
    value = operation + signWidth + wordWidth + 1
    bar = max(0, width - barWidth - 2)
    count = barWidth == 0 ? max(0, width - countWidth - 1) : max(0, bar - countWidth - 1)
  }

  var valueWidth: Int { max(1, count - 1 - value) }

  func start(of cell: FormRow.Cell) -> Int {
    switch cell {
    case .field: field
    case .operation: operation
    case .value: value
    }
  }

  /// The whole row, shared out among its cells.
  func cells(in row: Rect) -> [(cell: FormRow.Cell, area: Rect)] {
    [
      (.field, row.first(operation)), (.operation, row.inset(left: operation).first(value - operation)),
      (.value, row.inset(left: value)),
    ]
  }
}

/// Where the parts of the form are. Parts keep their places while one types, so that little is drawn again.
///
/// When rows run out, they drop in this order: matches, text, headings, total, completions, conditions.
struct FormLayout {
  struct Line {
    let row: Int
    let y: Int
    /// Lines below the row for what does not fit beside its value.
    let noteLines: Int
  }

  let title: Rect
  /// The first line below the rows.
  private(set) var rowsEnd = 0
  private(set) var headings: Rect
  private(set) var lines: [Line] = []
  private(set) var total: Rect
  /// The last row's note needs no line of its own.
  private(set) var isNoteBesideTotal = false
  private(set) var completionRule: Rect
  private(set) var completions: Rect
  private(set) var matchRule: Rect
  private(set) var matches: Rect
  private(set) var text: Rect
  let json: Rect

  private static let emptyCellLines = 12
  private static let leastHeightWithRules = 12

  /// For the note of the row with the cursor; those of the other rows have one line.
  static func mostNoteLines(in body: Rect) -> Int { body.height < leastHeightWithRules ? 2 : 3 }

  /// - Parameters:
  ///   - notes: for each row, the lines of its note that does not fit beside its value.
  ///   - fitsBesideTotal: whether the last row's note does.
  ///   - focused: the row with the cursor.
  ///   - isFieldEmpty: the cursor is in an empty field cell, which lists all fields.
  init(in body: Rect, notes: [Int], fitsBesideTotal: Bool = false, focused: Int, isFieldEmpty: Bool) {
    let nowhere = Rect(x: body.x, y: body.y, width: body.width, height: 0)
    (headings, total, completionRule, completions) = (nowhere, nowhere, nowhere, nowhere)
    (matchRule, matches, text) = (nowhere, nowhere, nowhere)
    title = body.first(lines: 1)
    json = Rect(x: body.x, y: max(body.y, body.y + body.height - 1), width: body.width, height: 1)

    var budget = Budget(lines: max(0, body.height - 2))
    let hasRules = body.height >= Self.leastHeightWithRules
    let rule = hasRules ? 1 : 0
    let heights = notes.map { $0 + 1 }
    let all = heights.reduce(0, +)
    let wanted = hasRules ? max(2, min(8, body.height / 5)) : body.height

    let leastRows = budget.take(min(all, heights.indices.contains(focused) ? heights[focused] : 1))
    let leastCompletions = budget.take(1)
    var rowLines = leastRows + budget.take(all - leastRows)
    var completionLines = leastCompletions
    if hasRules { completionLines += budget.take(wanted + rule - leastCompletions) }
    let hasTotal = hasRules && budget.take(1) == 1
    let hasHeadings = hasRules && budget.take(1) == 1
    let hasText = hasRules && budget.take(1) == 1
    if isFieldEmpty || !hasRules { completionLines += budget.take(hasRules ? Self.emptyCellLines : wanted) }
    var matchLines = hasRules && budget.left > 1 ? budget.take(budget.left) : 0

    if hasTotal, notes.last == 1, fitsBesideTotal, rowLines == all {
      isNoteBesideTotal = true
      rowLines -= 1
      if matchLines > 0 { matchLines += 1 } else { completionLines += 1 }
    }

    var y = body.y + 1
    func place(_ lines: Int) -> Rect {
      defer { y += lines }
      return Rect(x: body.x, y: y, width: body.width, height: lines)
    }
    if hasHeadings { headings = place(1) }
    rowsEnd = y + rowLines
    lines = Self.lines(
      in: place(rowLines), heights: heights, focused: focused, isLastNoteElsewhere: isNoteBesideTotal)
    if hasTotal { total = place(1) }
    if hasRules, completionLines > 2 {
      completionRule = place(1)
      completionLines -= 1
    }
    completions = place(completionLines)
    if matchLines > 0 {
      matchRule = place(1)
      matches = place(matchLines - 1)
    }
    if hasText { text = Rect(x: body.x, y: json.y - 1, width: body.width, height: 1) }
  }

  /// For a raw filter and for the list of saved filters: one area above text and JSON.
  init(withoutRows body: Rect) {
    self.init(in: body, notes: [], focused: 0, isFieldEmpty: false)
    let end = text.height > 0 ? text.y : json.y
    let area = Rect(x: body.x, y: title.y + 1, width: body.width, height: end - title.y - 1)
    let nowhere = area.first(lines: 0)
    (headings, total, completionRule, matchRule, matches) = (nowhere, nowhere, nowhere, nowhere, nowhere)
    completions = area
  }

  /// The rows from the first that lets the focused one be seen with its note.
  private static func lines(in area: Rect, heights: [Int], focused: Int, isLastNoteElsewhere: Bool) -> [Line]
  {
    var heights = heights
    if isLastNoteElsewhere, let last = heights.indices.last { heights[last] = 1 }
    var first = 0
    while first < focused, first < heights.count,
      heights[first...min(focused, heights.count - 1)].reduce(0, +) > area.height
    {
      first += 1
    }
    if first > 0, heights[first...].reduce(0, +) < area.height {
      // The row above has room without all of its note.
      first -= 1
      heights[first] = area.height - heights[(first + 1)...].reduce(0, +)
    }
    var lines: [Line] = []
    var y = area.y
    for row in heights.indices.dropFirst(first) where y < area.y + area.height {
      let noteLines = min(heights[row] - 1, area.y + area.height - y - 1)
      lines.append(Line(row: row, y: y, noteLines: noteLines))
      y += heights[row]
    }
    return lines
  }

  private struct Budget {
    private(set) var left: Int

    init(lines: Int) { left = lines }

    mutating func take(_ wanted: Int) -> Int {
      let taken = max(0, min(wanted, left))
      left -= taken
      return taken
    }
  }
}

extension Rect {
  func first(lines: Int) -> Rect { Rect(x: x, y: y, width: width, height: min(lines, height)) }
}
