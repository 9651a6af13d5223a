enum EnglishDialogue {
  static let text = """
    I'm thinking about {city} in {nextmonth}, maybe {n} days. | {city} is lovely then. Shall I look for flights and a place near {place}?
    Can you book {seat} for me? | Done, you have {seat}. The airline confirms it at check-in.
    Why was {card} charged twice? | I see two charges of {amount}. I can open a dispute with {bank} if you like.
    Please remind me about {doctor}. | You will get a reminder the evening before.
    {person} is coming along, by the way. | Good to know, I'll search for two.
    That hotel is too loud, find me {room}. | {hotel} has {room} from {amount} a night.
    I can't eat {allergy}, remember that. | Noted: nothing with {allergy}.
    How much did I spend in {month}? | {amount} so far, most of it on travel.
    Where is order {order}? | It left the warehouse on {weekday} and should be there within {n} days.
    I would like to learn some {language}. | Let's start with what you need in {city}.
    No more than {amount}, please. | Understood, I filter for that.
    I loved {restaurant}! 😍 | Shall I keep it as a favourite?
    """
}
