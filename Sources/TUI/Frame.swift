import Canvas

/// One picture of the screen.
public struct Frame: Sendable {
  public struct Caret: Sendable, Hashable {
    public var x: Int
    public var y: Int
  }

  public var canvas: Canvas
  /// Where text is typed; `nil` hides the terminal's cursor.
  public var caret: Caret?
}
