extension Lexicon {
  static let korean = Lexicon(
    words: Korean.words, facts: Korean.facts, preferences: Korean.preferences, dialogue: Korean.dialogue)
}

private enum Korean {
  static let words = """
    city: 부산, 광저우, 교토, 리스본, 제주, 타이베이
    person: 민아, 할머니, 동료 지훈, 사촌 동생
    season: 봄, 여름 휴가, 가을, 설 연휴
    month: 1월, 2월, 3월, 4월, 5월, 6월, 7월, 8월, 9월, 10월, 11월, 12월
    hotel: 랜턴 호텔, 강변 여관, 가든 하우스
    dish: 냉면, 마파두부, 김치찌개, 딤섬
    product: 방수 재킷, 무선 이어폰, 여행 가방, 밥솥
    card: 끝자리 4417 카드, 법인 카드, 체크카드
    """

  static let facts = """
    # travel
    {city} 여행 | 사용자는 {nextyear}년 {season}에 {person}와 함께 {city}에 갈 계획이다.
    # flights
    {city}행 비행기 | {date} {clock}에 출발하는 {city}행 비행기를 예약했고 창가 자리를 원한다.
    # hotels
    {hotel} | {city}에서는 {hotel}에 {n}박 묵으며 조용한 방을 부탁했다.
    # payment
    결제 수단 | 기본 결제 수단은 {card}이고, 다른 카드는 먼저 물어봐야 한다.
    # shopping
    {product} | {amount} 이하의 {product}를 찾고 있다 🛍️.
    # dining
    {dish} | 가장 좋아하는 음식은 {dish}이다.
    """

  static let preferences = """
    # travel
    {city} 안내는 {n}줄 이내의 짧은 목록을 선호한다. | "너무 길어요"라고 두 번 말했다.
    # flights
    늦은 밤 비행기는 타지 않는다. | {city}행 심야편을 두 번 거절했다.
    """

  static let dialogue = """
    # shopping
    주문 {order}은 어디쯤인가요? | 곧 도착합니다.
    # travel
    {nextmonth}에 {city}에 가고 싶어요. | 좋은 시기예요. 숙소도 찾아볼까요?
    """
}
