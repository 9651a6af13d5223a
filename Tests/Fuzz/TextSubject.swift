import Canvas

/// Text becomes cells without control characters, each as wide as curses counts it, and lines no wider than asked for. The
/// first two bytes are the width and where drawing begins; a bit of them selects a terminal without UTF-8.
enum TextSubject {
  static func check(_ input: [UInt8]) throws(Finding) {
    let columns = 1 + Int(input.first ?? 0) % 100
    let second = input.dropFirst().first ?? 0
    let width = second & 1 == 0 ? CellWidth.table : .asciiOnly
    let text = String(decoding: input.dropFirst(2), as: UTF8.self)
    try checkPieces(text, width)
    try checkPrintable(text, width)
    try checkWrapping(text, columns: columns, indent: Int(second) % 9, width)
    try checkCanvas(text, columns: columns, x: Int(second % 24) - 12, width)
  }

  private static func checkPieces(_ text: String, _ width: CellWidth) throws(Finding) {
    var columns = 0
    for piece in VisibleText(text, width: width) {
      try checkCluster(piece.text, columns: piece.columns, width)
      columns += piece.columns
    }
    let counted = VisibleText(text, width: width).columns()
    try require(
      columns == counted, "\(counted) columns are counted and \(columns) drawn: \(text.debugDescription)")
  }

  static func checkCluster(_ text: String, columns: Int, _ width: CellWidth) throws(Finding) {
    try require(Harm.first(in: text) == nil, "no piece controls a terminal: \(text.debugDescription)")
    let wide = text.unicodeScalars.map { width.columns($0) }
    try require(wide.allSatisfy { $0 >= 0 }, "every scalar can be shown: \(text.debugDescription)")
    try require(
      columns == wide.reduce(0, +),
      "\(text.debugDescription) takes \(wide.reduce(0, +)) columns, not \(columns)")
    try require(
      !width.ascii || text.unicodeScalars.allSatisfy(\.isASCII), "only ASCII: \(text.debugDescription)")
  }

  private static func checkPrintable(_ text: String, _ width: CellWidth) throws(Finding) {
    let printable = VisibleText.printable(text, width: width)
    try require(
      Harm.first(in: printable, except: ["\n"]) == nil,
      "printable text is clean: \(printable.debugDescription)")
    let again = VisibleText.printable(printable, width: width)
    try require(
      Array(again.utf8) == Array(printable.utf8),
      "printable text is printed as it is: \(printable.debugDescription), \(again.debugDescription)")
  }

  private static func checkWrapping(
    _ text: String, columns: Int, indent: Int, _ width: CellWidth
  ) throws(Finding) {
    let wrapped = WrappedText(text, columns: columns, hangingIndent: indent, width: width)
    let count = wrapped.lineCount()
    try require(count >= 1, "empty text has a line")
    for index in 0..<count {
      guard let line = wrapped.line(index) else { throw Finding("line \(index) of \(count) is missing") }
      let pieces = Array(VisibleText(line, width: width))
      let wide = pieces.reduce(0) { $0 + $1.columns }
      // A mark such as <U+202E> may be wider than the screen; it stands alone in its line.
      let isMark = pieces.drop { $0.text == " " }.count <= 2
      try require(
        wide <= columns || isMark,
        "line \(index) takes \(wide) of \(columns) columns: \(line.debugDescription)")
    }
    try require(wrapped.line(count) == nil, "there is no line beyond the last")
    try require(wrapped.line(at: text.utf8.count) == count - 1, "the end of the text is on the last line")
  }

  private static func checkCanvas(_ text: String, columns: Int, x: Int, _ width: CellWidth) throws(Finding) {
    var canvas = Canvas(size: Size(width: columns, height: 3), width: width)
    canvas.write("中中中中中中中中", x: 0, y: 1)
    let used = canvas.write(text, x: x, y: 1, maxWidth: columns, ellipsis: columns % 2 == 0)
    try require(used <= columns + max(0, -x), "\(used) of \(columns) columns from \(x) are used")
    try checkCells(of: canvas)
    try require(canvas.text(row: 0).isEmpty && canvas.text(row: 2).isEmpty, "other rows stay blank")
  }

  /// Cells that are covered follow the cluster that covers them.
  static func checkCells(of canvas: Canvas) throws(Finding) {
    for y in 0..<canvas.size.height {
      let row = canvas.row(y)
      var x = 0
      while x < row.count {
        let cell = row[x]
        try require(!cell.text.isEmpty, "(\(x), \(y)) is covered by nothing: \(canvas.text(row: y))")
        var columns = 1
        while x + columns < row.count, row[x + columns].text.isEmpty { columns += 1 }
        try checkCluster(cell.text, columns: columns, canvas.width)
        x += columns
      }
    }
  }
}
