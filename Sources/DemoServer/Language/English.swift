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

enum EnglishDialogue {
  static let text = """
    # travel
    I'm thinking about {city} in {nextmonth}, maybe {n} days. | {city} is lovely then. Shall I look for a place near {place}?
    {person} is coming along, by the way. | Good to know, I'll plan for two.
    What should I not miss in {city}? | Start with {place}; keep the afternoon free as you like it.
    Can we go by train? I don't mind a few hours more. | From {city2} it takes {n} hours longer and is {price} cheaper.
    # flights
    Can you get me {seat}? | Done, you have {seat}. {airline} confirms it at check-in.
    Anything to {city} around {date}? | {airline} leaves at {clock} for {price}. There is a later one, but it lands after midnight.
    We sat in {airport} for {n} hours again. | I'm sorry. I can file for compensation with {airline}.
    # hotels
    That hotel is too loud, find me {room}. | {hotel} has {room} from {price} a night.
    {hotel} again please, {n} nights. | Booked. Breakfast starts at {clock}.
    # payment
    Why was {card} charged twice? | I see two charges of {price}. I can open a dispute with {bank} if you like.
    Has the refund for {order} arrived? | Not yet: {price} is on its way to {card}.
    Always ask me before you charge anything else. | Understood, nothing is charged without your yes.
    # shopping
    Where is order {order}? | It left the warehouse on {weekday} and should be there within {n} days.
    I need {product}, not too expensive. | {brand} has one in {colour} for {price}.
    # dining
    I loved {restaurant}! 😍 The {dish}!! | Shall I keep it as a favourite?
    I can't eat {allergy}, remember that. | Noted: nothing with {allergy}.
    # health
    Please remind me about {doctor}. | You will get a reminder the evening before.
    # fitness
    Back from {exercise}, my legs hurt. | Well done! Same time next {weekday}?
    # work
    I have to be in {city} for {project} next week. | I'll look for something below the limit of {company}.
    Keep {weekday} {clock} free, always. | Blocked every week.
    # family
    {person} has a birthday soon, any ideas? | You mentioned {gift} once.
    # home
    We need to do something about {repair}. | I can ask for a technician on {date}.
    # devices
    Is {device} worth {price}? | Reviews praise the screen and complain about the battery.
    # languages
    How do I say "two tickets to {city}" in {language}? | Here it is, with pronunciation. Shall we practise the numbers too?
    # budget
    How much did I spend in {month}? | {amount} so far, most of it on travel.
    Cancel {service}, I never use it. | Cancelled; it runs until the end of {nextmonth}.
    # leisure
    Put on some {music}, I need to concentrate. | Here you go 🎧.
    I'm halfway through {book}. | No spoilers, promised.
    # pets
    Who looks after {pet} while I'm away? | {person} has time that week.
    """
}

