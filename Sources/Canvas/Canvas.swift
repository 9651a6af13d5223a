/// A grid of styled cells, drawn without a terminal. (0, 0) is the top left corner.
public struct Canvas: Sendable, Equatable {
  public let size: Size
  public let width: CellWidth
  private var cells: [Cell]

  public init(size: Size, width: CellWidth) {
    self.size = Size(width: max(0, size.width), height: max(0, size.height))
    self.width = width
    cells = Array(repeating: .blank, count: self.size.width * self.size.height)
  }

  /// Empty for a row outside the canvas.
  public subscript(row y: Int) -> ArraySlice<Cell> {
    guard (0..<size.height).contains(y) else { return [] }
    return cells[y * size.width..<(y + 1) * size.width]
  }

  public func row(_ y: Int) -> [Cell] { Array(self[row: y]) }
  public func text() -> String { (0..<size.height).map(text(row:)).joined(separator: "\n") }

  public func text(row y: Int) -> String {
    var row = self[row: y]
    while let last = row.last, last.text == " " { row.removeLast() }
    return row.reduce(into: "") { $0 += $1.text }
  }

  public static func == (one: Canvas, other: Canvas) -> Bool {
    one.size == other.size && one.cells == other.cells
  }
}

/// A wide cluster is in its first cell; the others that it covers are ``Cell/covered``.
public struct Cell: Sendable, Hashable {
  /// A grapheme cluster fit for the terminal, or "" where the cluster to the left covers this column.
  public var text: String
  public var style: Style

  public init(_ text: String, _ style: Style = .plain) {
    self.text = text
    self.style = style
  }

  public static let blank = Cell(" ")

  public static func covered(_ style: Style) -> Cell { Cell("", style) }
}

public struct Size: Sendable, Hashable {
  public var width: Int
  public var height: Int

  public init(width: Int, height: Int) {
    self.width = width
    self.height = height
  }
}

public struct Rect: Sendable, Hashable {
  public var x: Int
  public var y: Int
  public var width: Int
  public var height: Int

  public init(x: Int, y: Int, width: Int, height: Int) {
    self.x = x
    self.y = y
    self.width = max(0, width)
    self.height = max(0, height)
  }

  public var size: Size { Size(width: width, height: height) }
}

extension Canvas {
  /// Writes one line; `…` ends text that does not fit. Returns the columns used from `x`, with the `…`.
  @discardableResult
  public mutating func write(
    _ text: String, x: Int, y: Int, maxWidth: Int? = nil, style: Style = .plain, markStyle: Style? = nil,
    ellipsis: Bool = true
  ) -> Int {
    guard (0..<size.height).contains(y) else { return 0 }
    let end = min(size.width, maxWidth.map { x + min(max(0, $0), size.width - min(x, 0)) } ?? size.width)
    guard max(x, 0) < end else { return 0 }

    let scanner = ClusterScanner(width: width)
    let bytes = text.utf8Span.span
    guard bytes.count > 0, ellipsis || x < 0 || scanner.cluster(at: 0, of: bytes).totalColumns <= end - x
    else { return 0 }
    let start = y * size.width
    var column = x
    var offset = 0
    separate(at: max(x, 0), row: start)
    while offset < bytes.count {
      let byte = bytes[offset]
      if column >= 0, column < end, byte >= 0x20, byte < 0x7F,
        offset + 1 == bytes.count || bytes[offset + 1] < 0x80
      {
        cells[start + column] = Cell(Self.ascii[Int(byte)], style)
        column += 1
        offset += 1
        continue
      }
      let cluster = scanner.cluster(at: offset, of: bytes)
      if column + cluster.totalColumns > end {
        if ellipsis { column = endWithEllipsis(at: column, end: end, row: start, style: style) }
        break
      }
      draw(cluster, at: offset, of: bytes, column: column, row: start, style: style, markStyle: markStyle)
      column += cluster.totalColumns
      offset = cluster.end
    }
    blankOrphans(from: column, row: start)
    return max(column, x) - x
  }

