extension Row {
  /// The language of a row, and its text where that is a hostile one.
  struct Voice {
    /// Knows the row's topic.
    var lexicon: Lexicon
    var hostile: (title: String, text: String)?
  }

  /// Rows 37, 168, 299 … of the facts carry a hostile text, and a few of the other categories.
  var voice: Voice {
    let step = category == .fact ? 131 : 61
    if index % step == 37 {
      return Voice(lexicon: .english, hostile: HostileTexts.all[index / step % HostileTexts.all.count])
    }
    if category == .tool { return Voice(lexicon: .english) }
    return Voice(lexicon: Row.lexicon(.of(noise), category, topic))
  }

  private static func lexicon(_ lexicon: Lexicon, _ category: Category, _ topic: Topic) -> Lexicon {
    lexicon.statements(category, about: topic).isEmpty ? .english : lexicon
  }

  /// - Parameter name: `memory_key` in the cloud's dialect.
  func writeTitle(_ voice: Voice, as name: String, into json: inout JSONWriter) {
    if let hostile = voice.hostile { return json.member(name, hostile.title) }
    // A memory without a title turns up now and then.
    guard noise.pick(Salt.missing, below: 45) != 9 else { return }
    let fact = noise.element(Salt.phrase, of: voice.lexicon.statements(.fact, about: topic))
    json.key(name)
    json.sentence { fact.first.write(into: &$0, noise: noise, time: time, lexicon: voice.lexicon) }
  }

  /// - Parameter name: `memory_value` in the cloud's dialect.
  func writeFactText(_ voice: Voice, as name: String, into json: inout JSONWriter) {
    if let hostile = voice.hostile { return json.member(name, hostile.text) }
    let fact = noise.element(Salt.phrase, of: voice.lexicon.statements(.fact, about: topic))
    json.key(name)
    json.sentence { json in
      fact.second.write(into: &json, noise: noise, time: time, lexicon: voice.lexicon)
      if noise.chance(Salt.length, of: 30) { writeMore(into: &json) }
    }
  }

  /// Some memories are essays: ten to forty sentences in paragraphs and lists.
  private func writeMore(into json: inout JSONWriter) {
    let language = Lexicon.of(noise)
    let count = 10 + noise.pick(Salt.length &+ 50, below: 31)
    let breaks = noise.chance(Salt.length &+ 51, of: 700)
    for part in 1...count {
      json.append(!breaks ? " " : part % 5 == 0 ? "\n\n" : part % 7 == 0 ? "\n- " : " ")
      let noise = Noise(noise, part)
      let topic = Topic.of(noise)
      let lexicon = Row.lexicon(language, .fact, topic)
      let fact = noise.element(Salt.phrase, of: lexicon.statements(.fact, about: topic))
      json.capitalized { fact.second.write(into: &$0, noise: noise, time: time, lexicon: lexicon) }
    }
  }

  func writePreferenceText(_ voice: Voice, as name: String = "preference", into json: inout JSONWriter) {
    if let hostile = voice.hostile { return json.member(name, hostile.text) }
    let preference = noise.element(Salt.phrase, of: voice.lexicon.statements(.preference, about: topic))
    json.key(name)
    json.sentence { preference.first.write(into: &$0, noise: noise, time: time, lexicon: voice.lexicon) }
  }

  func writeReasoning(_ voice: Voice, into json: inout JSONWriter) {
    if let hostile = voice.hostile { return json.member("reasoning", hostile.title) }
    let preference = noise.element(Salt.phrase, of: voice.lexicon.statements(.preference, about: topic))
    guard noise.chance(Salt.reasoning, of: 930) else { return }
    json.key("reasoning")
    json.sentence { preference.second.write(into: &$0, noise: noise, time: time, lexicon: voice.lexicon) }
  }

  var toolType: String {
    let number = noise.pick(Salt.kind, below: 100)
    return number < 74 ? "ToolTrajectoryMemory" : number < 94 ? "ToolSchemaMemory" : "ToolSchema"
  }

  /// The tools of a run: one to three, the first names the text.
  private var uses: [Tool] {
    let count = 1 + noise.pick(Salt.rate &+ 300, below: 5) / 2
    return (0..<count).map { Tool.of(noise, step: $0) }
  }

  /// - Parameter name: `tool_value` in the cloud's dialect.
  func writeToolText(_ voice: Voice, as name: String, into json: inout JSONWriter) {
    json.key(name)
    json.text { json in
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
      json.key("experience")
      json.sentence { json in
        uses[0].experience(noise, Salt.reasoning &+ 50)
          .write(into: &json, noise: noise, time: time, lexicon: .english)
      }
    }
    guard noise.pick(Salt.missing, below: 30) != 11 else { return }
    json.key("tool_used_status")
    json.array { json in
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
      json.key(noise.chance(Salt.rate &+ 5, of: 250) ? "experience" : "tool_experience")
      json.sentence { json in
        tool.experience(noise, Salt.rate &+ 6)
          .write(into: &json, noise: noise, time: time, lexicon: .english)
      }
    }
  }

  /// The messages that a memory came from: objects for most rows, plain strings for some.
  func writeSources(_ voice: Voice, into json: inout JSONWriter) {
    json.key("sources")
    let arePlain = noise.chance(Salt.sources &+ 200, of: 120)
    let exchanges = 1 + noise.pick(Salt.sources &+ 201, below: 3)
    json.array { json in
      for exchange in 0..<exchanges {
        let noise = exchange == 0 ? noise : Noise(noise, exchange)
        let pair = noise.element(Salt.sources &+ 202, of: voice.lexicon.exchanges(about: topic))
        let said = time - Int64(exchanges - exchange) * 120_000
        let turns = [("user", pair.first), ("assistant", pair.second)]
        for (role, template) in turns {
          if role == "assistant", exchange == exchanges - 1, noise.chance(Salt.sources &+ 203, of: 500) {
            break
          }
          writeTurn(role, template, at: said, plain: arePlain, noise, voice.lexicon, into: &json)
        }
      }
    }
  }

  private func writeTurn(
    _ role: String, _ template: Template, at time: Int64, plain: Bool, _ noise: Noise, _ lexicon: Lexicon,
    into json: inout JSONWriter
  ) {
    if plain {
      json.text { json in
        json.append(role + ": [" + Moment(milliseconds: time).minutes + "]: ")
        template.write(into: &json, noise: noise, time: time, lexicon: lexicon)
      }
      return
    }
    json.object { json in
      json.member("role", role)
      json.key("content")
      json.sentence { template.write(into: &$0, noise: noise, time: time, lexicon: lexicon) }
      json.member("chat_time", Moment(milliseconds: time).minutes)
      if noise.chance(Salt.sources &+ 204, of: 400) {
        json.member("message_id", "msg_" + String(noise.bits(Salt.sources &+ 205) >> 16, radix: 36))
      }
    }
  }
}
