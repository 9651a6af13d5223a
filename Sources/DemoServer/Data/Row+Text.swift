extension Row {
  /// What the row says, in the language it says it in.
  struct Voice {
    var lexicon: Lexicon
    var hostile: (title: String, text: String)?
  }

  /// Rows 37, 168, 299 … of the facts carry a hostile text, and a few of the other categories.
  var voice: Voice {
    let step = category == .fact ? 131 : 61
    if index % step == 37 % step {
      return Voice(lexicon: .english, hostile: Hostile.texts[index / step % Hostile.texts.count])
    }
    return Voice(lexicon: Tongue.of(noise).lexicon)
  }

  func writeFact(_ voice: Voice, into json: inout JSONWriter) {
    if let hostile = voice.hostile {
      json.member("memory_key", hostile.title)
      json.member("memory_value", hostile.text)
      return
    }
    let (fact, lexicon) = choice(voice, noise)
    // A memory without a title turns up now and then.
    if noise.pick(Salt.missing, below: 45) != 9 {
      json.key("memory_key")
      json.sentence { fact.title.write(into: &$0, noise: noise, time: time, lexicon: lexicon) }
    }
    json.key("memory_value")
    json.sentence { json in
      fact.text.write(into: &json, noise: noise, time: time, lexicon: lexicon)
      if noise.chance(Salt.length, of: 30) { writeMore(voice, into: &json) }
    }
  }

  /// Some people's memories are essays: ten to forty sentences in paragraphs and lists.
  private func writeMore(_ voice: Voice, into json: inout JSONWriter) {
    let count = 10 + noise.pick(Salt.length &+ 50, below: 31)
    let breaks = noise.chance(Salt.length &+ 51, of: 700)
    for part in 1...count {
      json.append(!breaks ? " " : part % 5 == 0 ? "\n\n" : part % 7 == 0 ? "\n- " : " ")
      let noise = Noise(noise, part)
      let (fact, lexicon) = Row.choice(voice, Topic.of(noise), noise)
      fact.text.write(into: &json, noise: noise, time: time, lexicon: lexicon)
    }
  }

  private func choice(_ voice: Voice, _ noise: Noise) -> (Lexicon.Fact, Lexicon) {
    Row.choice(voice, topic, noise)
  }

  private static func choice(_ voice: Voice, _ topic: Topic, _ noise: Noise) -> (Lexicon.Fact, Lexicon) {
    let own = voice.lexicon.facts(about: topic)
    let lexicon = own.isEmpty ? Lexicon.english : voice.lexicon
    return (noise.element(Salt.phrase, of: own.isEmpty ? lexicon.facts(about: topic) : own), lexicon)
  }

  func writePreference(_ voice: Voice, into json: inout JSONWriter) {
    if let hostile = voice.hostile {
      json.member("preference", hostile.text)
      json.member("reasoning", hostile.title)
      return
    }
    let preference = noise.element(Salt.phrase, of: voice.lexicon.preferences)
    json.key("preference")
    json.sentence { preference.text.write(into: &$0, noise: noise, time: time, lexicon: voice.lexicon) }
    guard noise.chance(Salt.reasoning, of: 930) else { return }
    json.key("reasoning")
    json.sentence { preference.reasoning.write(into: &$0, noise: noise, time: time, lexicon: voice.lexicon) }
  }
}

extension JSONWriter {
  /// A string whose first letter is made a capital: slots do not know that they begin a sentence.
  mutating func sentence(_ pieces: (inout JSONWriter) -> Void) {
    let start = bytes.count + 1
    text(pieces)
    capitalize(at: start)
  }
}
