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
