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
