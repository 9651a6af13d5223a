/// What the demo can say in one language.
struct Lexicon {
  /// Two sentences that belong together: a title and a text, a preference and its reasoning, a question and an answer.
  struct Pair {
    var first: Template
    var second: Template
  }

  private let words: [String: [String]]
  /// By the number of the topic; a language does not need to know them all.
  private let facts: [[Pair]]
  private let preferences: [[Pair]]
  private let dialogue: [[Pair]]

  /// - Parameters:
  ///   - words: a line a slot, `city: Lisbon, Guangzhou`.
  ///   - facts: under `# travel` a line a fact, `{city} trip | The user plans …`; the others are written alike.
  ///   - preferences: `Prefers trains. | Chose the train twice.`
  ///   - dialogue: `How do I get to {city}? | By train, {n} hours.`
  init(words: String, facts: String, preferences: String, dialogue: String) {
    var lists: [String: [String]] = [:]
    for line in words.split(separator: "\n") {
      guard let (name, list) = line.halves(at: ":") else { continue }
      lists[String(name)] = list.split(separator: ",").map { String($0.trimmed) }
    }
    self.words = lists
    self.facts = Lexicon.chapters(of: facts, words: lists)
    self.preferences = Lexicon.chapters(of: preferences, words: lists)
    self.dialogue = Lexicon.chapters(of: dialogue, words: lists)
  }

  private static func chapters(of text: String, words: [String: [String]]) -> [[Pair]] {
    var chapters = [[Pair]](repeating: [], count: Topic.allCases.count)
    var topic = Topic.travel
    for line in text.split(separator: "\n") {
      if line.hasPrefix("# ") {
        topic = Topic.allCases.first { "\($0)" == line.dropFirst(2) } ?? topic
      } else if let (first, second) = line.halves(at: "|") {
        chapters[topic.rawValue].append(
          Pair(first: Template(first, words: words), second: Template(second, words: words)))
      }
    }
    return chapters
  }
}

extension Lexicon {
  /// Empty where the language has nothing to say.
  func statements(_ category: Category, about topic: Topic) -> [Pair] {
    switch category {
    case .fact: facts[topic.rawValue]
    case .preference: preferences[topic.rawValue]
    case .tool: []
    }
  }

  /// What was said when a memory came about; small talk about travel where the topic has no words of its own.
  func exchanges(about topic: Topic) -> [Pair] {
    dialogue[topic.rawValue].isEmpty ? dialogue[Topic.travel.rawValue] : dialogue[topic.rawValue]
  }

  func template(_ text: Substring) -> Template { Template(text, words: words) }

  func word(_ slot: String, _ noise: Noise) -> String {
    guard let list = words[slot], !list.isEmpty else { return slot }
    return noise.element(Template.salt(slot), of: list)
  }

  /// 1 is January.
  func month(_ number: Int) -> String {
    guard let names = words["month"], names.count == 12 else { return String(number) }
    return names[number - 1]
  }
}

extension Substring {
  /// `a: b` at `:` is `a` and `b`; nil without the separator.
  func halves(at separator: Character) -> (first: Substring, second: Substring)? {
    guard let place = firstIndex(of: separator) else { return nil }
    return (self[..<place].trimmed, self[index(after: place)...].trimmed)
  }

  var trimmed: Substring {
    let start = drop { $0 == " " }
    guard let end = start.lastIndex(where: { $0 != " " }) else { return start.prefix(0) }
    return start[...end]
  }
}
