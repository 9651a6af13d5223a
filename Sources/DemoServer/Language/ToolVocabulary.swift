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
