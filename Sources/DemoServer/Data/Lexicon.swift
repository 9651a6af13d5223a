struct Template {
  private enum Piece {
    case text(String)
    /// One of the words, chosen by the row: the same slot has the same word in all texts of a row.
    case word([String], salt: UInt64)
    case figure(Figure, salt: UInt64)
  }

  private enum Figure: String {
    /// 2…9
    case n
    case amount
    /// `€95`: what a night or a meal costs
    case price
    case order, clock
    /// The year and the month in which the row was written, and the ones after.
    case year, nextyear, month, nextmonth
    /// `2026-03-14`: within three months after the row was written.
    case date
  }

  private var pieces: [Piece] = []

  init(_ text: Substring, words: [String: [String]] = [:]) {
    var rest = text
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      if open > rest.startIndex { pieces.append(.text(String(rest[..<open]))) }
      pieces.append(Self.slot(rest[rest.index(after: open)..<close], words: words))
      rest = rest[rest.index(after: close)...]
    }
    if !rest.isEmpty { pieces.append(.text(String(rest))) }
  }

  /// `city` and `city2` choose independently from the same words. An unknown name stays as it is.
  private static func slot(_ name: Substring, words: [String: [String]]) -> Piece {
    let salt = Self.salt(name)
    let plain = String(name.prefix { !$0.isNumber })
    if let figure = Figure(rawValue: plain) { return .figure(figure, salt: salt) }
    guard let list = words[plain], !list.isEmpty else { return .text("{\(name)}") }
    return .word(list, salt: salt)
  }

  static func salt(_ name: some StringProtocol) -> UInt64 {
    name.utf8.reduce(Salt.slot) { $0 &* 31 &+ UInt64($1) }
  }

  func write(into json: inout JSONWriter, noise: Noise, time: Int64, lexicon: Lexicon) {
    for piece in pieces {
      switch piece {
      case .text(let text): json.append(text)
      case .word(let words, let salt): json.append(noise.element(salt, of: words))
      case .figure(let figure, let salt):
        json.append(Self.text(of: figure, salt: salt, noise, Moment(milliseconds: time), lexicon))
      }
    }
  }

  private static func text(
    of figure: Figure, salt: UInt64, _ noise: Noise, _ moment: Moment, _ lexicon: Lexicon
  ) -> String {
    switch figure {
    case .n: return String(2 + noise.pick(salt, below: 8))
    case .order: return String(1_000_000 + noise.pick(salt, below: 9_000_000))
    case .clock:
      let quarter = 24 + noise.pick(salt, below: 68)
      return padded(quarter / 4) + ":" + padded(quarter % 4 * 15)
    case .amount:
      let number = noise.pick(salt, below: 1000)
      let whole = number < 400 ? 60 + number : 460 + (number - 400) * 5
      return currency(salt, noise) + (whole < 1000 ? "" : "\(whole / 1000),")
        + (whole < 1000 ? String(whole) : padded(whole % 1000, 3))
    case .price: return currency(salt, noise) + String(8 + noise.pick(salt, below: 230))
    case .year: return String(moment.year)
    case .nextyear: return String(moment.year + 1)
    case .month: return lexicon.month(moment.month)
    case .nextmonth: return lexicon.month(moment.month % 12 + 1)
    case .date:
      return Moment(milliseconds: moment.milliseconds + Int64(1 + noise.pick(salt, below: 90)) * 86_400_000)
        .date
    }
  }

  private static func currency(_ salt: UInt64, _ noise: Noise) -> String {
    noise.element(salt &+ 1, of: ["€", "¥", "$", "€", "¥", "£"])
  }
}

/// What the user said, and what the assistant answered.
struct Exchange {
  let said: Template
  let answer: Template
}

/// What a memory says, and the exchange from which it follows.
struct Statement {
  /// A title and a text, or a preference and its reason.
  let first: Template
  let second: Template
  let exchange: Exchange
}

struct Lexicon {
  private let words: [String: [String]]
  private let facts: [[Statement]]
  private let preferences: [[Statement]]
  private let smallTalk: [[Exchange]]
  static let english = Lexicon(WordFile(PackageResources.english_txt + PackageResources.english_facts_txt))

  /// How many of 1000 rows speak it; the others, and all that it has no words for, are in English.
  static let others: [(lexicon: Lexicon, rows: Int)] = [
    (PackageResources.chinese_txt, 180), (PackageResources.japanese_txt, 50),
    (PackageResources.russian_txt, 35), (PackageResources.korean_txt, 30), (PackageResources.arabic_txt, 30),
    (PackageResources.hindi_txt, 25), (PackageResources.greek_txt, 20), (PackageResources.spanish_txt, 20),
    (PackageResources.german_txt, 15),
  ].map { (Lexicon(WordFile($0)), $1) }

