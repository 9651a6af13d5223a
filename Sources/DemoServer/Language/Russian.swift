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
