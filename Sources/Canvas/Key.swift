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
