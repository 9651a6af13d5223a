extension Row {
  /// The messages that a memory came from: objects for most rows, plain strings for some.
  func writeSources(_ voice: Voice, into json: inout JSONWriter) {
    json.key("sources")
    let arePlain = !isWritten && noise.chance(Salt.sources &+ 200, of: 120)
    let exchanges = exchanges(voice)
    let isAnswered = isWritten || noise.chance(Salt.sources &+ 203, of: 500)
    json.array { json in
      for (place, exchange) in exchanges.enumerated() {
        let isLast = place == exchanges.count - 1
        // What changed a memory was said just before, the rest before it was first kept.
        let end = isLast && planted?.minute != nil ? time : created ?? time
        let said = end - Int64(exchanges.count - place) * 120_000
        writeTurn(place * 2, "user", exchange.said, at: said, plain: arePlain, voice, into: &json)
        if isLast, !isAnswered { break }
        writeTurn(place * 2 + 1, "assistant", exchange.answer, at: said, plain: arePlain, voice, into: &json)
      }
    }
  }

  /// The first exchange is the one from which the memory follows, or in which the tool was used, since a preview quotes it;
  /// after a change the newer one follows. Half of the conversations continue with small talk. All have the words of the
  /// row, so that they are about the same city and the same person.
  private func exchanges(_ voice: Voice) -> [Exchange] {
    let own = ownExchange(voice)
    if let planted, isWritten { return planted.earlier + [own] }
    let talk = voice.lexicon.smallTalk(about: topic)
    let more = [0, 0, 0, 1, 1, 2][noise.pick(Salt.sources &+ 201, below: 6)]
    let first = noise.pick(Salt.sources &+ 202, below: talk.count)
    return [own] + (0..<min(more, talk.count)).map { talk[(first + $0) % talk.count] }
  }

  private func ownExchange(_ voice: Voice) -> Exchange {
    if let hostile = voice.hostile {
      return Exchange(said: Template(Substring(hostile.text)), answer: Template("Noted."))
    }
    return category == .tool ? uses[0].exchange : statement(category, voice).exchange
  }

  private func writeTurn(
    _ number: Int, _ role: String, _ template: Template, at said: Int64, plain: Bool, _ voice: Voice,
    into json: inout JSONWriter
  ) {
    // The dates in it count from the time of the row, as those in its text.
    func write(_ json: inout JSONWriter) {
      template.write(into: &json, noise: noise, time: time, lexicon: voice.lexicon)
    }
    if plain {
      json.text { json in
        json.append(role + ": [" + Moment(milliseconds: said).minutes + "]: ")
        json.capitalized(write)
      }
      return
    }
    json.object { json in
      json.member("role", role)
      json.sentence("content", write)
      json.member("chat_time", Moment(milliseconds: said).minutes)
      let noise = Noise(noise, number)
      if noise.chance(Salt.sources &+ 204, of: 400) {
        json.member("message_id", "msg_" + String(noise.bits(Salt.sources &+ 205) >> 16, radix: 36))
      }
    }
  }
}
