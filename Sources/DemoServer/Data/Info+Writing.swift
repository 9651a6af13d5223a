extension Info {
  /// - Parameter lexicon: names the places in the language of the row.
  func write(into json: inout JSONWriter, lexicon: Lexicon) {
    guard !isMissing else { return }
    json.key("info")
    json.object { json in
      for key in Info.keys {
        guard let value = scalar(key) else { continue }
        json.key(key)
        switch value {
        case .string(let text): json.string(text)
        case .bool(let flag): json.bool(flag)
        case .number(let number):
          if key == "score" { json.hundredths(score) } else { json.integer(Int64(number)) }
        }
      }
      if has("trip") { writeTrip(into: &json, lexicon) }
      if has("labels") {
        json.key("labels")
        json.strings(labels)
      }
    }
  }

  /// `"trip": {"city": "Lisbon", "nights": 4, "travellers": ["Mina"], "budget": {"amount": 1200, "currency": "EUR"}}`
  private func writeTrip(into json: inout JSONWriter, _ lexicon: Lexicon) {
    let noise = row.noise
    json.key("trip")
    json.object { json in
      json.member("city", lexicon.word("city", noise))
      json.member("nights", integer: 2 + noise.pick(Salt.info &+ 71, below: 12))
      json.key("travellers")
      json.array { json in
        for traveller in 0...noise.pick(Salt.info &+ 72, below: 3) {
          json.string(lexicon.word("person", Noise(noise, traveller)))
        }
      }
      json.key("budget")
      json.object { json in
        json.member("amount", integer: 50 * (6 + noise.pick(Salt.info &+ 73, below: 90)))
        json.member("currency", noise.element(Salt.info &+ 74, of: ["EUR", "CNY", "USD", "JPY"]))
      }
    }
  }
}
