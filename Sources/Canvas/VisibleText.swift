/// `a\u{1B}[2J` is `a`, `^[`, `[`, `2`, `J`. No piece can control a terminal; all drawn text goes through it.
public struct VisibleText: Sequence, Sendable {
  public struct Piece: Sendable, Hashable {
    /// A grapheme cluster, or an ASCII mark such as `^[`, `<U+202E>`, `<+12>`.
    public var text: String
    public var columns: Int
    public var isMark: Bool
  }

  let text: String
  let scanner: ClusterScanner

  /// As one line: `↵` for a line end, `⇥` for a tab (`^J` and `^I` in ASCII).
  public init(_ text: String, width: CellWidth) {
    self.text = text
    scanner = ClusterScanner(width: width)
  }

  public func makeIterator() -> Iterator { Iterator(text: text, scanner: scanner) }

  public struct Iterator: IteratorProtocol, Sendable {
    private let text: String
    private let scanner: ClusterScanner
    private var offset = 0
    private var pending: Piece?

    init(text: String, scanner: ClusterScanner) {
      self.text = text
      self.scanner = scanner
    }

    public mutating func next() -> Piece? {
      if let piece = pending {
        pending = nil
        return piece
      }
      let bytes = text.utf8Span.span
      guard offset < bytes.count else { return nil }
      let cluster = scanner.cluster(at: offset, of: bytes)
      if let mark = cluster.excessText {
        pending = Piece(text: mark, columns: cluster.excessColumns, isMark: true)
      }
      let piece = Piece(
        text: cluster.text(at: offset, of: bytes, width: scanner.width), columns: cluster.columns,
        isMark: cluster.isMark)
      offset = cluster.end
      return piece
    }
  }

  public func columns(limit: Int = .max) -> Int {
    let bytes = text.utf8Span.span
    var offset = 0
    var columns = 0
    while offset < bytes.count, columns < limit {
      let cluster = scanner.cluster(at: offset, of: bytes)
      columns += cluster.totalColumns
      offset = cluster.end
    }
    return Swift.min(columns, limit)
  }

  /// Keeps line ends. Tabs become spaces to the next multiple of four columns.
  public static func printable(_ text: String, width: CellWidth) -> String {
    let scanner = ClusterScanner(width: width)
    let bytes = text.utf8Span.span
    var result = ""
    var offset = 0
    var column = 0
    while offset < bytes.count {
      let cluster = scanner.cluster(at: offset, of: bytes)
      switch cluster.form {
      case .lineEnd:
        result += "\n"
        column = 0
      case .tab:
        let spaces = WrappedText.tabStop - column % WrappedText.tabStop
        result += String(repeating: " ", count: spaces)
        column += spaces
      default:
        result += cluster.text(at: offset, of: bytes, width: width)
        result += cluster.excessText ?? ""
        column += cluster.totalColumns
      }
      offset = cluster.end
    }
    return result
  }
}
