/// A sentence with slots: `The user flies to {city} in {month}.`
struct Template {
  enum Piece {
    case text(String)
    /// One of the words, chosen by the row: the same slot has the same word in all texts of a row.
    case word([String], salt: UInt64)
    case figure(Figure, salt: UInt64)
  }

  /// Slots that are worked out and not looked up.
  enum Figure: String {
    /// 2…9
    case n
    /// `€1,240`
    case amount
    /// `€95`: what a night or a meal costs
    case price
    /// `4830217`
    case order
    /// `08:40`
    case clock
    /// The year and the month in which the row was written, and the ones after.
    case year, nextyear, month, nextmonth
    /// `2026-03-14`: within three months after the row was written.
    case date
  }

  let pieces: [Piece]

  init(_ text: Substring, words: [String: [String]]) {
    var pieces: [Piece] = []
    var rest = text
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      if open > rest.startIndex { pieces.append(.text(String(rest[..<open]))) }
      pieces.append(Template.slot(rest[rest.index(after: open)..<close], words: words))
      rest = rest[rest.index(after: close)...]
    }
    if !rest.isEmpty { pieces.append(.text(String(rest))) }
    self.pieces = pieces
  }

  /// `city` and `city2` choose from the same words, apart from each other. An unknown name stays as it is.
  private static func slot(_ name: Substring, words: [String: [String]]) -> Piece {
    let salt = Template.salt(name)
    let plain = String(name.prefix { !$0.isNumber })
    if let figure = Figure(rawValue: plain) { return .figure(figure, salt: salt) }
    guard let list = words[plain], !list.isEmpty else { return .text("{\(name)}") }
    return .word(list, salt: salt)
  }

  static func salt(_ name: some StringProtocol) -> UInt64 {
    name.utf8.reduce(Salt.slot) { $0 &* 31 &+ UInt64($1) }
  }
}

extension Template {
  /// Appends the sentence to the string that `json` is in the middle of.
  func write(into json: inout JSONWriter, noise: Noise, time: Int64, lexicon: Lexicon) {
    for piece in pieces {
      switch piece {
      case .text(let text): json.append(text)
      case .word(let words, let salt): json.append(noise.element(salt, of: words))
      case .figure(let figure, let salt):
        json.append(Template.text(of: figure, salt: salt, noise: noise, time: time, lexicon: lexicon))
      }
    }
  }

  private static func text(of figure: Figure, salt: UInt64, noise: Noise, time: Int64, lexicon: Lexicon)
    -> String
  {
    switch figure {
    case .n: return String(2 + noise.pick(salt, below: 8))
    case .order: return String(1_000_000 + noise.pick(salt, below: 9_000_000))
    case .clock:
      let quarter = 24 + noise.pick(salt, below: 68)
      return "\(quarter / 4 < 10 ? "0" : "")\(quarter / 4):\(["00", "15", "30", "45"][quarter % 4])"
    case .amount: return amount(salt: salt, noise: noise)
    case .price:
      return noise.element(salt &+ 1, of: Template.currencies) + String(8 + noise.pick(salt, below: 230))
    case .year: return String(Moment(milliseconds: time).year)
    case .nextyear: return String(Moment(milliseconds: time).year + 1)
    case .month: return lexicon.month(Moment(milliseconds: time).month)
    case .nextmonth: return lexicon.month(Moment(milliseconds: time).month % 12 + 1)
    case .date:
      return Moment(milliseconds: time + Int64(1 + noise.pick(salt, below: 90)) * 86_400_000).date
    }
  }

  private static let currencies = ["€", "¥", "$", "€", "¥", "£"]

  private static func amount(salt: UInt64, noise: Noise) -> String {
    let number = noise.pick(salt, below: 1000)
    let whole = number < 400 ? 60 + number : 460 + (number - 400) * 5
    let digits = whole < 1000 ? String(whole) : "\(whole / 1000),\(String(1000 + whole % 1000).dropFirst())"
    return noise.element(salt &+ 1, of: currencies) + digits
  }
}

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

/// The tools that the demo's assistant uses, and what it remembers about them.
enum ToolVocabulary {
  struct Tool {
    var name: String
    var topic: Topic
    var trajectory: Template
    /// JSON text, as `ToolSchemaMemory` carries it.
    var schema: String
    var lesson: Template

    /// Half of what is learned is about the tool itself.
    func experience(_ noise: Noise, _ salt: UInt64) -> Template {
      noise.chance(salt &+ 1000, of: 500) ? lesson : noise.element(salt, of: ToolVocabulary.lessons)
    }
  }

  /// The tool of a row; `step` counts the others of the same run.
  static func tool(_ noise: Noise, step: Int = 0) -> Tool {
    tools[(noise.pick(Salt.phrase, below: tools.count) + step * 5) % tools.count]
  }

