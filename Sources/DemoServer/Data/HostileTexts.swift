/// Texts that attack whoever prints them. Users and models write such texts, and a browser has to survive them.
enum HostileTexts {
  static let all: [(title: String, text: String)] = [
    (
      "\u{1B}[31mRed alert\u{1B}[0m",
      "The user pasted a log: \u{1B}[2J\u{1B}[H\u{1B}[31mall gone\u{1B}[0m and asked what it means."
    ),
    (
      "Clipboard",
      "Copy this please: \u{1B}]52;c;cm0gLXJmIH4=\u{07} and the title \u{1B}]0;owned\u{07} stays."
    ),
    (
      "Invoice \u{202E}gpj.exe",
      "The file is called photo\u{202E}gpj.exe\u{202C}, \u{2066}the user says it is a picture\u{2069}."
    ),
    (
      "[/etc/passwd]",
      "The user's notes say [/etc/passwd] and [bold]not markup[/bold]; also {curly} and %s %n %d."
    ),
    (
      "Zero\u{200B}width\u{FEFF}",
      "pass\u{200B}word\u{2060} hid\u{200D}den \u{00AD}soft hyphen \u{FEFF}byte order mark"
    ),
    (
      "Bell\u{07}\u{08}\u{08}\u{7F}",
      "Backspaces\u{08}\u{08}\u{08}, a bell\u{07}, a NUL\u{00}, C1 \u{9B}31m and \u{85} next line."
    ),
    ("Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤a̴l̷g̸o̵", "Stacked marks: Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤a̴̡͈͖̮͓l̷̨̛g̸̢̛o̵̧, then U+FFFD \u{FFFD}\u{FFFD} and a lone surrogate's stand-in."),
    (
      "=HYPERLINK(\"http://evil.example\")",
      "@SUM(1+1)*cmd|' /C calc'!A0\n\tstarts with a formula, has a tab\r\nand a CRLF"
    ),
    (
      "Emoji 👩🏽‍🚀👨‍👩‍👧‍👦🏴󠁧󠁢󠁳󠁣󠁴󠁿",
      "🇵🇹🇨🇳🇯 flags (one is half), 👍🏿 skin tones, ❤️‍🔥 joined, 1️⃣ keycaps, ☺ and ☺️ with and without selector"
    ),
  ]
}
