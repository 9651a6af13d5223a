/// A grid of styled cells, drawn without a terminal. (0, 0) is the top left corner.
public struct Canvas: Sendable, Equatable {
  public let size: Size
  public let width: CellWidth
  private var cells: [PackedCell]
  /// Clusters of several scalars, in the order in which they were written: a packed cell has room for one scalar.
  private var clusters: [String] = []

  public init(size: Size, width: CellWidth) {
    self.size = Size(width: max(0, size.width), height: max(0, size.height))
    self.width = width
    cells = Array(repeating: .blank, count: self.size.width * self.size.height)
  }

  /// Empty for a row outside the canvas.
  public subscript(row y: Int) -> CanvasRow {
    guard (0..<size.height).contains(y) else { return CanvasRow(cells: [], clusters: []) }
    return CanvasRow(cells: cells[y * size.width..<(y + 1) * size.width], clusters: clusters)
  }

  public func row(_ y: Int) -> [Cell] { Array(self[row: y]) }
  public func text() -> String { (0..<size.height).map(text(row:)).joined(separator: "\n") }

  public func text(row y: Int) -> String {
    var row = row(y)[...]
    while let last = row.last, last.text == " " { row.removeLast() }
    return row.reduce(into: "") { $0 += $1.text }
  }

  public static func == (one: Canvas, other: Canvas) -> Bool {
    one.size == other.size && (0..<one.size.height).allSatisfy { one[row: $0] == other[row: $0] }
  }
}

/// A wide cluster is in its first cell; the text of the others that it covers is empty.
public struct Cell: Sendable, Hashable {
  /// A grapheme cluster fit for the terminal, or "" where the cluster to the left covers this column.
  public var text: String
  public var style: Style
}

/// A row of a ``Canvas``, cell by cell from the left.
public struct CanvasRow: Sendable, Equatable, Sequence {
  /// What is drawn at a column that no cluster to the left covers.
  public enum Glyph: Sendable, Equatable {
    case scalar(Unicode.Scalar)
    /// Several scalars.
    case cluster(String)
  }

  fileprivate let cells: ArraySlice<PackedCell>
  fileprivate let clusters: [String]

  public var count: Int { cells.count }
  public var first: Cell? { first { _ in true } }

  public func makeIterator() -> some IteratorProtocol<Cell> {
    cells.lazy.map { cell in
      switch glyph(of: cell) {
      case .scalar(let scalar): Cell(text: String(Character(scalar)), style: cell.style)
      case .cluster(let text): Cell(text: text, style: cell.style)
      case nil: Cell(text: "", style: cell.style)
      }
    }.makeIterator()
  }

  /// Without the cells that a wide cluster covers.
  public func forEachGlyph(_ body: (Glyph, Style) -> Void) {
    for cell in cells { if let glyph = glyph(of: cell) { body(glyph, cell.style) } }
  }

  /// Whether a cluster of several scalars has more bytes of UTF-8.
  public func hasCluster(longerThan bytes: Int) -> Bool {
    !clusters.isEmpty && cells.contains { $0.clusterIndex.map { clusters[$0].utf8.count > bytes } ?? false }
  }

  private func glyph(of cell: PackedCell) -> Glyph? {
    if let index = cell.clusterIndex { return .cluster(clusters[index]) }
    return cell.scalar.map(Glyph.scalar)
  }

  public static func == (one: CanvasRow, other: CanvasRow) -> Bool {
    guard one.cells.count == other.cells.count else { return false }
    if zip(one.cells, other.cells).allSatisfy({ $0 == $1 && $0.clusterIndex == nil }) { return true }
    guard !one.clusters.isEmpty, !other.clusters.isEmpty else { return one.cells == other.cells }
    // The same cluster may have another place in another canvas.
    return zip(one.cells, other.cells).allSatisfy { cell, otherCell in
      guard cell.clusterIndex != nil, otherCell.clusterIndex != nil else { return cell == otherCell }
      return cell.style == otherCell.style && one.glyph(of: cell) == other.glyph(of: otherCell)
    }
  }
}

/// A cell in eight bytes: most of a frame is compared with the last one, cell by cell, at each key.
private struct PackedCell: Sendable, Equatable {
  /// From the lowest: 32 bits of content, then a byte each for foreground, background and attributes.
  private let bits: UInt64

  private static let covered: UInt32 = 0x8000_0000
  private static let firstCluster: UInt32 = 0x8000_0001

