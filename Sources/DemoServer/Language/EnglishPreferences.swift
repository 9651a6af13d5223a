enum EnglishPreferences {
  static let text = """
    The user prefers {seat} on long flights. | Asked for {seat} on the flights to {city} and {city2}, and changed a booking for it once.
    The user wants answers as short lists and not as long texts. | Twice replied "shorter please" when an answer had more than {n} sentences.
    Prices should be shown in the local currency and in euros. | The user converted {amount} by hand while comparing hotels in {city}.
    The user likes hotels near {place} and not near the station. | Rejected {n} hotels near the station in {city}, kept {hotel}.
    No chain restaurants. | When a chain was proposed in {city}, the user asked for "somewhere people from here go".
    The user would rather take a train than fly under {n} hours. | Chose the train from {city} to {city2} although the flight was cheaper.
    The user pays with {card} for anything above {amount}. | Corrected the assistant when {card2} was proposed for order {order}.
    Breakfast matters more than a pool. | Compared {hotel} and {hotel2} by their breakfast and never asked about the pool.
    The user wants to be asked before anything is bought. | Said "don't order without me" after {product} was put into the basket.
    The user prefers {brand} for clothes and {brand2} for electronics. | {n} of the last orders were from {brand}; {device} was from {brand2}.
    Early flights are fine, late arrivals are not. | Took the {clock} flight with {airline} to be in {city} before dark.
    The user wants reminders a day before, never on the same day. | Moved three reminders for {doctor} to the evening before.
    Vegetarian dishes first. | Asked for the vegetarian menu at {restaurant} and again in {city}.
    The user enjoys {cuisine} cooking and tries one new recipe a week. | Saved recipes for {dish} and {dish2} in {month}.
    Refunds should go back to {card} and not become vouchers. | Refused a voucher of {amount} from {airline}.
    The user likes {colour} and avoids bright red. | Chose {product} in {colour}; returned a red one.
    The user prefers small workshops to big brands for gifts. | Bought {gift} for {person} from {shop}.
    The user does not want tracking links, only the date of delivery. | Asked "just tell me when" for order {order}.
    {language} names of places should be given with pronunciation. | Is learning {language} and asked how to say {city} {flag}.
    The user plans trips with free afternoons. | Removed the third sight of each day from the plan for {city}.
    The user prefers {exercise} to the gym. | Cancelled the gym and asked for places for {exercise} in {city}.
    Quiet places, always. | Complained about noise at {hotel}, chose {room} since.
    The user prefers paper books when travelling. | Took {book} to {city} although {device} was at hand.
    Messages after {clock} should wait until the morning. | Muted notifications for {n} evenings in a row.
    The user likes to fly with {airline}. | Chose {airline} for {n} of the last trips, also when it cost {amount} more.
    Invoices go to {company}. | Asked for invoices in the name of {company} for {city} and {city2}.
    The user compares three offers and decides the next day. | Never booked on the day of the first search for {city}.
    Spicy food is welcome 🌶️. | Ordered {dish} "extra hot" and was {mood}.
    The user cares about sustainability 🌍. | Asked for the emissions of the flight to {city} and paid {amount} to offset them.
    Window shopping is fine, impulse buying is not. | Asked to wait {n} days before {product} is ordered.
    The user likes {music} in the background while working. | Asked for playlists with {music} on {weekday} mornings.
    Meetings before {clock} are not wanted. | Moved the meeting on {project} twice.
    """
}
