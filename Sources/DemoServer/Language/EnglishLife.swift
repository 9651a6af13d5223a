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
