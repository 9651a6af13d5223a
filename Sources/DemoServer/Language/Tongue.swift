/// The languages of the demo's memories.
enum Tongue {
  case english, chinese, japanese, russian, korean, arabic, hindi, greek, spanish, german

  /// Of 1000 rows. What a language cannot say about a topic is said in English.
  private static let shares: [(Tongue, Int)] = [
    (.chinese, 180), (.japanese, 50), (.russian, 35), (.korean, 30), (.arabic, 30), (.hindi, 25),
    (.greek, 20),
    (.spanish, 20), (.german, 15),
  ]

  static func of(_ noise: Noise) -> Tongue {
    var place = noise.pick(Salt.tongue, below: 1000)
    for (tongue, share) in shares {
      if place < share { return tongue }
      place -= share
    }
    return .english
  }

  var lexicon: Lexicon {
    switch self {
    case .english: .english
    case .chinese: .chinese
    case .japanese: .japanese
    case .russian: .russian
    case .korean: .korean
    case .arabic: .arabic
    case .hindi: .hindi
    case .greek: .greek
    case .spanish: .spanish
    case .german: .german
    }
  }
}
