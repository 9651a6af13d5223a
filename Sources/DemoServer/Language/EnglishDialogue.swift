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
