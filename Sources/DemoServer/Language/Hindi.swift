extension Lexicon {
  static let hindi = Lexicon(
    words: Hindi.words, facts: Hindi.facts, preferences: Hindi.preferences, dialogue: Hindi.dialogue)
}

private enum Hindi {
  static let words = """
    city: जयपुर, क्वांगचो, लिस्बन, सिंगापुर, कोच्चि, क्योटो
    person: प्रिया, दादी, सहकर्मी अमित, छोटा भाई
    season: वसंत, गर्मियों, दिवाली की छुट्टियों, सर्दियों
    hotel: लालटेन होटल, नदी किनारे की सराय, गार्डन हाउस
    dish: राजमा चावल, मसाला डोसा, मोमो, पोहा
    product: रेन जैकेट, हेडफ़ोन, सूटकेस, प्रेशर कुकर
    card: 4417 वाला कार्ड, कंपनी का कार्ड, यूपीआई
    """

  static let facts = """
    # travel
    {city} की यात्रा | उपयोगकर्ता {nextyear} में {season} में {person} के साथ {city} जाने की योजना बना रहा है।
    # flights
    {city} की उड़ान | {date} को {clock} बजे की उड़ान; खिड़की वाली सीट चाहिए।
    # hotels
    {hotel} | {city} में {hotel} में {n} रातें; शांत कमरा चाहिए।
    # payment
    {amount} की वापसी | ऑर्डर {order} के {amount} {card} पर वापस आने हैं।
    # shopping
    {product} | {amount} से कम में {product} की तलाश है।
    # dining
    {dish} | सबसे पसंदीदा खाना {dish} है 🌶️।
    """

  static let preferences = """
    # shopping
    {product} के बारे में उपयोगकर्ता को छोटे उत्तर पसंद हैं। | दो बार कहा, "थोड़ा छोटा लिखिए"।
    # travel
    {city} के लिए उड़ान से बेहतर रेलगाड़ी। | {city} तक रेलगाड़ी चुनी।
    """

  static let dialogue = """
    # payment
    मेरे पैसे कब वापस आएँगे? | {amount} कुछ दिनों में आ जाएँगे।
    # travel
    मैं {city} जाना चाहता हूँ। | बढ़िया! क्या मैं होटल भी देखूँ?
    """
}
