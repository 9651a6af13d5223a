extension Row {
  /// What the row says, in the language it says it in.
  struct Voice {
    /// Knows the row's topic.
    var lexicon: Lexicon
    var hostile: (title: String, text: String)?
  }

  /// Rows 37, 168, 299 … of the facts carry a hostile text, and a few of the other categories.
  var voice: Voice {
    let step = category == .fact ? 131 : 61
    if index % step == 37 {
      return Voice(lexicon: .english, hostile: Hostile.texts[index / step % Hostile.texts.count])
    }
    if category == .tool { return Voice(lexicon: .english) }
    return Voice(lexicon: Row.lexicon(Tongue.of(noise), category, topic))
  }

  private static func lexicon(_ tongue: Tongue, _ category: Category, _ topic: Topic) -> Lexicon {
    let lexicon = tongue.lexicon
    return lexicon.statements(category, about: topic).isEmpty ? .english : lexicon
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
    let tongue = Tongue.of(noise)
    let count = 10 + noise.pick(Salt.length &+ 50, below: 31)
    let breaks = noise.chance(Salt.length &+ 51, of: 700)
    for part in 1...count {
      json.append(!breaks ? " " : part % 5 == 0 ? "\n\n" : part % 7 == 0 ? "\n- " : " ")
      let noise = Noise(noise, part)
      let topic = Topic.of(noise)
      let lexicon = Row.lexicon(tongue, .fact, topic)
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
}

extension JSONWriter {
  /// A string whose first letter is made a capital: slots do not know that they begin a sentence.
  mutating func sentence(_ pieces: (inout JSONWriter) -> Void) {
    text { $0.capitalized(pieces) }
  }

  /// A part of a string, likewise.
  mutating func capitalized(_ pieces: (inout JSONWriter) -> Void) {
    let start = bytes.count
    pieces(&self)
    capitalize(at: start)
  }
}
