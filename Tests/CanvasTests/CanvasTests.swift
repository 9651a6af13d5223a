import Testing

@testable import Canvas

@Suite struct CanvasTests {
  private func canvas(_ width: Int, _ height: Int = 1, width cells: CellWidth = .table) -> Canvas {
    Canvas(size: Size(width: width, height: height), width: cells)
  }

  @Test(arguments: [
    ("hello", 8, "hello", 5),
    ("hello", 5, "hello", 5),
    ("hello", 4, "hel…", 4),
    ("hello", 1, "…", 1),
    ("中文字", 6, "中文字", 6),
    ("中文字", 5, "中文…", 5),
    ("中文字", 4, "中 …", 4),
    ("中文字", 3, "中…", 3),
    ("a👨‍👩‍👧", 7, "a👨‍👩‍👧", 7),
    ("a👨‍👩‍👧", 6, "a…", 2),
    ("ab\u{202E}c", 8, "ab…", 3),
    ("", 8, "", 0),
  ])
  func textIsCutToTheRow(_ text: String, width: Int, row: String, used: Int) {
    var canvas = canvas(width)
    #expect(canvas.write(text, x: 0, y: 0) == used)
    #expect(canvas.text() == row)
  }

  @Test func textIsCutToTheGivenWidth() {
    var canvas = canvas(10)
    canvas.write("----------", x: 0, y: 0)
    #expect(canvas.write("hello", x: 2, y: 0, maxWidth: 3) == 3)
    #expect(canvas.text() == "--he…-----")
    #expect(canvas.write("hello", x: 5, y: 0, maxWidth: 3, ellipsis: false) == 3)
    #expect(canvas.text() == "--he…hel--")
    #expect(canvas.write("hello", x: 2, y: 0, maxWidth: 0) == 0)
    #expect(canvas.write("hello", x: 2, y: 0, maxWidth: -4) == 0)
    #expect(canvas.text() == "--he…hel--")
  }

  @Test(arguments: [
    (0, "a 文字"), (1, " a文字"), (2, "中a 字"), (3, "中 a字"), (4, "中文a"), (5, "中文 a"),
  ])
  func overwritingHalfAWideClusterBlanksTheOtherHalf(_ x: Int, row: String) {
    var canvas = canvas(6)
    canvas.write("中文字", x: 0, y: 0)
    canvas.write("a", x: x, y: 0)
    #expect(canvas.text() == row)
    #expect(canvas.row(0).count == 6)
  }

  @Test func fillingHalfAWideClusterBlanksTheOtherHalf() {
    var canvas = canvas(6)
    canvas.write("中文字", x: 0, y: 0)
    canvas.fill(Rect(x: 1, y: 0, width: 2, height: 9))
    #expect(canvas.text() == "    字")
  }

  @Test(arguments: [(-1, " 文字"), (-2, "文字"), (-3, " 字"), (-9, ""), (6, ""), (99, "")])
  func writingOutsideTheRowIsClipped(_ x: Int, row: String) {
    var canvas = canvas(6)
    canvas.write("中文字", x: x, y: 0)
    canvas.write("out", x: 0, y: -1)
    canvas.write("out", x: 0, y: 1)
    #expect(canvas.text() == row)
  }

  @Test func everyPositionAndSizeIsSafe() {
    for width in 0...4 {
      for x in -4...5 {
        for text in HostileText.all {
          var canvas = canvas(width, 2)
          canvas.write("中中", x: 0, y: 0)
          let used = canvas.write(text, x: x, y: 0)
          #expect(used >= 0 && max(0, x) + used <= max(width - min(x, 0), max(0, x)))
          canvas.fill(Rect(x: x, y: -1, width: 2, height: 9))
          #expect(canvas.row(0).first?.text != "")
        }
      }
    }
  }

  @Test func marksAreDrawnInTheirStyle() {
    var canvas = canvas(12)
    let red = Style(.red)
    canvas.write("a\u{1B}é\u{202E}", x: 0, y: 0, markStyle: red)
    #expect(canvas.text() == "a^[é<U+202E>")
    #expect(
      canvas.row(0).map { $0.style == red } == [false, true, true, false] + Array(repeating: true, count: 8))
  }

  @Test func restylingKeepsTheText() {
    var canvas = canvas(4)
    canvas.write("中ab", x: 0, y: 0, style: Style(.green))
    canvas.restyle(x: -3, y: 0, width: 5) { $0.attributes.insert(.bold) }
    canvas.restyle(x: 3, y: 7, width: 5) { $0.foreground = .red }
    #expect(canvas.row(0).map(\.style.attributes) == [.bold, .bold, [], []])
    #expect(canvas.row(0).allSatisfy { $0.style.foreground == .green })
  }

  @Test func restylingCoversWholeWideClusters() {
    var canvas = canvas(7)
    canvas.write("👨‍👩‍👧a", x: 0, y: 0)
    #expect(canvas.row(0).map(\.text) == ["👨‍👩‍👧", "", "", "", "", "", "a"])
  }

  @Test func aCutTextEndsInATildeWithoutUTF8() {
    var canvas = canvas(4, width: .asciiOnly)
    canvas.write("hello", x: 0, y: 0)
    #expect(canvas.text() == "hel~")
  }

  @Test func textOfACanvasIsTrimmed() {
    var canvas = canvas(3, 3)
    canvas.write("a", x: 0, y: 0)
    canvas.write("b", x: 2, y: 2)
    #expect(canvas.text() == "a\n\n  b")
  }
}
