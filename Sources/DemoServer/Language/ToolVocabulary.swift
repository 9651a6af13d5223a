/// The tools that the demo's assistant uses, and what it remembers about them.
enum ToolVocabulary {
  struct Tool {
    var name: String
    var trajectory: Template
    /// JSON text, as `ToolSchemaMemory` carries it.
    var schema: String
  }

  /// `name(parameters)`, then what a run looked like.
  static let tools: [Tool] =
    """
    search_flights(origin, destination, date) | search_flights(origin="{airport}", destination="{city}", date="{date}") → {n} offers, cheapest {amount} with {airline}
    book_flight(offer_id, passengers) | book_flight(offer_id="F{order}", passengers={n}) → confirmed, {airline} {clock}, seats together
    search_hotels(city, check_in, nights, max_price) | search_hotels(city="{city}", check_in="{date}", nights={n}) → {hotel}, {hotel2}; {hotel} had {room}
    cancel_booking(booking_id, reason) | cancel_booking("BK-{order}") → cancelled, {amount} back to {card} within {n} days
    pay_invoice(invoice_id, card) | pay_invoice("INV-{order}", card="{card}") → paid {amount}; the receipt went to {company}
    refund_payment(order_id, amount) | refund_payment(order="{order}", amount="{amount}") → pending at {bank}, asked again after {n} days
    search_products(query, max_price, colour) | search_products("{product}", colour="{colour}", max_price="{amount}") → {n}0 results, {brand} first
    track_parcel(order_id) | track_parcel("{order}") → in transit, last scan near {city}, due on {weekday}
    convert_currency(amount, from, to) | convert_currency("{amount}", to="EUR") → used the mid rate of {date}
    weather_forecast(city, days) | weather_forecast("{city}", days={n}) → rain until {weekday}; moved {place} to the day after
    read_calendar(from, to) | read_calendar(from="{date}", to="{date2}") → busy on {weekday} {clock}: {project}
    create_reminder(text, at) | create_reminder("{doctor}", at="{date} {clock}") → created, notified the evening before
    reserve_table(restaurant, time, guests) | reserve_table("{restaurant}", guests={n}, time="{clock}") → waiting list, confirmed {n2} hours later
    translate_text(text, to) | translate_text("menu of {restaurant}", to="{language}") → {n}0 lines, pronunciation added
    split_expense(total, people) | split_expense("{amount}", people=["{person}", "user"]) → request sent to {person}
    visa_requirements(passport, country) | visa_requirements(passport="CN", city="{city}") → e-visa, {n} working days, photo needed
    """
    .split(separator: "\n").compactMap { line in
      let parts = line.split(separator: "|", maxSplits: 1)
      guard parts.count == 2, let open = parts[0].firstIndex(of: "("),
        let close = parts[0].firstIndex(of: ")")
      else { return nil }
      let name = String(parts[0][..<open])
      let parameters = parts[0][parts[0].index(after: open)..<close].split(separator: ",").map {
        "\"\($0.filter { $0 != " " })\": {\"type\": \"string\"}"
      }
      return Tool(
        name: name, trajectory: Lexicon.english.template(parts[1].drop { $0 == " " }),
        schema:
          "{\"name\": \"\(name)\", \"parameters\": {\"type\": \"object\", \"properties\": {\(parameters.joined(separator: ", "))}}}"
      )
    }

  static let errors = [
    "timeout", "rate_limited", "invalid_argument", "not_found", "payment_declined", "upstream_5xx",
  ]

  static let experiences: [Template] = """
    Ask for the date before searching; without one the call fails.
    {airline} needs the passenger's name exactly as in the passport.
    Results above {amount} were never chosen: filter first.
    Retry once after {n} seconds, the first call of the day often times out.
    City names in English work, local names do not ({city}).
    Confirm with the user before anything is charged to {card}.
    The answer is long: keep the {n} cheapest and drop the rest.
    Times are local to {city}, convert before adding them to the calendar.
    An empty result means a wrong spelling more often than no offer.
    Works well together with the calendar; check it first.
    Do not call it twice for order {order}: the second call was charged.
    After a declined payment offer {card2} instead of retrying.
    """
    .split(separator: "\n").map { Lexicon.english.template($0) }
}
