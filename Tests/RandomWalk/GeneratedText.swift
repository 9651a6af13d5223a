/// Random texts of many scripts, with control characters and other oddities.
enum GeneratedText {
  private static let words = [
    "the", "user", "prefers", "window", "seats", "penicillin", "allergy", "Payment", "gold", "over", "a", "",
    "https://example.com/a/very/long/path/without/a/single/space/in/it/at/all?and=a&query=string",
  ]

  private static let pieces: [String] = [
    "用户喜欢靠窗的座位。", "価格、（税込）です。", "사용자는 창가 좌석을", "المستخدم يفضل", "משתמש", "उपयोगकर्ता क्ष्म", "ผู้ใช้ชอบที่นั่ง",
    "👩‍👩‍👧‍👦", "🇩🇪🇫🇷🇯", "👍🏽", "❤️", "1️⃣", "e\u{301}", "é", "Z\u{351}\u{36B}\u{343}\u{32A}a\u{302}lgo", "\u{200B}",
    "\u{200D}",
    "\u{200C}", "\u{FEFF}", "\u{AD}", "\u{3164}", "\u{115F}\u{1160}", "\u{1100}\u{1161}\u{11A8}",
    "\u{202E}txt.exe\u{202C}",
    "\u{2066}a\u{2069}", "\u{61C}", "\u{1B}[31mred\u{1B}[0m", "\u{1B}]52;c;aGk=\u{7}", "\u{9B}2J", "\u{7}",
    "\u{0}", "\u{7F}",
    "\u{85}", "\u{2028}", "\u{2029}", "\r\n", "\n", "\t", "\n\n\n", "\u{E0061}\u{E007F}", "\u{E000}",
    "\u{FFFD}", "\u{10FFFF}",
    "\u{FDFD}", "\u{1F3F4}\u{E0067}\u{E0062}\u{E007F}", "\u{180E}", "\u{FFF9}a\u{FFFA}b\u{FFFB}", "、。）", "「」",
  ]

  /// Mostly short; now and then with control characters.
  static func text(_ random: inout RandomSource, hostile: Bool) -> String {
    let length = random.once(in: 40) ? random.below(3000) : random.below(24)
    var text = ""
    for _ in 0..<length {
      text += hostile && random.once(in: 3) ? random.element(of: pieces) : random.element(of: words)
      if !random.once(in: 9) { text += " " }
    }
    return text
  }

  /// A megabyte, in one line or in many.
  static func megabyte(_ random: inout RandomSource) -> String {
    let piece = random.once(in: 2) ? random.element(of: pieces) : random.element(of: words) + " "
    return String(repeating: piece.isEmpty ? "x" : piece, count: 1_000_000 / max(1, piece.utf8.count))
  }
}