  static let errors = [
    "timeout", "rate_limited", "invalid_argument", "not_found", "payment_declined", "upstream_5xx",
  ]

  private static let tools: [Tool] = text.split(separator: "\n").compactMap(Tool.init)

  private static let lessons: [Template] = """
    Ask for what is missing before the call; without it the call fails.
    Retry once after {n} seconds, the first call of the day often times out.
    Confirm with the user before anything is charged to {card}.
    The answer is long: keep the first {n} entries and drop the rest.
    An empty result means a wrong spelling more often than nothing found.
    Check the calendar first; half of the calls were not needed.
    Two calls in the same second are refused, wait in between.
    The error text names the wrong argument, read it before retrying.
    """
    .split(separator: "\n").map { Lexicon.english.template($0) }

  /// Topic, name and parameters, a run, a lesson.
  private static let text = """
    flights | search_flights(origin, destination, date) | search_flights(origin="{airport}", destination="{city}", date="{date}") → {n} offers, cheapest {price} with {airline} | City names in English work, local names do not ({city}).
    flights | book_flight(offer_id, passengers) | book_flight(offer_id="F{order}", passengers={n}) → confirmed, {airline} {clock}, seats together | {airline} needs the passenger's name exactly as in the passport.
    hotels | search_hotels(city, check_in, nights, max_price) | search_hotels(city="{city}", check_in="{date}", nights={n}) → {hotel}, {hotel2}; {hotel} had {room} | Results above {price} a night were never chosen: filter first.
    hotels | cancel_booking(booking_id, reason) | cancel_booking("BK-{order}") → cancelled, {price} back to {card} within {n} days | Read the cancellation terms out loud before the call; it cannot be undone.
    payment | pay_invoice(invoice_id, card) | pay_invoice("INV-{order}", card="{card}") → paid {amount}; the receipt went to {company} | After a declined payment offer {card2} instead of retrying.
    payment | refund_payment(order_id, amount) | refund_payment(order="{order}", amount="{price}") → pending at {bank}, asked again after {n} days | Do not call it twice for one order: the second call was refused.
    shopping | search_products(query, max_price, colour) | search_products("{product}", colour="{colour}", max_price="{price}") → {n}0 results, {brand} first | Colours have to be plain words: "{colour}" finds nothing, "blue" does.
    shopping | track_parcel(order_id) | track_parcel("{order}") → in transit, last scan near {city}, due on {weekday} | Scans are {n} hours old; give a day, not an hour.
    budget | convert_currency(amount, from, to) | convert_currency("{amount}", to="EUR") → used the mid rate of {date} | Weekend rates are those of Friday.
    travel | weather_forecast(city, days) | weather_forecast("{city}", days={n}) → rain until {weekday}; moved {place} to the day after | More than {n} days ahead the forecast was wrong half of the time.
    work | read_calendar(from, to) | read_calendar(from="{date}", to="{date2}") → busy on {weekday} {clock}: {project} | Times are local to {city}, convert before adding them to a plan.
    health | create_reminder(text, at) | create_reminder("{doctor}", at="{date} {clock}") → created, notified the evening before | The evening before works better than the morning.
    dining | reserve_table(restaurant, time, guests) | reserve_table("{restaurant}", guests={n}, time="{clock}") → waiting list, confirmed {n2} hours later | Mention {allergy} in the note, not in the name.
    languages | translate_text(text, to) | translate_text("menu of {restaurant}", to="{language}") → {n}0 lines, pronunciation added | Names of dishes stay as they are, with a note.
    budget | split_expense(total, people) | split_expense("{amount}", people=["{person}", "user"]) → request sent to {person} | Rounds up for the user; say so.
    travel | visa_requirements(passport, country) | visa_requirements(passport="CN", city="{city}") → e-visa, {n} working days, photo needed | Wants a country; look up the one of {city} first.
    family | find_gift(person, occasion, max_price) | find_gift("{person}", "{occasion}", max_price="{price}") → {gift}, {gift2} | Without a price limit the list starts with the most expensive.
    """
}

extension ToolVocabulary.Tool {
  fileprivate init?(_ line: Substring) {
    let columns = line.split(separator: "|").map(\.trimmed)
    guard columns.count == 4, let topic = Topic.allCases.first(where: { "\($0)" == columns[0] }),
      let (name, rest) = columns[1].halves(at: "(")
    else { return nil }
    let parameters = rest.dropLast().split(separator: ",").map { "\"\($0.trimmed)\": {\"type\": \"string\"}" }
    self.init(
      name: String(name), topic: topic, trajectory: Lexicon.english.template(columns[2]),
      schema: """
        {"name": "\(name)", "parameters": {"type": "object", "properties": {\(parameters.joined(separator: ", "))}}}
        """,
      lesson: Lexicon.english.template(columns[3]))
  }
}
