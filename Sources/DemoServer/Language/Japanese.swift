extension Lexicon {
  static let japanese = Lexicon(
    words: Japanese.words, facts: Japanese.facts, preferences: Japanese.preferences,
    dialogue: Japanese.dialogue)
}

private enum Japanese {
  static let words = """
    city: 京都, 札幌, 大阪, 広州, リスボン, 金沢, 福岡, シンガポール, 那覇
    place: 夜市, 植物園, 美術館, 温泉, 旧市街, 魚市場
    person: ミナさん, 佐藤さん, 祖母, 同僚の田中さん, ヨナス
    season: 春, 夏休み, 秋, 年末年始, 桜の季節
    month: 1月, 2月, 3月, 4月, 5月, 6月, 7月, 8月, 9月, 10月, 11月, 12月
    hotel: ホテル久保, 川沿いの宿, ランタン, ガーデンハウス88
    dish: お好み焼き, 担々麺, 焼き魚, 抹茶アイス
    restaurant: さくら亭, 麺処十二, 古い急須
    product: レインジャケット, 炊飯器, キーボード, 旅行用アダプター, 登山靴
    card: 末尾4417のVisa, 会社のカード, 交通系カード
    """

  static let facts = """
    # travel
    {city}旅行 | ユーザーは{nextyear}年の{season}に{person}と{city}へ行く予定で、まず{place}を見たいと考えている。
    {city}で{n}日間 | {nextmonth}に{city}で{n}日間過ごす。午後はなるべく予定を入れない。
    # flights
    {city}行きの便 | {date}の{clock}発の便で{city}へ向かう。通路側の席を希望✈️。
    # hotels
    {hotel} | {city}では{hotel}に{n}泊する。静かな上の階の部屋を希望している。
    # payment
    支払い方法 | 支払いには{card}を使う。ほかのカードを使う前に必ず確認してほしい。
    返金 {amount} | 注文{order}の返金{amount}を待っている。
    # shopping
    {product} | {product}を{amount}以下で探している。
    # dining
    {dish} | 好物は{dish}。{restaurant}によく行く🍵。
    # family
    {person}の誕生日 | {person}の誕生日は{date}。写真集を贈りたい。
    # work
    {city}出張 | 四半期ごとに{city}へ出張する。会議は{clock}まで。
    """

  static let preferences = """
    # work
    {city}出張についての返事は短く、箇条書きがよい。 | 「もっと短く」と二度頼まれた。
    # travel
    {city}へは飛行機より新幹線を選ぶ🚄。 | {city}から{city2}まで新幹線を選んだ。
    # hotels
    駅の近くより{place}の近くの宿が好き。 | {city}で駅前のホテルを三つ断った。
    """

  static let dialogue = """
    # travel
    {nextmonth}に{city}へ行こうと思っています。 | いい季節ですね。宿も探しましょうか。
    # dining
    {dish}が食べたい！ | {restaurant}を予約しましょうか。
    # payment
    返金はまだですか？ | {amount}が{card}に戻る予定です。
    # shopping
    注文{order}はどこですか？ | 発送済みです。まもなく届きます。
    """
}