  static let blank = PackedCell(" ", .plain)

  private init(content: UInt32, _ style: Style) { bits = UInt64(content) | style.bits << 32 }

  init(_ scalar: Unicode.Scalar, _ style: Style) { self.init(content: scalar.value, style) }
  init(clusterAt index: Int, _ style: Style) {
    self.init(content: Self.firstCluster &+ UInt32(truncatingIfNeeded: index), style)
  }

  static func covered(_ style: Style) -> PackedCell { PackedCell(content: covered, style) }

  private var content: UInt32 { UInt32(truncatingIfNeeded: bits) }
  var isCovered: Bool { content == Self.covered }
  var scalar: Unicode.Scalar? { Unicode.Scalar(content) }
  var clusterIndex: Int? { content >= Self.firstCluster ? Int(content - Self.firstCluster) : nil }
  var style: Style { Style(bits: bits >> 32) }
  func styled(_ style: Style) -> PackedCell { PackedCell(content: content, style) }
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
        cells[start + column] = PackedCell(Unicode.Scalar(byte), style)
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
      for column in columns { cells[start + column] = PackedCell(" ", style) }
      blankOrphans(from: columns.upperBound, row: start)
    }
  }

  private mutating func draw(
    _ cluster: Cluster, at offset: Int, of bytes: Span<UInt8>, column: Int, row start: Int, style: Style,
    markStyle: Style?
  ) {
    if let scalar = cluster.onlyScalar(at: offset, of: bytes), column >= 0 {
      cells[start + column] = PackedCell(scalar, style)
      for index in 1..<max(1, cluster.columns) { cells[start + column + index] = .covered(style) }
      return
    }
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
      cells[start + column + index] = PackedCell(Unicode.Scalar(byte & 0x7F), style)
    }
  }

  /// Left of the canvas nothing is written; a cluster that reaches into it becomes blanks.
  private mutating func place(_ text: String, columns: Int, column: Int, row start: Int, style: Style) {
    for index in max(0, -column)..<max(0, -column, columns) {
      cells[start + column + index] = column < 0 ? PackedCell(" ", style) : .covered(style)
    }
    guard column >= 0 else { return }
    if let scalar = text.unicodeScalars.first, text.unicodeScalars.count == 1 {
      cells[start + column] = PackedCell(scalar, style)
    } else {
      cells[start + column] = PackedCell(clusterAt: clusters.count, style)
      clusters.append(text)
    }
  }

  private mutating func endWithEllipsis(at column: Int, end: Int, row start: Int, style: Style) -> Int {
    let place = max(0, min(column, end - 1))
    separate(at: place, row: start)
    cells[start + place] = PackedCell(width.ascii ? "~" : "\u{2026}", style)
    return place + 1
  }

  /// A cluster that covers `column` from the left becomes blanks up to there.
  private mutating func separate(at column: Int, row start: Int) {
    guard column < size.width, cells[start + column].isCovered else { return }
    var head = column
    while head > 0, cells[start + head].isCovered { head -= 1 }
    for index in head..<column { cells[start + index] = PackedCell(" ", cells[start + index].style) }
  }

  private mutating func blankOrphans(from column: Int, row start: Int) {
    var column = max(0, column)
    while column < size.width, cells[start + column].isCovered {
      cells[start + column] = PackedCell(" ", cells[start + column].style)
      column += 1
    }
  }

  /// Changes the style of written cells. Columns outside the canvas are left out.
  public mutating func restyle(x: Int, y: Int, width: Int, _ change: (inout Style) -> Void) {
    guard (0..<size.height).contains(y) else { return }
    let from = max(0, x)
    for column in from..<max(from, min(size.width, x + max(0, width))) {
      let cell = cells[y * size.width + column]
      var style = cell.style
      change(&style)
      cells[y * size.width + column] = cell.styled(style)
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

  /// A byte each for foreground, background and attributes.
  fileprivate var bits: UInt64 {
    UInt64(foreground.rawValue) | UInt64(background.rawValue) << 8 | UInt64(attributes.rawValue) << 16
  }

  fileprivate init(bits: UInt64) {
    func byte(_ shift: UInt64) -> UInt8 { UInt8(truncatingIfNeeded: bits >> shift) }
    self.init(
      Color(rawValue: byte(0)) ?? .standard, on: Color(rawValue: byte(8)) ?? .standard,
      Attributes(rawValue: byte(16)))
  }
}