enum EnglishLife {
  static let facts = """
    # health
    Allergy: {allergy} | The user is allergic to {allergy} and carries medicine when travelling.
    Appointment at {doctor} | The user sees {doctor} on {date} at {clock}.
    Sleep | The user sleeps badly before early flights and wants no reminders after {clock}.
    Knee | Since a fall in {city} the user's left knee hurts on stairs; {doctor} recommends {exercise}.
    Vaccination | The user got the vaccinations for {city} at the travel clinic, the next one is due in {nextyear}.
    Glasses | The user wears glasses (−3.25 / −2.75) and needs a new pair before {month}.
    Migraine | Bright hotel lobbies give the user migraines; {room} helps.
    # fitness
    {weekday} routine | Every {weekday} the user does {exercise} at {clock}.
    Half marathon in {city} | The user trains for the half marathon in {city} and runs {n}0 km a week 🏃‍♀️.
    Gym on the road | When travelling the user looks for hotels with a pool or a place for {exercise}.
    Step goal | The user's goal is {n},000 steps a day, counted with {device}.
    New shoes | The user needs new shoes for {exercise}; the old ones have 900 km on them.
    # work
    Works at {company} | The user works as {role} at {company} and travels to {city} every quarter.
    {project} | The user leads {project}; {person} is the contact at {company}.
    Meeting on {weekday} | Standing meeting about {project} on {weekday} at {clock}, no bookings then.
    Business trip {city} | {company} pays for the trip to {city}; the limit per night is {price}.
    Remote days | The user works from home on {weekday} and {weekday2}.
    Expenses | Expenses for {city} ({amount}) were handed in and approved by {person}.
    New job | The user starts as {role} at {company} on {date} and is {mood}.
    Time zone | The team of {project} sits in {city}; the user takes calls until {clock}.
    # family
    {person}'s birthday | {person} has a birthday on {date}; the user wants to give {gift} 🎂.
    The user's {relative} | The user's {relative} lives in {city} and visits in {season}.
    School holidays | The children are free from {date}; the family thinks of {city} 👩‍👩‍👦.
    {occasion} | For {occasion} the user invites {n} people and cooks {dish}.
    Calls home | The user calls their {relative} every {weekday} at {clock}.
    {person} moved | {person} moved from {city} to {city2} and has a guest room now.
    Travelling with a child | The user's {relative} is {n} years old and needs a child seat in taxis.
    # home
    {furniture} | The user wants to replace {furniture} and spend less than {price}.
    Repair | {repair} has to be fixed; a technician comes on {date} at {clock}.
    Moving | The user moves to a flat near {place} in {nextmonth} and needs boxes 📦.
    Plants | While the user is in {city}, {person} waters the plants 🪴.
    Keys | {person} has the spare keys to the flat.
    Colours at home | The living room is painted in {colour}; the user looks for {furniture} to match.
    # languages
    Learning {language} | The user learns {language}, {n} evenings a month, and wants menus explained and not translated.
    {language} exam | The user takes a {language} exam in {nextmonth} {nextyear}.
    Answers in {language} | Short answers may be in {language}, long ones in English please.
    Tandem with {person} | The user has a {language} tandem with {person} every {weekday} at {clock}.
    # leisure
    Reading {book} | The user is reading {book} and takes it along to {city} 📚.
    {music} | The user listens to {music} when working and to {music2} on trains.
    Evenings | In the evening the user watches {film}, mostly on {weekday}.
    Concert in {city} | The user has tickets for {music} in {city} on {date}.
    Photography | The user photographs {place} with {device} and shares an album with {person}.
    Board games | {weekday} is board game night with {person} and {n} others 🎲.
    # pets
    {pet} | The user has {pet}; someone has to look after it during trips.
    Vet | The vet appointment for {pet} is on {date} at {clock}.
    Pet food | The user orders food for {pet} every {n} weeks from {shop}.
    Flying with a pet | The user asked whether {airline} takes {pet} in the cabin on the way to {city}.
    """
}

