/// One column of one row. A wide cluster stands in its first cell; the cells that it covers are ``Cell/covered``.
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
