/// A grid of styled cells, drawn without a terminal. Rows and columns are counted from the top left corner at 0.
public struct Canvas: Sendable, Equatable {
  public let size: Size
  public let width: CellWidth
  /// Row after row.
  var cells: [Cell]

  public init(size: Size, width: CellWidth) {
    self.size = Size(width: max(0, size.width), height: max(0, size.height))
    self.width = width
    cells = Array(repeating: .blank, count: self.size.width * self.size.height)
  }

  /// Empty for a row outside.
  public subscript(row y: Int) -> ArraySlice<Cell> {
    guard (0..<size.height).contains(y) else { return [] }
    return cells[y * size.width..<(y + 1) * size.width]
  }

  public func row(_ y: Int) -> [Cell] { Array(self[row: y]) }

  /// Rows as text, blanks at their ends left out.
  public func text() -> String {
    (0..<size.height).map(text(row:)).joined(separator: "\n")
  }

  public func text(row y: Int) -> String {
    var row = self[row: y]
    while let last = row.last, last.text == " " { row.removeLast() }
    return row.reduce(into: "") { $0 += $1.text }
  }

  public static func == (one: Canvas, other: Canvas) -> Bool {
    one.size == other.size && one.cells == other.cells
  }
}
