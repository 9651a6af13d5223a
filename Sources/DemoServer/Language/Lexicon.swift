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
