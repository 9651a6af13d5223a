extension Lexicon {
  static let spanish = Lexicon(
    words: Spanish.words, facts: Spanish.facts, preferences: Spanish.preferences, dialogue: Spanish.dialogue)
  static let german = Lexicon(
    words: German.words, facts: German.facts, preferences: German.preferences, dialogue: German.dialogue)
}

private enum Spanish {
  static let words = """
    city: Sevilla, Cantón, Lisboa, Cusco, Valencia, Viena
    person: Inés, la abuela, su compañero Íñigo
    season: la primavera, el verano, el otoño
    product: una mochila, unos auriculares, una tetera
    card: la tarjeta 4417, la tarjeta de empresa
    """

  static let facts = """
    # travel
    Viaje a {city} | El usuario piensa viajar a {city} en {season} de {nextyear} con {person}.
    # hotels
    Habitación en {city} | En {city} pide siempre una habitación tranquila, ¡nunca junto al ascensor!
    # payment
    Devolución de {amount} | Espera la devolución de {amount} del pedido {order} en {card}.
    # shopping
    {product} | Busca {product} por menos de {amount}.
    """

  static let preferences = """
    # travel
    Sobre {city} prefiere respuestas cortas, {n} líneas como mucho. | Pidió dos veces «más breve, por favor».
    """

  static let dialogue = """
    # travel
    Me apetece ir a {city}. | ¡Qué bien! ¿Busco vuelos?
    """
}

private enum German {
  static let words = """
    city: Wien, Kanton, Lissabon, Görlitz, Zürich, Köln
    person: Jürgen, die Großmutter, Kollegin Änne
    season: im Frühling, im Sommer, zur Weihnachtszeit
    product: einen Rucksack, Kopfhörer, eine Teekanne
    card: die Karte 4417, die Firmenkarte
    """

  static let facts = """
    # travel
    Reise nach {city} | Der Nutzer plant {season} {nextyear} eine Reise nach {city}; {person} kommt mit.
    # flights
    Sitzplatzwunsch | Auf Langstreckenflügen möchte der Nutzer einen Gangplatz.
    # payment
    Rückerstattung | Für Bestellung {order} stehen {amount} aus, zurück auf {card}.
    # shopping
    Einkaufsliste | Der Nutzer sucht {product} für höchstens {amount}.
    """

  static let preferences = """
    # travel
    Zu {city} mag der Nutzer kurze Antworten, höchstens {n} Sätze. | Bat zweimal um „etwas kürzer bitte“.
    """

  static let dialogue = """
    # travel
    Ich möchte nach {city} fahren. | Gerne! Soll ich nach Zügen suchen?
    """
}
