extension Row {
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
        json.append(role + ": [" + Row.chatTime(time) + "]: ")
        template.write(into: &json, noise: noise, time: time, lexicon: lexicon)
      }
      return
    }
    json.object { json in
      json.member("role", role)
      json.key("content")
      json.sentence { template.write(into: &$0, noise: noise, time: time, lexicon: lexicon) }
      json.member("chat_time", Row.chatTime(time))
      if noise.chance(Salt.sources &+ 204, of: 400) {
        json.member("message_id", "msg_" + String(noise.bits(Salt.sources &+ 205) >> 16, radix: 36))
      }
    }
  }

  /// `2026-03-17 10:00`
  private static func chatTime(_ time: Int64) -> String {
    let moment = Moment(milliseconds: time)
    return moment.date + " " + moment.clock
  }
}