enum EnglishMoney {
  static let facts = """
    # payment
    Default card | The user pays with {card} and wants to be asked before any other card is charged.
    Refund of {amount} | A refund of {amount} for order {order} is due; the user expects it on {card} before {date}.
    Invoice {order} | Invoice {order} over {amount} was paid through {bank} on {weekday}.
    Double charge | {card} was charged twice for {hotel} ({price} each). The user opened a dispute with {bank}.
    Split with {person} | The user splits the cost of {city} with {person}, who still owes {amount}.
    Limit on {card} | The user set a monthly limit of {amount} on {card}.
    Receipts | The user needs a receipt in the name of {company} for everything above {amount}.
    Payment in instalments | The user pays for {product} in {n} instalments of {price}.
    Card expired | {card} expires at the end of {nextmonth}; saved payments have to be moved to {card2}.
    Foreign fees | The user avoids foreign transaction fees and pays abroad with {bank} only 💳.
    Declined in {city} | A payment of {price} at {restaurant} in {city} was declined; {bank} asked to confirm it was really the user.
    Deposit for {hotel} | The deposit of {price} for {hotel} in {city} is paid; the rest is due on arrival.
    Tip in {city} | The user wants to know what to tip in {city} and rounds up at {restaurant}.
    Cash for {city} | For {city} the user takes {price} in cash and pays the rest with {card}.
    {person} paid | {person} paid {price} for the tickets; the user paid it back through {bank} on {weekday}.
    Cheaper elsewhere | {product} was {price} cheaper at {shop}; the user asked {brand} to match the price.
    VAT refund at {airport} | The user has a tax-free form over {amount} and has to be at {airport} an hour earlier.
    Two-step approval | {bank} asks for a code for every payment above {price}; the phone has to be charged.
    Gift card | The user has a gift card of {brand} with {price} left, valid until {month} {nextyear}.
    Currency | Bookings in {city} are paid in the local currency, never in the currency of the card.
    Late fee | A late fee of {price} from {bank} was waived after the user called on {weekday} and was {mood}.
    # budget
    Spent in {month} | In {month} the user spent {amount}: mostly {city}, some {product}, and {restaurant} twice.
    Too many subscriptions | The user wants no more than {n} subscriptions and is thinking about ending {service}.
    {service} is shared | {person} pays half of {service}, {price} each {month}.
    Household ledger | The user writes every expense above {price} into a ledger on {weekday}.
    Budget for {month} | The user's budget for {month} is {amount} without rent; travel comes first.
    Saving for {city} | The user saves {price} a month for the trip to {city}.
    Cancelled {service} | The user cancelled {service} and wants to be reminded if it is charged again.
    Shared account | The user and {person} have a shared account at {bank} for the household.
    {service} | The user pays {price} a year for {service} and reviews it every {month}.
    Tax folder | Receipts for {company} go into the tax folder; the user hands them in by {date}.
    Price of {product} | The user tracks the price of {product} and buys at {price} or less.
    Emergency fund | The user keeps three months of expenses at {bank} and does not want suggestions that touch it.
    # shopping
    Looking for {product} | The user is looking for {product} in {colour}, size {size}, for no more than {price}.
    Order {order} | Order {order} ({product}, {colour}) left {shop} and should arrive on {weekday}.
    Returned {product} | The user returned {product} from {brand} because size {size} was too small.
    {brand} fan | The user trusts {brand} and looks there first for {product}.
    Gift for {person} | The user bought {gift} for {person} for {occasion} 🎁.
    Wish list | On the wish list: {product}, {product2} and {product3}.
    Second hand first | The user tries {shop} before buying {product} new.
    Delivery address | Parcels go to the pick-up station at {place}; nobody is home before {clock}.
    Sizes | The user wears size {size} at {brand} and one size up in jackets.
    Late parcel | The parcel with {product} is {n} days late and the user is {mood}.
    Not from {brand} | After a broken zip the user buys nothing from {brand} any more.
    # devices
    New {device} | The user bought {device} at {shop} for {amount}.
    {device}: warranty | The warranty of {device} ends in {month} {nextyear}; the receipt is in the mail folder.
    Headphones | The user wants headphones that fold, for flights to {city}.
    Broken {device} | {device} fell on the stairs; repair costs {price} and the user is {mood}.
    Backup | Photos from {city} are on {device} and backed up at home once a month.
    Comparing | The user compares {device} with {device2} and cares most about battery life 🔋.
    """
}

enum EnglishTravel {
  static let facts = """
    # travel
    {city} trip | The user plans to travel to {city} in {season} of {nextyear} with {companion}.
    {city} in {nextmonth} | The user is going to {city} for {n} days in {nextmonth} and wants to see {place} first.
    Cancelled: {city} | The trip to {city} was called off; the user asked to be told when fares fall below {price}.
    Visa for {city} | The user needs a visa before flying to {city} and has an appointment at the consulate on {date} at {clock}.
    Train instead of plane | Between {city} and {city2} the user would rather take the train, even when it is {n} hours longer.
    Travelling with {person} | {person} joins the trip to {city}; the user books for both and shares the costs.
    Itinerary {city} | Day 1 {place}, day 2 {place2}, day 3 free. The user does not want more than two sights a day in {city}.
    {flag} Wish list | The user keeps a wish list of places: {city}, {city2} and {city3} are at the top {flag2}{flag3}.
    Guests {flag} | Friends from {flag} and {flag2} visit in {season}; the user shows them {place} 👨‍👩‍👧.
    Passport | The user's passport expires in {month} {nextyear} and has to be renewed before the trip to {city}.
    Travel insurance | The user bought travel insurance for {price} that covers {city} and cancelled flights.
    Weekend in {city} | The user spent a weekend in {city}, loved {place}, and would go back in {season}.
    Luggage | The user travels to {city} with hand luggage only and asks for laundry near the hotel.
    Jet lag | After the return from {city} the user needs two days without meetings.
    Packing list {city} | For {city} the user packs {product}, {product2} and medicine for motion sickness 🧳.
    # flights
    Flight to {city} | The user flies to {city} with {airline} on {date} at {clock} and has {seat}.
    {airline} status | The user has silver status with {airline} and collects miles on every booking.
    Seat choice | On flights over four hours the user wants {seat}.
    Delayed from {airport} | The flight from {airport} was {n} hours late; the user filed for compensation with {airline}.
    Connection at {airport} | The user needs at least {n}0 minutes to change planes at {airport} because of a bad knee.
    No red-eyes | The user does not take flights that leave before {clock} or land after midnight.
    Meal on board | The user orders a vegetarian meal with {airline} and brings tea along ✈️.
    Fare alert {city} | A fare alert is set for {city}: the user books when a return ticket costs less than {price}.
    Missed connection | The user missed a connection at {airport} in {month} and was rebooked by {airline} without extra cost.
    Upgrade | The user bids for upgrades with {airline}, never more than {price}.
    # hotels
    {hotel}, {city} | The user stays at {hotel} in {city} for {n} nights and asked for {room}.
    Room wishes | In hotels the user asks for {room}.
    Favourite in {city} | When in {city} the user books {hotel} again; the breakfast room opens at {clock}.
    Complaint about {hotel} | The user complained to {hotel} about noise from the lift and got {price} back.
    Budget per night | The user pays at most {price} a night, in {city} a little more.
    Check-in | The user arrives at {hotel} after {clock} and asked the reception to keep the key.
    Loyalty number | The user's loyalty number with the group of {hotel} is saved for all bookings.
    Apartment over hotel | For stays longer than {n} nights the user prefers an apartment with a washing machine.
    No carpets | Because of a dust allergy the user asked {hotel} for {room}.
    # dining
    {dish} | The user's favourite dish is {dish}, best eaten at {restaurant}.
    Table at {restaurant} | The user booked a table for {n} at {restaurant} on {weekday} at {clock}.
    Vegetarian on weekdays | The user eats vegetarian from Monday to Friday and makes exceptions for {dish} 🍜.
    No {allergy} | The user cannot eat anything with {allergy}; restaurants have to be told.
    {cuisine} food | The user likes {cuisine} food and wants to learn to cook {dish}.
    Coffee and tea | The user drinks one flat white in the morning and pu'er tea ☕ after lunch, nothing after {clock}.
    Dinner with {person} | The user takes {person} to {restaurant}; {person} does not like {dish}.
    Spicy is fine | The user eats spicy food, "as spicy as it gets" in {city}.
    """
}

