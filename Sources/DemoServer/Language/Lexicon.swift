/// What the demo can say in one language.
struct Lexicon {
  struct Fact {
    var title: Template
    var text: Template
  }

  struct Preference {
    var text: Template
    var reasoning: Template
  }

  private let words: [String: [String]]
  /// By the number of the topic; a language does not need to know them all.
  private let facts: [[Fact]]
  let preferences: [Preference]
  /// What the user wrote and what the assistant answered: the sources of a memory.
  let questions: [Template]
  let answers: [Template]

  /// - Parameters:
  ///   - words: a line a slot, `city: Lisbon, Guangzhou`.
  ///   - facts: under `# travel` a line a fact, `{city} trip | The user plans …`.
  ///   - preferences: a line each, `Prefers trains. | Chose the train twice.`
  ///   - dialogue: a line each, `How do I get to {city}? | By train, {n} hours.`
  init(words: String, facts: String, preferences: String, dialogue: String) {
    var lists: [String: [String]] = [:]
    for (name, list) in words.pairs(separatedBy: ":") {
      lists[String(name)] = list.split(separator: ",").map { String($0.trimmed) }
    }
    self.words = lists
    var topics = [[Fact]](repeating: [], count: Topic.allCases.count)
    var topic = Topic.travel
    for line in facts.split(separator: "\n") {
      if line.hasPrefix("# ") {
        topic = Topic.allCases.first { "\($0)" == line.dropFirst(2).trimmed } ?? topic
        continue
      }
      for (title, text) in String(line).pairs(separatedBy: "|") {
        let fact = Fact(title: Template(title, words: lists), text: Template(text, words: lists))
        topics[topic.rawValue].append(fact)
      }
    }
    self.facts = topics
    self.preferences = preferences.pairs(separatedBy: "|").map {
      Preference(text: Template($0, words: lists), reasoning: Template($1, words: lists))
    }
    let exchanges = dialogue.pairs(separatedBy: "|")
    questions = exchanges.map { Template($0.0, words: lists) }
    answers = exchanges.map { Template($0.1, words: lists) }
  }

  func facts(about topic: Topic) -> [Fact] { facts[topic.rawValue] }

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

extension String {
  /// Each line in two; a line without the separator is left out.
  fileprivate func pairs(separatedBy separator: Character) -> [(Substring, Substring)] {
    split(separator: "\n").compactMap { line in
      guard let place = line.firstIndex(of: separator) else { return nil }
      return (line[..<place].trimmed, line[line.index(after: place)...].trimmed)
    }
  }
}

extension StringProtocol {
  fileprivate var trimmed: Substring {
    let start = drop { $0 == " " }
    let end = start.lastIndex { $0 != " " }.map { start.index(after: $0) } ?? start.startIndex
    return Substring(start[..<end])
  }
}
