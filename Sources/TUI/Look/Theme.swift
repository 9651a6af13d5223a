import Canvas

/// What each role looks like. Sixteen colours are enough, the terminal's own background stays, and nothing is told
/// by colour alone. Magenta and red are read on black and on white; yellow and cyan are not.
public struct Theme: Sendable {
  public var text = Style.plain
  public var faint = Style(.standard, [.dim])
  public var strong = Style(.standard, [.bold])
  public var title = Style(.standard, [.bold])
  public var tab = Style.plain
  public var activeTab = Style(.standard, [.bold, .reverse])
  public var columnHead = Style(.standard, [.dim])
  public var marker = Style(.magenta, [.bold])
  public var selected = Style(.standard, [.bold])
  public var label = Style(.magenta)
  /// Characters of a stranger's text that are shown as marks.
  public var mark = Style(.standard, [.reverse])
  /// What a search found; never by colour alone, and apart from ``mark``.
  public var match = Style(.standard, [.reverse, .underline])
  /// Rows that a watch brought, and rows that it found changed.
  public var new = Style(.green, [.bold])
  public var changed = Style(.magenta, [.bold])
  public var good = Style(.green)
  public var busy = Style(.standard, [.bold])
  public var failed = Style(.red, [.bold])
  public var notice = Style(.standard, [.bold])

  public init() {}

  public static let standard = Theme()
}

extension Style {
  init(_ foreground: Color, _ attributes: Attributes) {
    self.init(foreground, on: .standard, attributes)
  }
}
