import Canvas
import SessionHarness
import TUI
import Testing

extension Session {
  /// Clicks the first cell of a text where it is shown first, or in a row.
  func click(_ text: String, row: Int? = nil, at location: SourceLocation = #_sourceLocation) throws {
    let place = try #require(
      firstCell(of: text, row: row), "not shown: \(text)\n\(screen)", sourceLocation: location)
    press(.mouse(MouseReport(.press, x: place.x, y: place.y)))
  }

  func wheelDown(over text: String, at location: SourceLocation = #_sourceLocation) throws {
    let place = try #require(firstCell(of: text), "not shown: \(text)\n\(screen)", sourceLocation: location)
    press(.mouse(MouseReport(.wheelDown, x: place.x, y: place.y)))
  }

  private func firstCell(of text: String, row: Int? = nil) -> (x: Int, y: Int)? {
    let letters = text.map(String.init)
    let canvas = frame.canvas
    for y in row.map({ [$0] }) ?? Array(0..<size.height) {
      // A wide character takes a second cell, which is empty.
      let cells = canvas.row(y).enumerated().filter { !$0.element.text.isEmpty }
      for start in cells.indices where cells[start...].prefix(letters.count).map(\.element.text) == letters {
        return (cells[start].offset, y)
      }
    }
    return nil
  }
}
