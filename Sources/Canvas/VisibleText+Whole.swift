extension VisibleText {
  /// Columns of the text as one line; counting stops when `limit` is reached.
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

  /// The whole text for a pipe or a pager: marks as in the cells, line ends kept, tabs as spaces to the next
  /// multiple of four columns.
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
