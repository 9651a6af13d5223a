extension Row {
  struct Voice {
    var lexicon: Lexicon
    var hostile: (title: String, text: String)?
  }

  /// Rows 37, 168, 299 … of the facts carry a hostile text, and a few of the other categories.
  var voice: Voice {
    let step = category == .fact ? 131 : 61
    if isWritten { return Voice(lexicon: .english) }
    if index % step == 37 {
      return Voice(lexicon: .english, hostile: HostileTexts.all[index / step % HostileTexts.all.count])
    }
    if category == .tool { return Voice(lexicon: .english) }
    return Voice(lexicon: Row.lexicon(Profile.of(tenant).language(noise), category, topic))
  }

  private static func lexicon(_ lexicon: Lexicon, _ category: Category, _ topic: Topic) -> Lexicon {
    lexicon.statements(category, about: topic).isEmpty ? .english : lexicon
  }

  func statement(_ category: Category, _ voice: Voice) -> Statement {
    planted?.statement ?? noise.element(Salt.phrase, of: voice.lexicon.statements(category, about: topic))
  }

  private func write(_ template: Template, as name: String, _ voice: Voice, into json: inout JSONWriter) {
    json.sentence(name) { template.write(into: &$0, noise: noise, time: time, lexicon: voice.lexicon) }
  }

  func writeTitle(_ voice: Voice, as name: String, into json: inout JSONWriter) {
    if let hostile = voice.hostile { return json.member(name, hostile.title) }
    guard !lacks(9...9, of: 45) else { return }
    write(statement(.fact, voice).first, as: name, voice, into: &json)
  }

  func writeFactText(_ voice: Voice, as name: String, into json: inout JSONWriter) {
    if let hostile = voice.hostile { return json.member(name, hostile.text) }
    json.sentence(name) { json in
      statement(.fact, voice).second.write(into: &json, noise: noise, time: time, lexicon: voice.lexicon)
      if !isWritten, noise.chance(Salt.length, of: 30) { writeMore(into: &json) }
    }
  }

  /// Some memories are essays: ten to forty sentences in paragraphs and lists.
  private func writeMore(into json: inout JSONWriter) {
    let profile = Profile.of(tenant)
    let language = profile.language(noise)
    let count = 10 + noise.pick(Salt.length &+ 50, below: 31)
    let breaks = noise.chance(Salt.length &+ 51, of: 700)
    for part in 1...count {
      json.append(!breaks ? " " : part % 5 == 0 ? "\n\n" : part % 7 == 0 ? "\n- " : " ")
      let noise = Noise(noise, part)
      let topic = profile.topic(noise)
      let lexicon = Row.lexicon(language, .fact, topic)
      let fact = noise.element(Salt.phrase, of: lexicon.statements(.fact, about: topic))
      json.capitalized { fact.second.write(into: &$0, noise: noise, time: time, lexicon: lexicon) }
    }
  }

  func writePreferenceText(_ voice: Voice, as name: String = "preference", into json: inout JSONWriter) {
    if let hostile = voice.hostile { return json.member(name, hostile.text) }
    write(statement(.preference, voice).first, as: name, voice, into: &json)
  }

  func writeReasoning(_ voice: Voice, into json: inout JSONWriter) {
    if let hostile = voice.hostile { return json.member("reasoning", hostile.title) }
    guard isWritten || noise.chance(Salt.reasoning, of: 930) else { return }
    write(statement(.preference, voice).second, as: "reasoning", voice, into: &json)
  }

  var toolType: String {
    let number = noise.pick(Salt.kind, below: 100)
    return number < 74 ? "ToolTrajectoryMemory" : number < 94 ? "ToolSchemaMemory" : "ToolSchema"
  }

  var uses: [Tool] {
    let count = 1 + noise.pick(Salt.rate &+ 300, below: 5) / 2
    let profile = Profile.of(tenant)
    return (0..<count).map { profile.tool(noise, step: $0) }
  }

  func writeToolText(_ voice: Voice, as name: String, into json: inout JSONWriter) {
    json.text(name) { json in
      if let hostile = voice.hostile {
        json.append(hostile.text)
      } else if toolType == "ToolTrajectoryMemory" {
        uses[0].trajectory.write(into: &json, noise: noise, time: time, lexicon: .english)
      } else {
        json.append(uses[0].schema)
      }
    }
  }

  func writeToolUses(into json: inout JSONWriter) {
    let uses = uses
    if noise.chance(Salt.reasoning, of: 880) {
      json.sentence("experience") { json in
        uses[0].experience(noise, Salt.reasoning &+ 50)
          .write(into: &json, noise: noise, time: time, lexicon: .english)
      }
    }
    guard noise.pick(Salt.missing, below: 30) != 11 else { return }
    json.array("tool_used_status") { json in
      for (place, tool) in uses.enumerated() { writeUse(of: tool, Noise(noise, place), into: &json) }
    }
  }

  private func writeUse(of tool: Tool, _ noise: Noise, into json: inout JSONWriter) {
    let spread = noise.pick(Salt.rate, below: 100)
    let rate = noise.chance(Salt.rate &+ 1, of: 300) ? 100 : 100 - spread * spread / 120
    json.object { json in
      json.member("used_tool", tool.name)
      json.key("error_type")
      if rate > 80 {
        noise.chance(Salt.rate &+ 2, of: 500) ? json.null() : json.string("")
      } else {
        json.string(noise.element(Salt.rate &+ 3, of: Tool.errors))
      }
      json.key("success_rate")
      if noise.chance(Salt.rate &+ 4, of: 300) {
        json.string(rate == 100 ? "1.0" : "0.\(padded(rate))")
      } else {
        json.hundredths(rate)
      }
      json.sentence(noise.chance(Salt.rate &+ 5, of: 250) ? "experience" : "tool_experience") { json in
        tool.experience(noise, Salt.rate &+ 6).write(into: &json, noise: noise, time: time, lexicon: .english)
      }
    }
  }
}

