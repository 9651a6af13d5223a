import Canvas

/// What each role looks like. Sixteen colours are enough, the terminal's own background stays, and nothing is told
/// by colour alone.
public struct Theme: Sendable {
  public var text = Style.plain
  public var faint = Style(.standard, [.dim])
  public var strong = Style(.standard, [.bold])
  public var title = Style(.cyan, [.bold])
  public var tab = Style.plain
  public var activeTab = Style(.standard, [.bold, .reverse])
  public var columnHead = Style(.standard, [.dim])
  public var marker = Style(.cyan, [.bold])
  public var selected = Style(.standard, [.bold])
  public var label = Style(.cyan)
  /// Characters of a stranger's text that are shown as marks.
  public var mark = Style(.magenta)
  public var good = Style(.green)
  public var busy = Style(.yellow)
  public var failed = Style(.red, [.bold])
  public var notice = Style(.yellow)

  public init() {}

  public static let standard = Theme()
}

extension Style {
  init(_ foreground: Color, _ attributes: Attributes) {
    self.init(foreground, on: .standard, attributes)
  }
}
