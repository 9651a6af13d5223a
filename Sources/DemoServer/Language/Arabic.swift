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
