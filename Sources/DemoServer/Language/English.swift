enum EnglishPreferences {
  static let text = """
    # travel
    The user would rather take a train than fly under {n} hours. | Chose the train from {city} to {city2} although the flight was cheaper.
    The user plans trips with free afternoons, most of all in {city}. | Removed the third sight of each day from the plan for {city}.
    The user cares about emissions 🌍 and offsets trips such as the one to {city}. | Asked for the emissions of the trip to {city} and paid {price} to offset them.
    The user compares {n} offers and decides the next day, not before {clock}. | Never booked on the day of the first search for {city}.
    The user travels light: at most {n} kilos and {product} on top. | Cut the list for {city} from thirty items to {n}.
    # flights
    The user prefers {seat} on long flights. | Asked for {seat} on the flights to {city} and {city2}, and changed a booking for it once.
    Flights may leave at {clock}; arrivals after dark in {city} are not wanted. | Took the {clock} flight with {airline} to be in {city} before dark.
    The user likes to fly with {airline}. | Chose {airline} for {n} of the last trips, also when it cost {price} more.
    Refunds should go back to {card} and not become vouchers. | Refused a voucher of {price} from {airline}.
    # hotels
    The user likes hotels near {place} and not near the station. | Rejected {n} hotels near the station in {city}, kept {hotel}.
    Breakfast as at {hotel} matters more than a pool. | Compared {hotel} and {hotel2} by their breakfast and never asked about the pool.
    Quiet places, always: {room}. | Complained about noise at {hotel}, chose {room} since.
    Prices per night, as for {hotel}, should include taxes and breakfast. | Noticed that {hotel} in {city} cost {price} more at check-out.
    # payment
    The user pays with {card} for anything above {price}. | Corrected the assistant when another card was proposed for order {order}.
    The user wants to be asked before anything is charged to {card}. | Said "don't order without me" after {product} was put into the basket.
    Prices in {city} should be shown in the local currency and in euros. | Converted {amount} by hand while comparing hotels in {city}.
    Invoices above {price} go to {company}. | Asked for invoices in the name of {company} for {city} and {city2}.
    # shopping
    The user prefers {brand} for clothes and {brand2} for electronics. | {n} of the last orders were from {brand}; {device} was from {brand2}.
    The user likes {colour} and avoids bright red. | Chose {product} in {colour}; returned a red one.
    For gifts the user prefers {shop} to big brands. | Bought {gift} for {person} from {shop}.
    No tracking links for {product}, only the day of delivery. | Asked "just tell me when" for order {order}.
    Window shopping for {product} is fine, impulse buying is not. | Asked to wait {n} days before {product} is ordered.
    # dining
    No chain restaurants; places like {restaurant} are right. | When a chain was proposed in {city}, the user asked for "somewhere people from here go".
    Vegetarian dishes first, then {dish}. | Asked for the vegetarian menu at {restaurant} and again in {city}.
    The user enjoys {cuisine} cooking and tries one new recipe a week. | Saved recipes for {dish} and {dish2} in {month}.
    Spicy food is welcome 🌶️, {dish} above all. | Ordered {dish} "extra hot" and was {mood}.
    # health
    Reminders for {doctor} come a day before, never on the same day. | Moved three reminders for {doctor} to the evening before.
    Answers about {allergy} need a source. | Asked "where is that from?" after an answer about {allergy}.
    # fitness
    The user prefers {exercise} to the gym. | Cancelled the gym and asked for places for {exercise} in {city}.
    # work
    Meetings before {clock} are not wanted. | Moved the meeting on {project} twice.
    Answers are lists of at most {n} points; {project} may have more. | Twice replied "shorter please" when an answer had more than {n} sentences.
    # family
    Calls with the {relative} come before everything else on {weekday}. | Moved {project} twice for a call with the {relative}.
    Presents are never announced to {person}. | Asked to hide {gift} from the shared list before {occasion}.
    Plans with children end before {clock}. | Moved dinner at {restaurant} forward when {person} came along.
    # home
    New furniture has to fit {colour}. | Turned down {furniture} twice because of its colour.
    Repairs such as {repair} should be bundled on one morning. | Put {repair} and {repair2} on the same {weekday}.
    # devices
    {brand} before other makes when {device} has to be replaced. | Compared three makes, came back to {brand} for {device}.
    Battery life over everything 🔋: {n} hours at least. | Returned {device} after two days and kept the older one.
    # languages
    {language} names of places should be given with pronunciation. | Is learning {language} and asked how to say {city} {flag}.
    # budget
    Below {price} nothing has to be categorised. | Merged all small payments of {month} into one line.
    The user wants the yearly price of {service}, not the monthly one. | Asked for {service} "per year, please" and then cancelled it.
    The savings for {city} are shown as a bar, without advice. | Liked the bar for {city}; said "no tips" to the suggestion of {price} more.
    # leisure
    The user takes paper books along, now {book}. | Took {book} to {city} although {device} was at hand.
    The user likes {music} in the background while working. | Asked for playlists with {music} on {weekday} mornings.
    Messages after {clock} should wait until the morning. | Muted notifications for {n} evenings in a row.
    # pets
    On trips longer than {n} days {pet} comes along. | Asked {airline} about the cabin and {hotel} about the room.
    Whoever looks after {pet} must have met it before. | Wanted a visit before {pet} stays with {person}.
    """
}
