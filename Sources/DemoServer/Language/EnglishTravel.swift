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
