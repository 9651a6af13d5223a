public enum Key: Sendable, Hashable {
  case character(Character)
  /// `control("d")` is Ctrl-D, always lower case.
  case control(Character)
  case enter, tab, backTab, escape, backspace, delete, insert
  case up, down, left, right, home, end, pageUp, pageDown
  case function(Int)
  /// The text of a bracketed paste, never keys.
  case paste(String)
  /// Among the keys, so that both are applied in order.
  case mouse(MouseReport)
}

public struct MouseReport: Sendable, Hashable {
  public enum Action: Sendable, Hashable {
    /// Of the left button.
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
