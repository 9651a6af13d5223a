import Testing

@testable import MemoryModel

@Suite struct WordDifferenceTests {
  /// The text with its differing words in brackets.
  private func marked(_ text: String, _ ranges: [Range<Int>]) -> String {
    var bytes = Array(text.utf8)
    for range in ranges.reversed() {
      bytes.insert(UInt8(ascii: "]"), at: range.upperBound)
      bytes.insert(UInt8(ascii: "["), at: range.lowerBound)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private func marked(_ was: String, _ now: String) -> [String] {
    let difference = WordDifference(was, now)
    return [marked(was, difference.was), marked(now, difference.now)]
  }

  @Test func wordsThatDifferAreFound() {
    #expect(
      marked("The user likes green tea.", "The user likes black tea.")
        == ["The user likes [green] tea.", "The user likes [black] tea."])
    #expect(
      marked("at 10:15 on Monday", "at 10:45 on Friday") == [
        "at [10:15] on [Monday]", "at [10:45] on [Friday]",
      ])
    #expect(
      marked("set aside ¥1,955 for rent", "set aside ¥2,400 for rent").last == "set aside ¥[2,400] for rent")
    #expect(marked("likes tea", "likes iced green tea") == ["likes tea", "likes [iced green] tea"])
    #expect(marked("likes tea", "likes tea, and coffee") == ["likes tea", "likes tea[, and coffee]"])
    #expect(marked("Paris", "paris") == ["[Paris]", "[paris]"])
    #expect(marked("doesn't", "does") == ["[doesn't]", "[does]"])
  }

  @Test func charactersDifferInScriptsWithoutSpaces() {
    #expect(marked("用户十月的预算是¥1,955。", "用户九月的预算是¥2,400。") == ["用户[十]月的预算是¥[1,955]。", "用户[九]月的预算是¥[2,400]。"])
    #expect(marked("かき", "がき") == ["[か]き", "[が]き"])
    // A voice mark of its own belongs to the kana before it.
    #expect(marked("かき", "か\u{3099}き") == ["[か]き", "[か\u{3099}]き"])
  }

  @Test func textsMayBeEqualOrEmpty() {
    #expect(WordDifference("same", "same").was.isEmpty)
    #expect(marked("", "new text") == ["", "[new text]"])
    #expect(marked("old  text", "") == ["[old  text]", ""])
    #expect(WordDifference("a  b", "a\nb") == WordDifference("", ""), "only spaces differ")
    #expect(marked("tea tea", "tea") == ["tea [tea]", "tea"])
    #expect(marked("e\u{301}", "e") == ["[e\u{301}]", "[e]"])
  }

  @Test func aWordInALongTextIsFound() {
    let words = (0..<30_000).map { "word\($0 % 10 == 0 ? $0 : $0 % 700)" }
    var other = words
    other[15_000] = "changed"
    other[15_900] = "again"
    other.insert("more", at: 20_000)
    let difference = WordDifference(words.joined(separator: " "), other.joined(separator: " "))
    #expect(difference.was.count == 2 && difference.now.count == 3)
    // A megabyte without a space, replaced: one range.
    let (one, two) = (String(repeating: "QUJD", count: 1 << 18), String(repeating: "eHl6", count: 1 << 18))
    #expect(WordDifference(one, two).now == [0..<1 << 20])
  }

  /// Without the words that differ, both texts have the same words in the same order.
  @Test(arguments: 0..<40) func whatIsNotMarkedIsInBoth(seed: UInt64) {
    var random = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1
    func next(_ limit: Int) -> Int {
      random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(random >> 33) % limit
    }
    let pieces = ["tea ", "the ", "¥1,2 ", "十月", "月", "don't ", ", ", "\n", "👩‍👩‍👧 ", "e\u{301}", " "]
    let length = [3, 40, 900, 3_000][Int(seed) % 4]
    let words = (0..<length).map {
      pieces[$0 % 5 == 0 ? next(pieces.count) : next(pieces.count / 2)] + ($0 % 7 == 0 ? "\($0) " : "")
    }
    var other = words
    for _ in 0..<max(1, length / 10) {
      switch next(3) {
      case 0: other[next(other.count)] = pieces[next(pieces.count)]
      case 1: other.remove(at: next(max(1, other.count - 1)))
      default: other.insert("new ", at: next(other.count))
      }
      if other.isEmpty { other = ["tea "] }
    }
    let (was, now) = (words.joined(), other.joined())
    let difference = WordDifference(was, now)
    func kept(_ text: String, _ ranges: [Range<Int>]) -> [UInt8] {
      var bytes = Array(text.utf8)
      for range in ranges.reversed() { bytes.removeSubrange(range) }
      return bytes.filter { $0 > 0x20 }
    }
    #expect(kept(was, difference.was) == kept(now, difference.now))
    #expect(difference.was.map(\.upperBound).allSatisfy { $0 <= was.utf8.count })
  }
}
