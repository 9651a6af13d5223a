/// What kind of person the memories of a user are about: topics and words.
final class Profile: Sendable {
  /// Of most rows.
  let lexicon: Lexicon
  /// How many of 1000 rows speak another language; what that has no words for is in English.
  private let others: [(lexicon: Lexicon, rows: Int)]
  /// As often as rows are about them.
  private let topics: [Topic]
  private let tools: [Tool]

  static func of(_ tenant: Tenant) -> Profile { own[tenant.number] ?? traveller }

  /// `memos_user_123`: travels and shops, and speaks many languages.
  private static let traveller = Profile(.english, Lexicon.others, Topic.all)
  private static let english = PackageResources.english_txt + PackageResources.english_facts_txt
  private static let own = [
    1: Profile(PackageResources.nurse_txt, base: english, english: 0),
    2: Profile(PackageResources.student_txt, base: PackageResources.chinese_txt, english: 100),
    4: Profile(PackageResources.concierge_txt, base: english, english: 0),
  ]

  private init(_ lexicon: Lexicon, _ others: [(lexicon: Lexicon, rows: Int)], _ topics: [Topic]) {
    self.lexicon = lexicon
    self.others = others
    self.topics = topics
    tools = Tool.all.filter { topics.contains($0.topic) }
  }

  private convenience init(_ bytes: [UInt8], base: [UInt8], english rows: Int) {
    let file = WordFile(bytes)
    self.init(
      Lexicon(file, base: WordFile(base)), rows == 0 ? [] : [(.english, rows)],
      file["topics"].flatMap(\.list).flatMap { entry in
        let words = entry.split(separator: " ")
        guard words.count == 2, let topic = Topic(name: words[0]), let rows = Int(words[1]) else {
          return [Topic]()
        }
        return [Topic](repeating: topic, count: rows)
      })
  }

  func topic(_ noise: Noise) -> Topic { noise.element(Salt.topic, of: topics) }

  func language(_ noise: Noise) -> Lexicon {
    var place = noise.pick(Salt.language, below: 1000)
    for (lexicon, rows) in others {
      if place < rows { return lexicon }
      place -= rows
    }
    return lexicon
  }

  func tool(_ noise: Noise, step: Int = 0) -> Tool {
    tools[(noise.pick(Salt.phrase, below: tools.count) + step * 5) % tools.count]
  }
}
