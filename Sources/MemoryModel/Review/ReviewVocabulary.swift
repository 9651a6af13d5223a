/// Words that are masked or taken out before wording is compared.
enum WordRole {
  case unit, number
  case weekdayOrMonth
  /// `may`, `sun`: a month or weekday with a capital letter only.
  case weekdayOrMonthIfCapital
  /// `not`, `no`, `never`
  case negation
  /// `isn't`: a negation beside what is left, `is`.
  case negated(UInt64)
  /// `doesn't`, whose verb is compared as if it stood without: `doesn't like` as `likes`.
  case negatedThirdPerson
  /// `don't`, `didn't`
  case negatedAuxiliary
  /// `yes`, which stands where `no` could.
  case affirmation
}

enum ReviewVocabulary {
  static let roles: [UInt64: WordRole] = {
    var roles: [UInt64: WordRole] = [:]
    func add(_ words: String, _ role: WordRole) {
      for word in words.split(whereSeparator: \.isWhitespace) { roles[hash(word)] = role }
    }
    add(
      """
      km m cm mm mi mile miles ft feet inch inches kg g mg lb lbs oz pound pounds ton tons l ml h hr hrs hour hours
      minute minutes min mins second seconds sec s ms day days night nights week weeks month months year years am pm
      oclock percent c f degrees usd eur gbp cny rmb jpy chf dollar dollars euro euros yuan cent cents st nd rd th kb
      mb gb tb kw kwh mph kmh
      """, .unit)
    add(
      """
      two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
      nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million
      """, .number)
    add(
      """
      january february april june july august september october november december monday tuesday wednesday thursday
      friday saturday sunday mondays tuesdays wednesdays thursdays fridays saturdays sundays
      """, .weekdayOrMonth)
    add(
      "march may jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun",
      .weekdayOrMonthIfCapital)
    add("not no never", .negation)
    add("yes", .affirmation)
    add("doesnt", .negatedThirdPerson)
    add("dont didnt", .negatedAuxiliary)
    let contractions: KeyValuePairs = [
      "isnt": "is", "arent": "are", "wasnt": "was", "werent": "were", "cant": "can", "cannot": "can",
      "couldnt": "could", "wont": "will", "wouldnt": "would", "shouldnt": "should", "hasnt": "has",
      "havent": "have", "hadnt": "had", "mustnt": "must", "neednt": "need", "without": "with",
    ]
    for (word, rest) in contractions { roles[hash(word)] = .negated(hash(rest)) }
    return roles
  }()

  static let `do` = hash("do")
  static let does = hash("does")
  static let did = hash("did")
  static let no = hash("no")
  static let not = hash("not")
  static let longer = hash("longer")
  /// `not only` and `no matter` deny nothing.
  static let afterNoNegation: Set<UInt64> = [hash("only"), hash("matter")]
  /// Left out of the wording: `has no car` is compared with `has a car`.
  static let articles: Set<UInt64> = Set(["a", "an", "any"].map { hash($0) })
  /// Capital letters that make no name.
  static let pronouns: Set<UInt64> = Set(["i", "im", "ive", "id", "ill"].map { hash($0) })

  static func hash(_ word: some StringProtocol) -> UInt64 {
    word.unicodeScalars.reduce(Word.seed) { mixed($0, UInt64($1.value)) }
  }
}

/// Chinese is compared character by character, and so are these words.
enum ChineseVocabulary {
  static let numerals = scalars("零〇一二三四五六七八九十百千万亿两萬億兩")
  static let dates = scalars("年月日号號点點半周週")
  static let afterWeek = scalars("日天末")
  static let week = scalars("周週期")
  static let units = words(
    "元 块 塊 角 分 斤 公斤 千克 克 毫克 米 厘米 公里 千米 平米 升 毫升 度 岁 歲 天 小时 小時 分钟 分鐘 秒 个月 個月 美元 欧元 歐元 日元 港币 人民币 折 晚")
  static let negations = scalars("不没沒无無别別未")
  /// Longest first: what is taken out as a whole.
  static let longNegations = words("从来不 从来没 从不 從不 从未 并不 不再 无法")
  /// Where such a character denies nothing.
  static let exceptions = words(
    """
    不错 不但 不同 不过 不仅 不管 不久 不断 不少 不论 不只 不止 不如 不然 不得不 不妨 不禁 不料 不等 不由 对不起 差不多 不好意思 不客气 了不起 忍不住
    不知不觉 没关系 没事 没准 淹没 沉没 没收 没落 出没 无论 无线 无聊 无锡 无人机 无数 无限 无所谓 无非 无疑 无意 无花果 特别 别人 别的 分别 区别
    性别 类别 级别 告别 个别 别墅 别名 离别 识别 辨别 鉴别 差别 派别 别致 别扭 别处 别家 别样 未来 未必 特別 別人 別的 分別 區別 性別 不錯 不過 不僅
    """)
  /// Here `不` does negate: `不过敏` is `不` and `过敏`, not `不过` and `敏`.
  static let negatedAfterAll = words("不过敏 不过期 不同意 不同步 不管理")
  /// Left out of the wording: `没有车` is compared with `有车`, `没有去` with `去`, and `从不喝` with `会喝`.
  static let leftOut = scalars("有会會")

  static let yes: UInt32 = 0x662F  // 是
  static let no: UInt32 = 0x5426  // 否

  private static func scalars(_ text: String) -> Set<UInt32> { Set(text.unicodeScalars.map(\.value)) }
  private static func words(_ text: String) -> [[UInt32]] {
    text.split(whereSeparator: \.isWhitespace).map { $0.unicodeScalars.map(\.value) }.sorted {
      $0.count > $1.count
    }
  }
}