  public mutating func fill(_ rect: Rect, style: Style = .plain) {
    let columns = max(0, rect.x)..<max(0, rect.x, min(size.width, rect.x + rect.width))
    guard !columns.isEmpty else { return }
    for y in max(0, rect.y)..<max(0, rect.y, min(size.height, rect.y + rect.height)) {
      let start = y * size.width
      separate(at: columns.lowerBound, row: start)
      for column in columns { cells[start + column] = Cell(" ", style) }
      blankOrphans(from: columns.upperBound, row: start)
    }
  }

  private mutating func draw(
    _ cluster: Cluster, at offset: Int, of bytes: Span<UInt8>, column: Int, row start: Int, style: Style,
    markStyle: Style?
  ) {
    let markStyle = markStyle ?? style
    let clusterStyle = cluster.isMark ? markStyle : style
    let text = cluster.text(at: offset, of: bytes, width: width)
    if cluster.columns > 1, text.utf8.count == cluster.columns {
      spell(text, column: column, row: start, style: clusterStyle)
    } else {
      place(text, columns: cluster.columns, column: column, row: start, style: clusterStyle)
    }
    if let mark = cluster.excessText {
      spell(mark, column: column + cluster.columns, row: start, style: markStyle)
    }
  }

  private mutating func spell(_ mark: String, column: Int, row start: Int, style: Style) {
    for (index, byte) in mark.utf8.enumerated() where column + index >= 0 {
      cells[start + column + index] = Cell(Self.ascii[Int(byte & 0x7F)], style)
    }
  }

  /// Left of the canvas nothing is written; a cluster that reaches into it becomes blanks.
  private mutating func place(_ text: String, columns: Int, column: Int, row start: Int, style: Style) {
    for index in max(0, -column)..<max(0, -column, columns) {
      cells[start + column + index] = column < 0 ? Cell(" ", style) : .covered(style)
    }
    if column >= 0 { cells[start + column] = Cell(text, style) }
  }

  private mutating func endWithEllipsis(at column: Int, end: Int, row start: Int, style: Style) -> Int {
    let place = max(0, min(column, end - 1))
    separate(at: place, row: start)
    cells[start + place] = Cell(width.ascii ? "~" : "\u{2026}", style)
    return place + 1
  }

  /// A cluster that covers `column` from the left becomes blanks up to there.
  private mutating func separate(at column: Int, row start: Int) {
    guard column < size.width, cells[start + column].text.isEmpty else { return }
    var head = column
    while head > 0, cells[start + head].text.isEmpty { head -= 1 }
    for index in head..<column { cells[start + index] = Cell(" ", cells[start + index].style) }
  }

  private mutating func blankOrphans(from column: Int, row start: Int) {
    var column = max(0, column)
    while column < size.width, cells[start + column].text.isEmpty {
      cells[start + column] = Cell(" ", cells[start + column].style)
      column += 1
    }
  }

  /// So that an ASCII cell needs no conversion.
  private static let ascii: [String] = (0..<128).map { String(Character(Unicode.Scalar(UInt8($0)))) }

  /// Changes the style of written cells. Columns outside the canvas are left out.
  public mutating func restyle(x: Int, y: Int, width: Int, _ change: (inout Style) -> Void) {
    guard (0..<size.height).contains(y) else { return }
    let from = max(0, x)
    for column in from..<max(from, min(size.width, x + max(0, width))) {
      change(&cells[y * size.width + column].style)
    }
  }
}

public struct Style: Sendable, Hashable {
  public enum Color: UInt8, Sendable, Hashable, CaseIterable {
    case standard
    case black, red, green, yellow, blue, magenta, cyan, white
    case brightBlack, brightRed, brightGreen, brightYellow
    case brightBlue, brightMagenta, brightCyan, brightWhite
  }

  public struct Attributes: OptionSet, Sendable, Hashable {
    public let rawValue: UInt8

    public init(rawValue: UInt8) { self.rawValue = rawValue }

    public static let bold = Attributes(rawValue: 1)
    public static let dim = Attributes(rawValue: 2)
    public static let underline = Attributes(rawValue: 4)
    public static let reverse = Attributes(rawValue: 8)
  }

  public var foreground: Color
  public var background: Color
  public var attributes: Attributes

  public init(
    _ foreground: Color = .standard, on background: Color = .standard,
    _ attributes: Attributes = []
  ) {
    self.foreground = foreground
    self.background = background
    self.attributes = attributes
  }

  public static let plain = Style()
}
