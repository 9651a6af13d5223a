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
