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
  public var good = Style(.green)
  public var busy = Style(.standard, [.bold])
  public var failed = Style(.red, [.bold])
  /// The filter in force.
  public var chip = Style(.standard, [.bold])
  /// Rows of a filter that is no longer in force, and conditions that are switched off.
  public var stale = Style(.standard, [.dim])
  /// What is wrong with what is typed.
  public var fault = Style(.red)
  public var notice = Style(.standard, [.bold])

  public init() {}

  public static let standard = Theme()
}

extension Style {
  init(_ foreground: Color, _ attributes: Attributes) {
    self.init(foreground, on: .standard, attributes)
  }
}
