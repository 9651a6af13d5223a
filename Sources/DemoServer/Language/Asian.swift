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
