import Testing

@testable import Canvas

@Suite struct WrappedTextTests {
  @Test(arguments: [
    ("", 10, [""]),
    ("one", 10, ["one"]),
    ("one two three", 7, ["one two", "three"]),
    ("one two three", 8, ["one two", "three"]),
    ("one  two", 3, ["one", "two"]),
    ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
    ("a bcdefghij", 4, ["a", "bcde", "fghi", "j"]),
    ("one\ntwo\r\nthree\n", 10, ["one", "two", "three"]),
    ("a\n\nb", 10, ["a", "", "b"]),
    ("four   \nfive", 4, ["four", "five"]),
    ("a\tb\tc", 20, ["a   b   c"]),
    ("今天天气很好", 5, ["今天", "天气", "很好"]),
    ("今天天气，很好", 8, ["今天天", "气，很好"]),
    ("see 今天天气 now", 8, ["see 今天", "天气 now"]),
    ("👨‍👩‍👧👨‍👩‍👧", 7, ["👨‍👩‍👧", "👨‍👩‍👧"]),
    ("中", 1, ["中"]),
    ("a\u{1B}b", 2, ["a", "\u{1B}", "b"]),
    ("    indented", 20, ["    indented"]),
  ])
  func textIsWrapped(_ text: String, columns: Int, lines: [String]) {
    let wrapped = WrappedText(text, columns: columns, width: .table)
    #expect((0..<wrapped.lineCount()).map { wrapped.line($0) } == lines)
    #expect(wrapped.line(lines.count) == nil)
    #expect(wrapped.line(-1) == nil)
  }

  @Test(arguments: [
    ("one two three\nfour", 7, ["one two", "  three", "four"]),
    ("abcdefghij", 4, ["abcd", "  ef", "  gh", "  ij"]),
    ("four   \nfive", 4, ["four", "five"]),
    ("four five\n\nsix", 4, ["four", "  fi", "  ve", "", "six"]),
    ("ab", 1, ["a", "b"]),
  ])
  func continuationLinesAreIndented(_ text: String, columns: Int, lines: [String]) {
    let wrapped = WrappedText(text, columns: columns, hangingIndent: 2, width: .table)
    #expect((0..<wrapped.lineCount()).map { wrapped.line($0) } == lines)
  }

  @Test(arguments: Array("、。，．！？：；」』）】》〉”’…ー・〕〗!,.):;?"))
  func aMarkThatClosesAPhraseStartsNoLine(_ mark: Character) {
    let wrapped = WrappedText("今天天\(mark)很好", columns: 6, width: .table)
    #expect((0..<wrapped.lineCount()).map { wrapped.line($0) } == ["今天", "天\(mark)很", "好"])
  }

  @Test func eachLineFitsItsWidth() {
    let text = HostileText.all.joined(separator: " ")
    for columns in [10, 17, 40, 100] {
      let wrapped = WrappedText(text, columns: columns, width: .table)
      for index in 0..<wrapped.lineCount() {
        guard let line = wrapped.line(index) else { continue }
        let needed = VisibleText(line, width: .table).columns()
        // A mark such as <U+10FFFF> may be wider than the line.
        #expect(needed <= max(columns, 12), "\(line.debugDescription) in \(columns)")
      }
    }
  }

  @Test func nothingIsLostBetweenLines() {
    let text = String(repeating: "the quick 今天天气 brown-fox 👨‍👩‍👧 ", count: 50)
    let wrapped = WrappedText(text, columns: 23, width: .table)
    let joined = (0..<wrapped.lineCount()).compactMap { wrapped.line($0) }.joined()
    #expect(joined.filter { $0 != " " } == text.filter { $0 != " " })
  }

  @Test(arguments: ["word ", "wordword", "今", " ", "e\u{301}", "\u{301}"])
  func wrappingFortyLinesOfAMegabyteReadsFortyLines(_ unit: String) {
    let calls = CountedWidth()
    let text = String(repeating: unit, count: 1_000_000 / unit.utf8.count)
    let wrapped = WrappedText(text, columns: 100, width: calls.width)
    #expect(wrapped.lineCount(limit: 40) == 40)
    #expect(calls.count < 200_000)
    let before = calls.count
    #expect(wrapped.lineCount(limit: 40) == 40)
    #expect(calls.count == before)
  }
}