/// Texts that attack whoever prints them. Users and models write such texts, and a browser has to survive them.
enum HostileTexts {
  static let all = texts.map { (title: $0, text: $1) }

  private static let texts: KeyValuePairs = [
    "\u{1B}[31mRed alert\u{1B}[0m":
      "The user pasted a log: \u{1B}[2J\u{1B}[H\u{1B}[31mall gone\u{1B}[0m and asked what it means.",
    "Clipboard":
      "Copy this please: \u{1B}]52;c;cm0gLXJmIH4=\u{07} and the title \u{1B}]0;owned\u{07} stays.",
    "Invoice \u{202E}gpj.exe":
      "The file is called photo\u{202E}gpj.exe\u{202C}, \u{2066}the user says it is a picture\u{2069}.",
    "[/etc/passwd]":
      "The user's notes say [/etc/passwd] and [bold]not markup[/bold]; also {curly} and %s %n %d.",
    "Zero\u{200B}width\u{FEFF}":
      "pass\u{200B}word\u{2060} hid\u{200D}den \u{00AD}soft hyphen \u{FEFF}byte order mark",
    "Bell\u{07}\u{08}\u{08}\u{7F}":
      "Backspaces\u{08}\u{08}\u{08}, a bell\u{07}, a NUL\u{00}, C1 \u{9B}31m and \u{85} next line.",
    "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤a̴l̷g̸o̵":
      "Stacked marks: Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤a̴̡͈͖̮͓l̷̨̛g̸̢̛o̵̧, then U+FFFD \u{FFFD}\u{FFFD} and a lone surrogate's stand-in.",
    "=HYPERLINK(\"http://evil.example\")":
      "@SUM(1+1)*cmd|' /C calc'!A0\n\tstarts with a formula, has a tab\r\nand a CRLF",
    "Emoji 👩🏽‍🚀👨‍👩‍👧‍👦🏴󠁧󠁢󠁳󠁣󠁴󠁿":
      "🇵🇹🇨🇳🇯 flags (one is half), 👍🏿 skin tones, ❤️‍🔥 joined, 1️⃣ keycaps, ☺ and ☺️ with and without selector",
  ]
}
