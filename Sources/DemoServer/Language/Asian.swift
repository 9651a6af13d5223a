extension Lexicon {
  static let chinese = Lexicon(
    words: Chinese.words, facts: Chinese.facts, preferences: Chinese.preferences, dialogue: Chinese.dialogue)
}

private enum Chinese {
  static let words = """
    city: 广州, 成都, 大理, 杭州, 西安, 哈尔滨, 厦门, 京都, 里斯本, 新加坡, 深圳, 重庆, 青岛, 桂林, 拉萨
    place: 老城区, 夜市, 植物园, 博物馆, 海边步道, 茶山, 老火车站, 江边
    person: 小敏, 王叔叔, 李医生, 表妹佩佩, 阿涛, 外婆, 大学同学, 约纳斯
    season: 暑假, 国庆假期, 春天, 深秋, 春节前后, 元旦
    month: 一月, 二月, 三月, 四月, 五月, 六月, 七月, 八月, 九月, 十月, 十一月, 十二月
    weekday: 周一, 周二, 周三, 周四, 周五, 周六, 周日
    airline: 南方航空, 国泰航空, 海南航空, 全日空, 东方航空
    hotel: 白天鹅宾馆, 茶园酒店, 江畔客栈, 灯笼旅店, 花园八十八号
    room: 安静的高层房间, 带书桌的房间, 没有地毯的房间, 双床房
    dish: 麻婆豆腐, 肠粉, 担担面, 烤鱼, 皮蛋瘦肉粥, 小笼包
    restaurant: 莲香楼, 老茶壶, 面馆十二号, 绿碗
    product: 雨衣, 降噪耳机, 登机箱, 手冲壶, 跑鞋, 电饭煲, 茶具, 羊毛毯
    gift: 钢笔, 茶叶礼盒, 相册, 围巾, 演唱会门票
    card: 尾号4417的信用卡, 支付宝, 微信支付, 银联卡, 公司卡
    bank: 招商银行, 中国银行, 汇丰银行
    allergy: 花生, 海鲜, 青霉素, 乳糖, 芝麻
    language: 葡萄牙语, 日语, 粤语, 西班牙语
    """

  static let facts = """
    # travel
    {city}之行 | 用户计划{nextyear}年{season}去{city}旅行，想先看{place}。
    {city}行程 | 用户{nextmonth}要在{city}待{n}天，第一天安排{place}，每天最多看两个景点。
    坐火车 | 从{city}到{city2}，用户宁愿坐高铁，哪怕多花{n}个小时🚄。
    和{person}同行 | {person}会一起去{city}，费用平摊，由用户统一预订。
    签证 | 用户去{city}之前需要办签证，预约时间是{date} {clock}。
    # flights
    飞往{city} | 用户{date}乘坐{airline}飞往{city}，选择靠窗座位✈️。
    不坐红眼航班 | 用户不坐{clock}之前起飞或半夜到达的航班。
    {airline}会员 | 用户是{airline}银卡会员，每次订票都要累积里程。
    # hotels
    {hotel} | 用户在{city}住{hotel}，共{n}晚，要求{room}。
    酒店要求 | 用户对灰尘过敏，希望住{room}，每晚不超过{price}。
    # payment
    默认付款方式 | 用户默认使用{card}付款，换其他卡之前必须先询问。
    退款{amount} | 订单{order}应退款{amount}，用户希望在{date}之前退回{card}。
    重复扣款 | {card}被重复扣款{amount}，用户已向{bank}申请核查。
    境外消费 | 用户在{city}只用{bank}的卡付款，避免手续费💳。
    发票 | 用户在{hotel}消费后需要开公司抬头的发票，金额{amount}。
    # budget
    {month}预算 | 用户{month}的预算是{amount}（不含房租）。
    存钱去{city} | 用户每月存{amount}，准备去{city}。
    # shopping
    想买{product} | 用户想买{product}，预算不超过{price}，优先考虑国产品牌。
    订单{order} | 订单{order}（{product}）已发货，预计{weekday}送达📦。
    送给{person}的礼物 | 用户给{person}买了{gift}，作为生日礼物🎁。
    # dining
    喜欢{dish} | 用户最喜欢吃{dish}，常去{restaurant}。
    不吃{allergy} | 用户对{allergy}过敏，订餐时必须提醒餐厅。
    {restaurant}订位 | 用户在{restaurant}订了{n}人桌，{weekday} {clock}。
    # work
    出差{city} | 用户每季度去{city}出差一次，住宿标准每晚{price}。
    例会 | 每{weekday} {clock}有例会，这个时间不要安排任何预订。
    # family
    {person}的生日 | {person}的生日是{date}，用户想送{gift}🎂。
    给家里打电话 | 用户每{weekday} {clock}给外婆打电话。
    # languages
    学{language} | 用户正在学{language}，希望菜单附上发音和解释。
    """

  static let preferences = """
    # flights
    飞{city}的航班，用户喜欢靠窗的座位。 | 去{city}和{city2}的航班都选了靠窗座位。
    {airline}的退款要原路退回，不要代金券。 | 拒绝了{airline}的{price}代金券。
    # work
    回答要简短，最好用列表。 | 用户两次表示“太长了”。
    # hotels
    用户偏好{room}。 | 在{city}因为噪音换过房间，之后一直要求{room}。
    # payment
    购买{product}之前必须先确认。 | {product}被放进购物车后，用户说“别替我下单”。
    # dining
    用户喜欢吃辣🌶️，尤其是{dish}。 | 点{dish}时总是要求多放辣椒。
    # shopping
    用户送{person}的礼物喜欢买手工做的🎁。 | 给{person}买{gift}时比较了{n}家小店。
    # travel
    {city}的行程不要排太满。 | 从{city}的计划里删掉了第三个景点。
    去{city}用户更愿意坐高铁而不是飞机。 | 从{city}到{city2}三次都选了高铁。
    """

  static let dialogue = """
    # travel
    {nextmonth}想去{city}，大概{n}天。 | {city}那时候天气很好，要我查一下机票和{place}附近的酒店吗？
    # flights
    帮我订{date}去{city}的机票。 | 好的，{airline} {clock}起飞，靠窗座位还有。
    # hotels
    换一家安静点的酒店吧。 | {hotel}有{room}，每晚{price}。
    # work
    下周要去{city}出差。 | 我来找符合差旅标准的酒店。
    # family
    {person}快过生日了，送什么好？ | 您之前提到过{gift}。
    # shopping
    订单{order}到哪里了？ | 已经发货，预计{weekday}送达。
    # payment
    为什么{card}扣了两次？ | 我看到两笔{amount}，可以帮您向{bank}申请核查。
    # budget
    {month}我花了多少钱？ | 目前一共{amount}，大部分是旅行。
    # languages
    {city}用{language}怎么说？ | 给您写上发音。
    # dining
    我不能吃{allergy}，请记住。 | 记住了，会提醒餐厅。
    """
}

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