  /// - Parameter base: of a file that has not all words, and no small talk.
  init(_ file: WordFile, base: WordFile? = nil) {
    var words: [String: [String]] = [:]
    for line in (base?["words"] ?? []) + file["words"] {
      guard let (name, list) = line.halves(at: ":") else { continue }
      words[String(name)] = list.split(separator: ",").map { String($0.trimmed) }
    }
    self.words = words
    facts = Self.rows(file["facts"], words).map { $0.compactMap(Statement.init) }
    preferences = Self.rows(file["preferences"], words).map { $0.compactMap(Statement.init) }
    smallTalk = Self.rows((base ?? file)["dialogue"], words).map { $0.compactMap(Exchange.init) }
  }

  /// The columns of each line, by topic.
  private static func rows(_ lines: [Substring], _ words: [String: [String]]) -> [[[Template]]] {
    var rows = [[[Template]]](repeating: [], count: Topic.allCases.count)
    var topic = Topic.travel
    for line in lines {
      if line.hasPrefix("# ") {
        topic = Topic(name: line.dropFirst(2)) ?? topic
      } else {
        rows[topic.rawValue].append(line.split(separator: "|").map { Template($0.trimmed, words: words) })
      }
    }
    return rows
  }

  func statements(_ category: Category, about topic: Topic) -> [Statement] {
    switch category {
    case .fact: facts[topic.rawValue]
    case .preference: preferences[topic.rawValue]
    case .tool: []
    }
  }

  /// What else was said; about travel where the topic has no words of its own.
  func smallTalk(about topic: Topic) -> [Exchange] {
    smallTalk[topic.rawValue].isEmpty ? smallTalk[Topic.travel.rawValue] : smallTalk[topic.rawValue]
  }

  func template(_ text: Substring) -> Template { Template(text, words: words) }

  func word(_ slot: String, _ noise: Noise) -> String {
    guard let list = words[slot], !list.isEmpty else { return slot }
    return noise.element(Template.salt(slot), of: list)
  }

  func month(_ number: Int) -> String {
    guard let names = words["month"], names.count == 12 else { return String(number) }
    return names[number - 1]
  }
}

extension Exchange {
  fileprivate init?(_ columns: [Template]) {
    guard columns.count == 2 else { return nil }
    self.init(said: columns[0], answer: columns[1])
  }
}

extension Statement {
  fileprivate init?(_ columns: [Template]) {
    guard columns.count == 4, let exchange = Exchange(Array(columns[2...])) else { return nil }
    self.init(first: columns[0], second: columns[1], exchange: exchange)
  }
}

struct WordFile {
  private var sections: [Substring: [Substring]] = [:]

  init(_ bytes: [UInt8]) {
    var section: Substring = ""
    for line in Substring(decoding: bytes, as: UTF8.self).split(separator: "\n") where !line.hasPrefix("//") {
      if line.hasPrefix("["), line.hasSuffix("]") {
        section = line.dropFirst().dropLast()
      } else {
        sections[section, default: []].append(line)
      }
    }
  }

  subscript(section: Substring) -> [Substring] { sections[section] ?? [] }
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

/// `7` is `07`.
func padded(_ number: some BinaryInteger, _ width: Int = 2, radix: Int = 10) -> String {
  let digits = String(number, radix: radix)
  return String(repeating: "0", count: max(0, width - digits.count)) + digits
}

/// The tools that the demo's assistant uses, and what it remembers about them: `Words/tools.txt`.
struct Tool {
  let name: String
  let topic: Topic
  let trajectory: Template
  /// JSON text, as `ToolSchemaMemory` carries it.
  let schema: String
  private let lesson: Template
  /// In which it was used.
  let exchange: Exchange
  private static let file = WordFile(PackageResources.tools_txt)
  static let all = file["tools"].compactMap(Tool.init)
  private static let lessons = file["lessons"].map { Lexicon.english.template($0) }
  static let errors = [
    "timeout", "rate_limited", "invalid_argument", "not_found", "payment_declined", "upstream_5xx",
  ]

  func experience(_ noise: Noise, _ salt: UInt64) -> Template {
    noise.chance(salt &+ 1000, of: 500) ? lesson : noise.element(salt, of: Self.lessons)
  }

  private init?(_ line: Substring) {
    let columns = line.split(separator: "|").map(\.trimmed)
    guard columns.count == 6, let topic = Topic(name: columns[0]),
      let (name, rest) = columns[1].halves(at: "(")
    else { return nil }
    let parameters = rest.dropLast().split(separator: ",").map { "\"\($0.trimmed)\": {\"type\": \"string\"}" }
    self.name = String(name)
    self.topic = topic
    trajectory = Lexicon.english.template(columns[2])
    schema = """
      {"name": "\(name)", "parameters": {"type": "object", "properties": {\(parameters.joined(separator: ", "))}}}
      """
    lesson = Lexicon.english.template(columns[3])
    exchange = Exchange(
      said: Lexicon.english.template(columns[4]), answer: Lexicon.english.template(columns[5]))
  }
}
