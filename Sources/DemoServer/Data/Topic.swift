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
  private static let all = shares.flatMap { repeatElement($0, count: $1) }

  static func of(_ noise: Noise) -> Topic { noise.element(Salt.topic, of: all) }

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
