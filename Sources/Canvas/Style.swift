/// How a cell looks. Themes choose among these; sixteen colours are all there are.
public struct Style: Sendable, Hashable {
  public enum Color: UInt8, Sendable, Hashable, CaseIterable {
    case standard
    case black, red, green, yellow, blue, magenta, cyan, white
    case brightBlack, brightRed, brightGreen, brightYellow
    case brightBlue, brightMagenta, brightCyan, brightWhite
  }

  public struct Attributes: OptionSet, Sendable, Hashable {
    public let rawValue: UInt8

    public init(rawValue: UInt8) {
      self.rawValue = rawValue
    }

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

/// A key as a person names it, whatever bytes the terminal sent for it.
public enum Key: Sendable, Hashable {
  /// Text, Space included.
  case character(Character)
  /// `control("d")` is Ctrl-D; the letter is always lower case.
  case control(Character)
  case enter, tab, backTab, escape, backspace, delete, insert
  case up, down, left, right, home, end, pageUp, pageDown
  case function(Int)
  /// Bracketed paste: the text between the brackets as it came, never keys.
  case paste(String)
  /// Among the keys, so that both are applied in the order in which they came.
  case mouse(MouseReport)
}

/// What the mouse did, and over which cell, counted from the top left corner at 0.
public struct MouseReport: Sendable, Hashable {
  public enum Action: Sendable, Hashable {
    /// The left button was pressed.
    case press
    case wheelUp, wheelDown
  }

  public var action: Action
  public var x: Int
  public var y: Int

  public init(_ action: Action, x: Int, y: Int) {
    self.action = action
    self.x = x
    self.y = y
  }
}
