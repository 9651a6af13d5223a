enum EnglishPreferences {
  static let text = """
    # travel
    The user would rather take a train than fly under {n} hours. | Chose the train from {city} to {city2} although the flight was cheaper.
    The user plans trips with free afternoons. | Removed the third sight of each day from the plan for {city}.
    The user cares about sustainability 🌍. | Asked for the emissions of the trip to {city} and paid {price} to offset them.
    The user compares three offers and decides the next day. | Never booked on the day of the first search for {city}.
    The user travels light and wants packing lists in one column. | Cut the list for {city} from thirty items to {n}.
    # flights
    The user prefers {seat} on long flights. | Asked for {seat} on the flights to {city} and {city2}, and changed a booking for it once.
    Early flights are fine, late arrivals are not. | Took the {clock} flight with {airline} to be in {city} before dark.
    The user likes to fly with {airline}. | Chose {airline} for {n} of the last trips, also when it cost {price} more.
    Refunds should go back to {card} and not become vouchers. | Refused a voucher of {price} from {airline}.
    # hotels
    The user likes hotels near {place} and not near the station. | Rejected {n} hotels near the station in {city}, kept {hotel}.
    Breakfast matters more than a pool. | Compared {hotel} and {hotel2} by their breakfast and never asked about the pool.
    Quiet places, always: {room}. | Complained about noise at {hotel}, chose {room} since.
    Prices per night should include taxes and breakfast. | Noticed that {hotel} in {city} cost {price} more at check-out.
    # payment
    The user pays with {card} for anything above {price}. | Corrected the assistant when another card was proposed for order {order}.
    The user wants to be asked before anything is charged. | Said "don't order without me" after {product} was put into the basket.
    Prices should be shown in the local currency and in euros. | Converted {amount} by hand while comparing hotels in {city}.
    Invoices go to {company}. | Asked for invoices in the name of {company} for {city} and {city2}.
    # shopping
    The user prefers {brand} for clothes and {brand2} for electronics. | {n} of the last orders were from {brand}; {device} was from {brand2}.
    The user likes {colour} and avoids bright red. | Chose {product} in {colour}; returned a red one.
    The user prefers small workshops to big brands for gifts. | Bought {gift} for {person} from {shop}.
    The user does not want tracking links, only the date of delivery. | Asked "just tell me when" for order {order}.
    Window shopping is fine, impulse buying is not. | Asked to wait {n} days before {product} is ordered.
    # dining
    No chain restaurants. | When a chain was proposed in {city}, the user asked for "somewhere people from here go".
    Vegetarian dishes first. | Asked for the vegetarian menu at {restaurant} and again in {city}.
    The user enjoys {cuisine} cooking and tries one new recipe a week. | Saved recipes for {dish} and {dish2} in {month}.
    Spicy food is welcome 🌶️. | Ordered {dish} "extra hot" and was {mood}.
    # health
    The user wants reminders a day before, never on the same day. | Moved three reminders for {doctor} to the evening before.
    Medical questions get sources or no answer. | Asked "where is that from?" after an answer about {allergy}.
    # fitness
    The user prefers {exercise} to the gym. | Cancelled the gym and asked for places for {exercise} in {city}.
    # work
    Meetings before {clock} are not wanted. | Moved the meeting on {project} twice.
    The user wants answers as short lists and not as long texts. | Twice replied "shorter please" when an answer had more than {n} sentences.
    # family
    Plans with children end before {clock}. | Moved dinner at {restaurant} forward when {person} came along.
    # home
    Repairs should be bundled on one morning. | Put {repair} and {repair2} on the same {weekday}.
    # devices
    Battery life over everything 🔋. | Returned {device} after two days and kept the older one.
    # languages
    {language} names of places should be given with pronunciation. | Is learning {language} and asked how to say {city} {flag}.
    # budget
    The user looks at yearly prices, not monthly ones. | Asked for {service} "per year, please" and then cancelled it.
    Savings goals are shown as a bar, without advice. | Liked the bar for {city}; said "no tips" to the suggestion of {price} more.
    # leisure
    The user prefers paper books when travelling. | Took {book} to {city} although {device} was at hand.
    The user likes {music} in the background while working. | Asked for playlists with {music} on {weekday} mornings.
    Messages after {clock} should wait until the morning. | Muted notifications for {n} evenings in a row.
    # pets
    Sitters must have met the animal before. | Wanted a visit before {pet} stays with {person}.
    """
}
