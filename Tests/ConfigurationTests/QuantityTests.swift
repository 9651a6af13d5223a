import Testing

@testable import memtui

@Suite struct QuantityTests {
  @Test(
    arguments: [
      ("30s", 30), ("30", 30), ("500ms", 0.5), ("2m", 120), ("1.5m", 90), ("0.25", 0.25), ("30 s", 30),
      ("86400", 86_400), ("1440m", 86_400),
      ("0", nil), ("0s", nil), ("-1", nil), ("", nil), ("s", nil), ("1h", nil), ("1e3", nil), ("inf", nil),
      ("nan", nil), ("1..5", nil), (".", nil), ("30S", nil), ("86401", nil), ("٣٠", nil), ("0x10", nil),
      (String(repeating: "9", count: 400), nil),
    ] as [(String, Double?)])
  func `seconds`(text: String, expected: Double?) {
    #expect(Quantity.seconds(text) == expected)
  }

  @Test(
    arguments: [
      ("256MiB", 256 << 20), ("1GiB", 1 << 30), ("512KiB", 512 << 10), ("300000000", 300_000_000),
      ("64 MiB", 64 << 20),
      ("0", nil), ("0MiB", nil), ("", nil), ("MiB", nil), ("256MB", nil), ("256mib", nil), ("1.5GiB", nil),
      ("-1", nil), ("9999999999GiB", nil), ("99999999999999999999", nil), ("0GiB", nil),
    ] as [(String, Int?)])
  func `bytes`(text: String, expected: Int?) {
    #expect(Quantity.bytes(text) == expected)
  }

  @Test(arguments: [
    ("plain äöü 字", "plain äöü 字"), ("a\u{1B}[2J", "a^[[2J"),
    ("x\ny\r\n", "x↵y↵"),
    ("\u{202E}abc\u{2066}", "<U+202E>abc<U+2066>"), ("\u{9B}31m", "<U+009B>31m"),
    ("a\u{200B}b", "a<U+200B>b"), ("a\u{3164}b\u{FFA0}", "a<U+3164>b<U+FFA0>"),
    ("\u{115F}\u{34F}\u{17B4}", "<U+115F><U+034F><U+17B4>"), ("a\tb", "a⇥b"),
    ("\u{E0041}", "<U+E0041>"),
    (String(repeating: "e\u{301}", count: 400), String(repeating: "e\u{301}", count: 150) + "…"),
  ])
  func `characters that a terminal would obey or hide are marked`(text: String, expected: String) {
    #expect(printable(text) == expected)
  }
}
