import Foundation

/// Texts that would steer a terminal, or hide text in it.
enum HostileCorpus {
  static let texts = acting + drawn

  /// Three texts each, for the rows of a list.
  static let rows = stride(from: 0, to: texts.count, by: 3).map {
    texts[$0..<min($0 + 3, texts.count)].joined(separator: " ")
  }

  /// No terminal acts on these, but they must neither move cells nor combine with what is beside them.
  static let drawn = [
    "\u{E000}\u{F8FF}\u{F0000}\u{10FFFD}private", "\u{301}\u{302}lone",
    "e" + String(repeating: "\u{301}", count: 60),
  ]

  static let acting = [
    // Sequences that no terminal description of ours has, so that none can pass for one of curses.
    "\u{1B}[2;5;66z", "\u{1B}[?1003h", "\u{1B}[6n", "\u{1B}c", "\u{1B}#8", "\u{1B}[38;5;213m", "\u{1B}[200~",
    "\u{1B}]52;c;aGF4\u{07}", "\u{1B}]0;owned\u{1B}\\", "\u{1B}]8;;http://x/\u{07}link",
    "\u{1B}P+q544e\u{1B}\\",
    "\u{1B}_apc\u{1B}\\", "\u{1B}^pm\u{1B}\\", "\u{1B}Xsos\u{1B}\\", "cut \u{1B}", "cut \u{1B}[",
    "\u{9B}31m", "\u{9D}0;c1\u{9C}", "\u{90}q\u{9C}", "\u{85}", "\u{8D}\u{84}\u{9F}x\u{9C}",
    "\u{202E}gpj.exe\u{202C}", "\u{202A}\u{202B}\u{202D}", "\u{2066}iso\u{2069}\u{2067}\u{2068}",
    "\u{200E}\u{200F}\u{61C}",
    "pass\u{200B}word", "\u{FEFF}bom", "\u{2060}wj\u{2061}\u{206F}", "a\u{200D}b\u{200C}c", "\u{AD}shy",
    "\u{180E}mvs",
    "\u{2028}ls\u{2029}ps", "\u{E0041}\u{E0001}tag\u{E007F}",
    "\u{FFF9}a\u{FFFA}b\u{FFFB}",
    "\u{3164}\u{115F}\u{1160}\u{FFA0}filler", "\u{34F}\u{17B4}", "\u{378}\u{FFFF}",
    "bell\u{07}", "back\u{08}\u{06}", "\u{7F}del", "nul\u{00}", "\u{0E}shift\u{0F}", "\u{05}enq\u{18}\u{1A}",
    "tab\tline\nfeed\rreturn\u{0B}\u{0C}",
  ]

  /// One of each kind, so short that no error message cuts it, and without NUL, which no argument can hold.
  static let short =
    "\u{1B}[2;5;66z\u{1B}]52;c;aG\u{07}\u{9B}1m\u{9D}0\u{9C}\u{7F}\u{08}\r\u{0E}\u{202E}\u{2066}\u{200B}\u{FEFF}"
    + "\u{2028}\u{E0041}\u{E000}\u{85}\u{301}"

  /// No string of JSON or an argument is valid UTF-8 with it: an overlong ESC, C1 as single bytes, a cut character.
  static let invalidUTF8: [UInt8] = [
    0xC0, 0x9B, 0x9B, 0x33, 0x31, 0x6D, 0xED, 0xA0, 0x80, 0xF4, 0x90, 0x80, 0x80, 0xE4, 0xB8,
  ]

  /// All strings of a record are the text; its id is `<text>7`.
  static func fact(_ text: String, _ number: Int) -> String {
    let text = EndToEnd.HostileTextTests.json(text)
    let id = text.dropLast() + "\(number)\""
    return """
      {"id":\(id),"memory_key":\(text),"memory_value":\(text),"memory_type":\(text),"status":\(text),\
      "conversation_id":\(text),"agent_id":\(text),"app_id":\(text),"create_time":\(text),"update_time":\(text),\
      "confidence":\(text),"tags":[\(text)],"sources":[\(text),{"role":\(text),"content":\(text),"chat_time":\(text)}],\
      "info":{\(text):\(text),"scene":\(text),"list":[\(text),{\(text):1}]},\(text):{\(text):[\(text)]}}
      """
  }

  static func tool(_ text: String) -> String {
    let text = EndToEnd.HostileTextTests.json(text)
    return """
      {"id":\(text),"tool_type":\(text),"tool_value":\(text),"experience":\(text),\
      "tool_used_status":[{"used_tool":\(text),"success_rate":\(text),"error_type":\(text)}]}
      """
  }

  static func preference(_ text: String) -> String {
    let text = EndToEnd.HostileTextTests.json(text)
    return #"{"id":\#(text),"preference_type":\#(text),"preference":\#(text),"reasoning":\#(text)}"#
  }
}
