import Testing

@testable import BrowserCore

@Suite struct EditedLineTests {
  @Test(arguments: [
    ("a\nb\n", "a b"), ("a\r\n", "a"), ("\n", ""), ("a\n\n", "a "), ("plain", "plain"), ("日本 🇯🇵", "日本 🇯🇵"),
  ])
  func aPasteTurnsLineEndsIntoSpacesAndDropsTheLastOne(pasted: String, text: String) {
    var line = EditedLine()
    line.insert(pasted)
    #expect(line.text == text)
  }

  @Test func editingHappensAtTheCaret() {
    var line = EditedLine("one two  ")
    line.edit(.deleteWord)
    #expect(line.text == "one ")
    line.edit(.caretHome)
    line.insert("é")
    #expect(line.text == "éone ")
    #expect(line.caret == 1)
    line.edit(.deleteForward)
    line.edit(.caretEnd)
    line.edit(.deleteBackward)
    #expect(line.text == "éne")
    line.edit(.clearText)
    #expect(line.text == "" && line.caret == 0)
  }

  @Test func aTypedCombiningMarkJoinsTheClusterBeforeIt() {
    var line = EditedLine("e")
    line.insert("\u{301}")
    #expect(line.text == "e\u{301}")
    line.edit(.deleteBackward)
    #expect(line.text == "")
  }
}

extension EditedLineTests {
  /// A flag, a family emoji or a Hangul syllable typed scalar by scalar gives the same line as the pasted text.
  @Test(arguments: ["🇩🇪🇫🇷", "👨‍👩‍👧", "각", "हिन्दी", "e\u{301}\u{323}", "a\r", "\u{200D}"])
  func typingScalarByScalarEqualsPasting(
    text: String
  ) {
    var line = EditedLine("x")
    for scalar in text.unicodeScalars { line.insert(String(scalar)) }
    var pasted = EditedLine("x")
    pasted.insert(text)
    #expect(line == pasted)
    #expect(line.caret == line.text.count)
  }

  @Test func aLineRefusesBytesBeyondItsLimit() {
    var line = EditedLine()
    line.insert(String(repeating: "é", count: EditedLine.longest / 2))
    #expect(line.refusedBytes == nil)
    line.insert("x")
    #expect(line.refusedBytes == 1 && line.text.utf8.count == EditedLine.longest)
    line.edit(.deleteBackward)
    line.insert("xy")
    #expect(line.refusedBytes == nil && line.text.hasSuffix("éxy"))
    line.edit(.caretHome)
    line.edit(.deleteForward)
    line.insert("12")
    #expect(line.text.hasPrefix("12é") && line.refusedBytes == nil)
    line.insert("3")
    #expect(line.refusedBytes == 1)
    line.edit(.deleteWord)
    line.insert("3")
    #expect(line.text.hasPrefix("3é"))
    line.edit(.clearText)
    line.insert(String(repeating: "e\u{301}", count: EditedLine.longest))
    #expect(line.refusedBytes == 3 * EditedLine.longest && line.text.isEmpty)
  }
}
