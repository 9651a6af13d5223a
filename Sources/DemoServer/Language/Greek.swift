extension Lexicon {
  static let greek = Lexicon(
    words: Greek.words, facts: Greek.facts, preferences: Greek.preferences, dialogue: Greek.dialogue)
}

private enum Greek {
  static let words = """
    city: Αθήνα, Λισαβόνα, Βιέννη, Θεσσαλονίκη, Σιγκαπούρη
    person: Ελένη, η γιαγιά, ο συνάδελφος Νίκος
    season: την άνοιξη, το καλοκαίρι, το φθινόπωρο
    dish: μουσακάς, φασολάδα, σπανακόπιτα
    product: αδιάβροχο, ακουστικά, βαλίτσα
    card: κάρτα 4417, εταιρική κάρτα
    """

  static let facts = """
    # travel
    Ταξίδι: {city} | Ο χρήστης σχεδιάζει ταξίδι {season} του {nextyear}: {city}, {n} ημέρες 🇬🇷.
    # flights
    Πτήση: {city} | Αναχώρηση στις {date}, ώρα {clock}, θέση στον διάδρομο.
    # payment
    Επιστροφή {amount} | Για την παραγγελία {order} αναμένεται επιστροφή {amount} ({card}).
    # shopping
    {product} | Ο χρήστης ψάχνει {product} έως {amount}.
    # dining
    {dish} | Αγαπημένο φαγητό: {dish}.
    """

  static let preferences = """
    # travel
    Για ταξίδια ({city}) ο χρήστης προτιμά σύντομες απαντήσεις, έως {n} γραμμές. | Ζήτησε δύο φορές «πιο σύντομα».
    """

  static let dialogue = """
    # travel
    Σκέφτομαι ένα ταξίδι: {city}. | Ωραία ιδέα! Να ψάξω ξενοδοχείο;
    """
}
