/// What a memory is about. It decides the words, the tags and the `info` that go with it.
enum Topic: Int, CaseIterable {
  case travel, flights, hotels, payment, shopping, dining, health, fitness
  case work, family, home, devices, languages, budget, leisure, pets

  /// An assistant for travel and shopping hears more about those.
  private static let shares: [Topic] = [
    .travel, .travel, .travel, .travel, .flights, .flights, .flights, .hotels, .hotels, .hotels,
    .payment, .payment, .payment, .payment, .shopping, .shopping, .shopping, .shopping, .dining, .dining,
    .health, .fitness, .work, .work, .family, .family, .home, .devices, .languages, .budget, .budget,
    .leisure,
    .leisure, .pets,
  ]

  static func of(_ noise: Noise) -> Topic { noise.element(Salt.topic, of: shares) }

  var scene: String {
    switch self {
    case .travel: "Travel"
    case .flights: "Flight"
    case .hotels: "Hotel"
    case .payment, .budget: "Payment"
    case .shopping, .devices: "Shopping"
    case .dining: "Dining"
    case .health, .fitness: "Wellbeing"
    case .work: "Work"
    case .family, .pets: "Family"
    case .home: "Home"
    case .languages: "Learning"
    case .leisure: "Leisure"
    }
  }

  var businessTypes: [String] {
    switch self {
    case .travel, .flights, .hotels: ["booking", "booking", "itinerary", "refund"]
    case .payment: ["payment", "payment", "refund", "invoice"]
    case .budget: ["invoice", "subscription", "payment"]
    case .shopping, .devices: ["order", "order", "return", "wishlist"]
    case .dining: ["reservation", "order"]
    default: ["conversation", "conversation", "reminder"]
    }
  }

  var tags: [String] {
    switch self {
    case .travel: ["travel", "itinerary", "vacation", "sightseeing", "visa"]
    case .flights: ["travel", "flight", "airport", "loyalty"]
    case .hotels: ["travel", "hotel", "booking", "loyalty"]
    case .payment: ["finance", "payment", "card", "refund"]
    case .shopping: ["shopping", "order", "delivery", "wishlist", "gift"]
    case .dining: ["food", "restaurant", "diet", "reservation"]
    case .health: ["health", "allergy", "appointment"]
    case .fitness: ["fitness", "running", "routine"]
    case .work: ["work", "meeting", "business trip", "expenses"]
    case .family: ["family", "birthday", "gift", "school"]
    case .home: ["home", "furniture", "repair"]
    case .devices: ["electronics", "shopping", "warranty"]
    case .languages: ["learning", "language", "routine"]
    case .budget: ["finance", "budget", "subscription", "savings"]
    case .leisure: ["music", "film", "books", "weekend"]
    case .pets: ["pets", "vet", "family"]
    }
  }
}

/// One number a purpose, so that a new purpose never changes what was there.
enum Salt {
  static let topic: UInt64 = 1
  static let tongue: UInt64 = 2
  static let phrase: UInt64 = 3
  static let length: UInt64 = 4
  static let times: UInt64 = 5
  static let age: UInt64 = 6
  static let confidence: UInt64 = 7
  static let kind: UInt64 = 8
  static let status: UInt64 = 9
  static let tags: UInt64 = 10
  static let tagCount: UInt64 = 11
  static let agent: UInt64 = 12
  static let app: UInt64 = 13
  static let missing: UInt64 = 14
  static let extra: UInt64 = 15
  static let sources: UInt64 = 16
  static let reasoning: UInt64 = 17
  static let rate: UInt64 = 18
  static let relativity: UInt64 = 19
  static let info: UInt64 = 100
  static let slot: UInt64 = 1000
}
