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

extension Lexicon {
  static let arabic = Lexicon(
    words: Arabic.words, facts: Arabic.facts, preferences: Arabic.preferences, dialogue: Arabic.dialogue)
}

private enum Arabic {
  static let words = """
    city: مراكش, غوانزو, لشبونة, فيينا, سنغافورة, إسطنبول
    person: عائشة, نور, جدتي, زميلي سامي
    season: الربيع, الصيف, الخريف, عطلة الشتاء
    hotel: فندق الفانوس, بيت الحديقة, نزل النهر
    dish: الشكشوكة, الكسكس, التبولة, المنسف
    product: حقيبة سفر, سماعات, معطف مطر, حذاء للجري
    card: البطاقة 4417, بطاقة الشركة, بطاقة السفر
    """

  static let facts = """
    # travel
    رحلة إلى {city} | يخطط المستخدم للسفر إلى {city} في {season} من عام {nextyear} مع {person}.
    # flights
    رحلة جوية إلى {city} | موعد الإقلاع {date} الساعة {clock}، ويفضل مقعدًا بجانب النافذة.
    # hotels
    {hotel} | يقيم المستخدم في {hotel} لمدة {n} ليالٍ ويطلب غرفة هادئة.
    # payment
    استرداد {amount} | ينتظر المستخدم استرداد مبلغ {amount} عن الطلب {order} (Order {order}) إلى {card}.
    # shopping
    {product} | يبحث المستخدم عن {product} بسعر لا يتجاوز {amount}.
    # dining
    {dish} | الطبق المفضل هو {dish} 🍋.
    """

  static let preferences = """
    # shopping
    يفضل المستخدم الإجابات القصيرة. | قال مرتين: «أقصر من فضلك».
    # travel
    يفضل القطار على الطائرة إلى {city}. | سافر إلى {city} بالقطار رغم أن الرحلة أطول.
    """

  static let dialogue = """
    # payment
    أين المبلغ المسترد؟ | سيصل مبلغ {amount} خلال أيام.
    # travel
    أفكر في السفر إلى {city}. | فكرة جميلة، هل أبحث عن فندق؟
    """
}

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

extension Lexicon {
  static let russian = Lexicon(
    words: Russian.words, facts: Russian.facts, preferences: Russian.preferences, dialogue: Russian.dialogue)
}

private enum Russian {
  static let words = """
    city: Тбилиси, Гуанчжоу, Лиссабон, Вену, Киото, Ереван, Таллин
    person: Лена, двоюродный брат, бабушка, коллега Павел
    season: весной, летом, поздней осенью, на Новый год
    month: январь, февраль, март, апрель, май, июнь, июль, август, сентябрь, октябрь, ноябрь, декабрь
    hotel: «Фонарь», «Речной дом», «Старый монетный двор»
    dish: хачапури, пельмени, борщ, лапша дан-дан
    product: дождевик, наушники, чемодан, рюкзак, чайник
    card: карта 4417, дорожная карта, карта компании
    """

  static let facts = """
    # travel
    Поездка в {city} | Пользователь собирается в {city} {season} {nextyear} года; с ним едет {person}.
    # flights
    Рейс в {city} | Вылет в {city} {date} в {clock}, место у прохода.
    # hotels
    Гостиница {hotel} | Пользователь останавливается в гостинице {hotel} на {n} ночи и просит тихий номер.
    # payment
    Возврат {amount} | По заказу {order} ожидается возврат {amount}; способ оплаты — {card}.
    # shopping
    Нужен {product} | Пользователь ищет {product} не дороже {amount}.
    # dining
    {dish} | Любимое блюдо — {dish} 🥟.
    # family
    {person} | {person}: день рождения {date}, в подарок — билеты на концерт.
    """

  static let preferences = """
    # shopping
    Пользователь предпочитает короткие ответы. | Дважды попросил «покороче».
    # travel
    В {city} лучше поездом, чем самолётом. | В {city} поехал поездом, хотя это на {n} часа дольше.
    """

  static let dialogue = """
    # payment
    Где мой возврат? | {amount} вернутся в течение {n} дней.
    # travel
    Хочу в {city}, дней на {n}. | Отличная мысль. Поискать билеты?
    """
}

/// Texts that attack whoever prints them: they came from users and models, and a browser has to survive them.
enum Hostile {
  static let texts: [(title: String, text: String)] = [
    (
      "\u{1B}[31mRed alert\u{1B}[0m",
      "The user pasted a log: \u{1B}[2J\u{1B}[H\u{1B}[31mall gone\u{1B}[0m and asked what it means."
    ),
    (
      "Clipboard",
      "Copy this please: \u{1B}]52;c;cm0gLXJmIH4=\u{07} and the title \u{1B}]0;owned\u{07} stays."
    ),
    (
      "Invoice \u{202E}gpj.exe",
      "The file is called photo\u{202E}gpj.exe\u{202C}, \u{2066}the user says it is a picture\u{2069}."
    ),
    (
      "[/etc/passwd]",
      "The user's notes say [/etc/passwd] and [bold]not markup[/bold]; also {curly} and %s %n %d."
    ),
    (
      "Zero\u{200B}width\u{FEFF}",
      "pass\u{200B}word\u{2060} hid\u{200D}den \u{00AD}soft hyphen \u{FEFF}byte order mark"
    ),
    (
      "Bell\u{07}\u{08}\u{08}\u{7F}",
      "Backspaces\u{08}\u{08}\u{08}, a bell\u{07}, a NUL\u{00}, C1 \u{9B}31m and \u{85} next line."
    ),
    ("Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤a̴l̷g̸o̵", "Stacked marks: Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤a̴̡͈͖̮͓l̷̨̛g̸̢̛o̵̧, then U+FFFD \u{FFFD}\u{FFFD} and a lone surrogate's stand-in."),
    (
      "=HYPERLINK(\"http://evil.example\")",
      "@SUM(1+1)*cmd|' /C calc'!A0\n\tstarts with a formula, has a tab\r\nand a CRLF"
    ),
    (
      "Emoji 👩🏽‍🚀👨‍👩‍👧‍👦🏴󠁧󠁢󠁳󠁣󠁴󠁿",
      "🇵🇹🇨🇳🇯 flags (one is half), 👍🏿 skin tones, ❤️‍🔥 joined, 1️⃣ keycaps, ☺ and ☺️ with and without selector"
    ),
  ]
}
