enum Scalar: Equatable {
  case string(String)
  case number(Double)
  case bool(Bool)
}

struct Info {
  let row: Row
  static let keys = ["business_type", "biz_id", "scene", "custom_status", "tier", "score", "priority", "vip"]

  var isMissing: Bool { row.noise.pick(Salt.info, below: 25) == 0 }

  private static let shares: [String: Int] = [
    "business_type": 850, "biz_id": 620, "scene": 920, "custom_status": 560, "tier": 420, "score": 400,
    "priority": 480, "vip": 300, "trip": 130, "labels": 260,
  ]

  func has(_ key: String) -> Bool {
    guard let share = Info.shares[key], !isMissing else { return false }
    if key == "trip", ![.travel, .flights, .hotels].contains(row.topic) { return false }
    return row.noise.chance(salt(key, 0), of: key == "trip" ? 600 : share)
  }

  private func salt(_ key: String, _ step: UInt64) -> UInt64 {
    key.utf8.reduce(Salt.info &+ step) { $0 &* 31 &+ UInt64($1) }
  }

  private static let statuses = [
    "confirmed", "pending", "confirmed", "cancelled", "shipped", "archived", "待确认",
  ]
  private static let tiers = ["silver", "gold", "bronze", "platinum", "gold"]
  private static let prefixes: [String: String] = [
    "booking": "BK", "itinerary": "IT", "refund": "RF", "payment": "PAY", "invoice": "INV",
    "subscription": "SUB", "order": "ORD", "return": "RET", "wishlist": "WL", "reservation": "RSV",
  ]

  func scalar(_ key: String) -> Scalar? {
    guard has(key) else { return nil }
    let noise = row.noise
    switch key {
    case "business_type": return .string(businessType)
    case "biz_id":
      let prefix = Info.prefixes[businessType] ?? "REF"
      return .string("\(prefix)-\(100_000 + noise.pick(salt(key, 1), below: 900_000))")
    case "scene": return .string(row.topic.scene)
    case "custom_status": return .string(noise.element(salt(key, 1), of: Info.statuses))
    case "tier": return .string(noise.element(salt(key, 1), of: Info.tiers))
    case "score": return .number(Double(score) / 100)
    case "priority":
      let priority = 1 + noise.pick(salt(key, 1), below: 5)
      // Applications are not careful: one in 80 wrote the number as text.
      return noise.pick(salt(key, 2), below: 80) == 0 ? .string(String(priority)) : .number(Double(priority))
    case "vip": return .bool(noise.chance(salt(key, 1), of: 300))
    default: return nil
    }
  }

  private var businessType: String {
    row.noise.element(salt("business_type", 1), of: row.topic.businessTypes)
  }

  private var score: Int { row.noise.pick(salt("score", 1), below: 101) }

  private var labels: [String] {
    let all = ["returning", "newsletter", "family plan", "eco", "student", "night owl", "礼品", "urgent"]
    let first = row.noise.pick(salt("labels", 1), below: all.count)
    return (0...row.noise.pick(salt("labels", 2), below: 3)).map { all[(first + $0 * 3) % all.count] }
  }

  func write(into json: inout JSONWriter, lexicon: Lexicon) {
    guard !isMissing else { return }
    json.object("info") { json in
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
      if has("labels") { json.member("labels", labels) }
    }
  }

  /// `"trip": {"city": "Lisbon", "nights": 4, "travellers": ["Mina"], "budget": {"amount": 1200, "currency": "EUR"}}`
  private func writeTrip(into json: inout JSONWriter, _ lexicon: Lexicon) {
    let noise = row.noise
    json.object("trip") { json in
      json.member("city", lexicon.word("city", noise))
      json.member("nights", integer: 2 + noise.pick(Salt.info &+ 71, below: 12))
      json.array("travellers") { json in
        for traveller in 0...noise.pick(Salt.info &+ 72, below: 3) {
          json.string(lexicon.word("person", Noise(noise, traveller)))
        }
      }
      json.object("budget") { json in
        json.member("amount", integer: 50 * (6 + noise.pick(Salt.info &+ 73, below: 90)))
        json.member("currency", noise.element(Salt.info &+ 74, of: ["EUR", "CNY", "USD", "JPY"]))
      }
    }
  }
}

/// What a memory is about. It decides the words, the tags and the `info` that go with it.
enum Topic: Int, CaseIterable {
  case travel, flights, hotels, payment, shopping, dining, health, fitness
  case work, family, home, devices, languages, budget, leisure, pets

  init?(name: Substring) {
    guard let topic = Self.allCases.first(where: { "\($0)" == name }) else { return nil }
    self = topic
  }

  /// How many rows of 34 are about it: an assistant for travel and shopping hears more about those.
  private static let shares: [(Topic, rows: Int)] = [
    (.travel, 4), (.flights, 3), (.hotels, 3), (.payment, 4), (.shopping, 4), (.dining, 2), (.health, 1),
    (.fitness, 1), (.work, 2), (.family, 2), (.home, 1), (.devices, 1), (.languages, 1), (.budget, 2),
    (.leisure, 2), (.pets, 1),
  ]
  static let all = shares.flatMap { repeatElement($0, count: $1) }

  var scene: String { traits.scene }
  var businessTypes: [String] { traits.businessTypes }
  var tags: [String] { traits.tags }

  private typealias Traits = (scene: String, businessTypes: [String], tags: [String])

  private var traits: Traits {
    switch self {
    case .travel: ("Travel", Self.trips, ["travel", "itinerary", "vacation", "sightseeing", "visa"])
    case .flights: ("Flight", Self.trips, ["travel", "flight", "airport", "loyalty"])
    case .hotels: ("Hotel", Self.trips, ["travel", "hotel", "booking", "loyalty"])
    case .payment:
      ("Payment", ["payment", "payment", "refund", "invoice"], ["finance", "payment", "card", "refund"])
    case .shopping: ("Shopping", Self.orders, ["shopping", "order", "delivery", "wishlist", "gift"])
    case .dining: ("Dining", ["reservation", "order"], ["food", "restaurant", "diet", "reservation"])
    case .health: ("Wellbeing", Self.talk, ["health", "allergy", "appointment"])
    case .fitness: ("Wellbeing", Self.talk, ["fitness", "running", "routine"])
    case .work: ("Work", Self.talk, ["work", "meeting", "business trip", "expenses"])
    case .family: ("Family", Self.talk, ["family", "birthday", "gift", "school"])
    case .home: ("Home", Self.talk, ["home", "furniture", "repair"])
    case .devices: ("Shopping", Self.orders, ["electronics", "shopping", "warranty"])
    case .languages: ("Learning", Self.talk, ["learning", "language", "routine"])
    case .budget:
      ("Payment", ["invoice", "subscription", "payment"], ["finance", "budget", "subscription", "savings"])
    case .leisure: ("Leisure", Self.talk, ["music", "film", "books", "weekend"])
    case .pets: ("Family", Self.talk, ["pets", "vet", "family"])
    }
  }

  private static let trips = ["booking", "booking", "itinerary", "refund"]
  private static let orders = ["order", "order", "return", "wishlist"]
  private static let talk = ["conversation", "conversation", "reminder"]
}
