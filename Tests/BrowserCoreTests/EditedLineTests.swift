import Testing

@testable import BrowserCore

@Suite struct EditedLineTests {
  @Test(arguments: [
    ("a\nb\n", "a b"), ("a\r\n", "a"), ("\n", ""), ("a\n\n", "a "), ("plain", "plain"), ("日本 🇯🇵", "日本 🇯🇵"),
  ])
  func pastedLineEndsBecomeSpacesAndTheLastIsDropped(pasted: String, text: String) {
    var line = EditedLine()
    line.insert(pasted)
    #expect(line.text == text)
  }

  @Test func editsAtTheCaret() {
    var line = EditedLine("one two  ")
    line.deleteWord()
    #expect(line.text == "one ")
    line.moveHome()
    line.insert("é")
    #expect(line.text == "éone ")
    #expect(line.caret == 1)
    line.deleteForward()
    line.moveEnd()
    line.deleteBackward()
    #expect(line.text == "éne")
    line.clear()
    #expect(line.text == "" && line.caret == 0)
  }

  @Test func aCombiningMarkTypedByItselfJoinsTheClusterBefore() {
    var line = EditedLine("e")
    line.insert("\u{301}")
    #expect(line.text == "e\u{301}")
    line.deleteBackward()
    #expect(line.text == "")
  }
}
