import Testing

@testable import Canvas
@testable import Terminal

@Suite struct UncertainRowsTests {
  private func canvas(_ rows: [String]) -> Canvas {
    var canvas = Canvas(size: Size(width: 20, height: rows.count), width: .table)
    for (y, row) in rows.enumerated() { canvas.write(row, x: 0, y: y) }
    return canvas
  }

  @Test func rowsOfOneWidthEverywhereAreCertain() {
    let new = canvas(["plain", "中文字", "é", "e\u{301}", "😀"])
    #expect(new.uncertainRows(of: Array(0..<5), after: nil) == [])
  }

  @Test func whatTerminalsDisputeIsUncertain() {
    let new = canvas(["👨‍👩‍👧", "❤️", "1️⃣", "👋🏽", "क्षि", "plain"])
    #expect(new.uncertainRows(of: Array(0..<6), after: nil) == [0, 1, 2, 3, 4])
    #expect(new.uncertainRows(of: [1, 5], after: nil) == [1])
  }

  @Test func aRowIsUncertainWhileItStillShowsSuchACluster() {
    #expect(canvas(["plain"]).uncertainRows(of: [0], after: canvas(["❤️"])) == [0])
  }

  @Test func rowsThatScrollAreLeftToTheTerminal() {
    let shown = canvas(["head", "❤️ 1", "❤️ 2", "❤️ 3", "❤️ 4", "❤️ 5"])
    let new = canvas(["head", "❤️ 2", "❤️ 3", "❤️ 4", "❤️ 5", "❤️ 6"])
    #expect(new.uncertainRows(of: [1, 2, 3, 4, 5], after: shown) == [5])
  }

  @Test func rowsThatMoveFartherThanTheirRunAreNot() {
    let shown = canvas(["❤️ 1", "❤️ 2", "❤️ 3", "a", "b", "c", "d", "e"])
    let new = canvas(["a", "b", "c", "d", "e", "❤️ 1", "❤️ 2", "❤️ 3"])
    #expect(new.uncertainRows(of: Array(0..<8), after: shown) == [5, 6, 7])
  }
}