extension Lexicon {
  static let english = Lexicon(
    words: EnglishWords.text,
    facts: [EnglishTravel.facts, EnglishMoney.facts, EnglishLife.facts].joined(separator: "\n"),
    preferences: EnglishPreferences.text, dialogue: EnglishDialogue.text)
}

enum EnglishWords {
  static let text = """
    city: Guangzhou, Lisbon, Kyoto, Chengdu, Porto, Singapore, Hanoi, Reykjavík, Vienna, Osaka, Seville, Hangzhou, Bergen, Naples, Tallinn, Penang, Xi'an, Copenhagen, Marrakesh, Tbilisi, Busan, Edinburgh, Cusco, Shenzhen, Ljubljana, Valencia, Taipei, Zürich, Kraków, Melbourne, Jaipur, Montréal, Sapporo, Dali, Athens, Hamburg
    place: the old town, the night market, the botanical garden, the canal district, the harbour, the tea hills, the design museum, the fish market, the cathedral, the hot springs, the national park, the west bank, the film archive, the lantern festival, the cable car, the contemporary art space
    person: Mina, her brother Tao, Grandma Liu, Jonas, Aisha, Dr. Okafor, cousin Pei, Elena, Uncle Wen, Priya, little Noor, Mateo, his flatmate Sven, Captain Yu, Ines, aunt Rosa
    companion: two colleagues, her sister, his parents, a friend from university, the whole family 👨‍👩‍👧‍👦, a hiking club, nobody else, her partner Jonas, the choir, an old classmate
    season: spring, early summer, the summer, late autumn, the winter holidays, golden week, the rainy season, cherry blossom time
    month: January, February, March, April, May, June, July, August, September, October, November, December
    weekday: Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday
    airline: China Southern, TAP, ANA, Lufthansa, Singapore Airlines, Norwegian, Cathay Pacific, KLM, Vueling, Finnair, Hainan Airlines, Turkish Airlines
    seat: an aisle seat, a window seat on the left, a seat in row 12, an exit-row seat, two seats together, a seat far from the galley
    airport: Baiyun, Haneda, Schiphol, Changi, Humberto Delgado, Kastrup, Hongqiao, Incheon, Barajas, Pudong
    hotel: Casa do Rio, the White Swan, Hotel Aurora, Riverside Inn, Garden House 88, the Old Mint, Tea Garden Hotel, Hotel Kubo, the Lantern, Villa Sólo, Number Nine, the Meridian Court
    room: a quiet room on a high floor, a room with a desk, twin beds, a room with a kitchenette, a room without carpet, a corner room, late check-out, an extra bed for a child
    product: a rain jacket, noise-cancelling headphones, a carry-on suitcase, a pour-over kettle, trail running shoes, a mechanical keyboard, a wool blanket, a folding bicycle, a rice cooker, a travel adapter, a ceramic tea set, a down sleeping bag, a standing desk, a bread knife, a linen shirt, a watercolour set, a bike helmet, a cast-iron pan
    brand: Fjällraven, Muji, Sony, Patagonia, Zojirushi, Keychron, Decathlon, Anker, Uniqlo, Ortlieb, IKEA, Xiaomi
    shop: the Muji store, an online marketplace, the outlet on Canton Road, a second-hand app, the flagship store, a small workshop in Porto, the airport duty-free, the farmers' market
    colour: navy, forest green, rust, black, off-white, mustard, plum, sky blue
    size: S, M, L, EU 41, EU 38, XL, one size
    dish: mapo tofu, caldo verde, dan dan noodles, grilled sardines, okonomiyaki, dim sum, pierogi, pho, shakshuka, congee with century egg, cacio e pepe, khachapuri, laksa
    cuisine: Cantonese, Portuguese, Sichuan, Japanese, Georgian, Vietnamese, Lebanese, Peruvian, northern Indian
    restaurant: Tasca do Chico, Lotus Pavilion, Bar Pintxo, Noodle House 12, Cervejaria Ramiro, The Green Bowl, Sakura-tei, Old Teapot, Zur Post
    allergy: peanuts, shellfish, penicillin, birch pollen, lactose, sesame, latex, strawberries
    doctor: the dentist, a dermatologist, the physiotherapist, the eye clinic, the travel clinic, the allergy specialist
    exercise: a 10 km run, swimming laps, a yoga class, bouldering, rowing, an evening walk, badminton, a long ride along the river
    company: Northwind Logistics, Blue Harbor Design, Kestrel Labs, the Pearl River Group, Atlas & Finch, a small translation agency, Orchard Robotics
    project: the warehouse migration, the spring catalogue, the audit, the onboarding guide, a pilot in Rotterdam, the new booking flow, the grant proposal
    role: a product designer, a data analyst, a freelance translator, a procurement lead, an architect, a nurse, a teacher
    relative: mother, father, younger brother, grandmother, niece, son, daughter, cousin
    occasion: a birthday, a graduation, the Mid-Autumn Festival, an anniversary, a housewarming, Lunar New Year 🧧, a retirement party
    gift: a fountain pen, a tea sampler, concert tickets, a photo book, a scarf, a chess set, a cooking class, a pair of binoculars
    furniture: a bookshelf, the sofa, a reading lamp, the kitchen table, new curtains, a shoe cabinet, blinds for the study
    repair: the leaking tap, the bathroom fan, a squeaky door, the boiler, the balcony tiles, the Wi-Fi in the study
    device: a ThinkPad X1, a Pixel phone, an e-reader, a mirrorless camera, a smart watch, a tablet, a portable monitor, a robot vacuum
    language: Portuguese, Japanese, Mandarin, Greek, Arabic, Korean, Spanish, Cantonese
    bank: Revolut, China Merchants Bank, ING, HSBC, N26, Bank of China, Wise
    card: the Visa ending 4417, the UnionPay card, the company Mastercard, the travel card, the card ending 0932, Alipay, WeChat Pay
    service: the music streaming plan, cloud storage, the gym, a news subscription, the coworking space, the phone contract, an e-book service, the meal kit
    book: "The Left Hand of Darkness", "Norwegian Wood", "The Three-Body Problem", "Austerlitz", "A Time of Gifts", "The Book of Disquiet"
    music: fado, city pop, baroque cello, ambient, old Cantopop, jazz trios, Ethiopian jazz, choral music
    film: slow documentaries, heist films, Studio Ghibli films, Nordic crime series, Wong Kar-wai films, nature series
    pet: a grey cat named Mochi 🐈, an old greyhound, two goldfish, a corgi named Biscuit 🐕, a rescued parrot
    flag: 🇵🇹, 🇨🇳, 🇯🇵, 🇳🇴, 🇬🇪, 🇸🇬, 🇵🇪, 🇬🇷, 🏳️‍🌈
    mood: excited 🎉, a little worried, relieved, undecided, very happy 😊, annoyed 😤, curious
    """
}
