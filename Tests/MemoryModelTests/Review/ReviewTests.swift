import Testing

@testable import MemoryModel

@Suite struct ReviewTests {
  /// Groups as `contradict: 0 1+2` (the first is on a line of its own, the others share one), the newest first.
  private func groups(_ texts: [String], updated: [Int64?]? = nil, removing: [Int] = []) -> [String] {
    var review = Review()
    for (place, text) in texts.enumerated() {
      review.add(text, updated: updated.map { $0[place] } ?? Int64(-place))
    }
    for item in removing { review.remove(item) }
    review.group()
    return review.groups.map { group in
      let lines = group.lines.map { $0.map(String.init).joined(separator: "+") }
      return "\(group.kind): \(lines.joined(separator: " "))"
    }
  }

  @Test func spacesPunctuationCaseAndWidthDoNotCount() {
    #expect(groups(["Drinks oat milk.", "drinks  OAT milk", "Ｄrinks oat-milk!"]) == ["identical: 0+1+2"])
    #expect(groups(["用户家的车牌号是粤A58B21，停在地下", "用户家的车牌号是粤Ａ５８Ｂ２１,停在地下。"]) == ["identical: 0+1"])
    #expect(groups(["Pays $1,955 in rent", "Pays $1955 in rent"]) == ["identical: 0+1"])
    #expect(
      groups(["caf\u{E9} noir", "cafe\u{301} noir", "STRASSE", "Straße"]) == [
        "identical: 0+1", "identical: 2+3",
      ])
    #expect(groups(["ガス", "カ\u{3099}ス", "ｶﾞｽ"]) == ["identical: 0+1+2"])
  }

  @Test func numbersKeepTheirPoint() {
    #expect(groups(["The dose is 1.5 mg a day", "The dose is 15 mg a day"]) == ["mayContradict: 0 1"])
    #expect(
      groups(["It was -5 degrees outside then", "It was 5 degrees outside then"]) == ["mayContradict: 0 1"])
    #expect(groups(["Wants to learn C++", "Wants to learn C#"]).allSatisfy { !$0.hasPrefix("identical") })
  }

  @Test func textsWithoutWordsAreInNoGroup() {
    #expect(groups(["", " ", "…", "...", "\u{200B}"]) == [])
  }

  @Test(arguments: [
    ("Rent is due on 3 May.", "Rent is due on 12 June."),
    ("Rent is due on May 3rd.", "Rent is due on June 12th."),
    ("The team meets every Monday at noon", "The team meets every Friday at noon"),
    ("Her key is with Mina upstairs", "Her key is with Jonas upstairs"),
    ("Valid until 2027-09-30, not extended", "Valid until 2027-03-31, not extended"),
    ("The user does not like tea", "The user likes tea"),
    ("The user doesn't carry cash", "The user carries cash"),
    ("The user has no dog", "The user has a dog"),
    ("Drinks tea without sugar", "Drinks tea with sugar"),
    ("The user no longer smokes", "The user smokes"),
    ("用户对芒果不过敏。", "用户对芒果过敏。"),
    ("用户没有车。", "用户有车。"),
    ("会议在星期一上午。", "会议在星期天上午。"),
    ("会议在周一上午。", "会议在周日上午。"),
    ("用户十月最多花3,000元。", "用户十月最多花一千八百元。"),
    ("用户喜欢《三体》这本书。", "用户喜欢《活着》这本书。"),
    ("Leads a pilot in Rotterdam; Ines is in charge", "Leads a pilot in Rotterdam; Mateo is in charge"),
    ("Lives in Lisbon, Portugal with a cat", "Lives in Madrid, Spain with a cat"),
    ("Allergic to peanuts: yes", "Allergic to peanuts: no"),
    ("The user said yes.", "The user said no."),
    ("用户对花生过敏：是。", "用户对花生过敏：否。"),
  ]) func aNumberADateANameOrANegationMayContradict(_ one: String, _ other: String) {
    #expect(groups([one, other]) == ["mayContradict: 0 1"])
  }

  @Test(arguments: [
    ("The birthday of Anna is on 3 May", "The birthday of Tom is on 9 June"),  // Another subject
    ("12:30", "21:00"),  // Too little is said
    ("It is not only cheap", "Is it only cheap"),
    ("用户的生活不错", "用户的工作很忙"),
    ("Order 20451 of Anna", "Order 99817 of Tom"),
    ("Leads a pilot in Rotterdam; Ines is in charge", "Leads a pilot in Lyon; Mateo is in charge"),
    // Nothing in their wording tells a move from the visas of two countries.
    ("The user moved to Oslo in 2021", "The user moved to Bergen in 2023"),
    ("The user said yes to the offer of the bank", "The user said no to the offer of the landlord"),
    ("用户是医生。", "用户否认。"),
  ]) func otherSubjectsDoNot(_ one: String, _ other: String) {
    #expect(groups([one, other]) == [])
  }

  /// The first two contradict each other. The third contradicts only the second, so it does not join them.
  @Test func everyPairOfAGroupQualifies() {
    let texts = [
      "While away in Lisbon the cat of the user stays with Mina",
      "While away in Lisbon the cat of the user stays with Jonas",
      "While away in Kyoto the cat of the user stays with Jonas",
    ]
    #expect(groups(texts) == ["mayContradict: 0 1"])
  }

  /// Those with a negation say the same, however it is written.
  @Test(arguments: [
    ["The user drinks", "The user doesn't drink", "The user does not drink", "The user never drinks"],
    ["The user can swim", "The user cannot swim", "The user can't swim"],
    ["The tea is hot", "The tea isn’t hot", "The tea is not hot"],
    ["They eat meat at home", "They don't eat meat at home", "They do not eat meat at home"],
    ["She will move to Bonn", "She won't move to Bonn", "She will not move to Bonn"],
    ["用户喝咖啡", "用户不喝咖啡", "用户从不喝咖啡", "用户不会喝咖啡"],
  ]) func textsThatDifferInHowANegationIsWrittenAreInOneGroup(_ texts: [String]) {
    let all = texts.indices.map { "\($0)" }.joined(separator: " ")
    #expect(groups(texts) == ["mayContradict: \(all)"])
    // No two of them contradict each other.
    #expect(groups(Array(texts.dropFirst())).allSatisfy { !$0.hasPrefix("mayContradict") })
  }

  @Test func alsoInAGroupOfSimilarWording() {
    let texts = [
      "On weekdays the user eats meat in the canteen with the people of the team and drinks water",
      "On weekdays the user doesn't eat meat in the canteen with the people of the team and drinks juice",
      "On weekdays the user does not eat meat in the canteen with the people of the team and drinks juice",
    ]
    #expect(groups(texts) == ["mayContradict: 0 1 2"])
  }

  @Test func identicalTextsShareALineAlsoWhereTheyMayContradict() {
    let texts = ["Lives at No. 4, upstairs", "Lives at No. 9, upstairs", "lives at no. 4 upstairs!"]
    #expect(groups(texts) == ["mayContradict: 0+2 1"])
  }

  @Test func aMemoryIsInOneGroupAndContradictionsComeFirst() {
    let base = "The user walks the dog along the river at 7 and buys bread at the bakery"
    let texts = [base, base.replacing("7", with: "9"), base + " on the way"]
    #expect(groups(texts) == ["mayContradict: 0 1"])
    #expect(groups([texts[0], texts[2]]) == ["near: 0 1"])
  }

  @Test func groupsAndTheirMembersAreNewestFirst() {
    let texts = [
      "Has 3 cats at home", "Likes jazz", "Has 4 cats at home", "likes jazz!", "Has 5 cats at home",
    ]
    #expect(
      groups(texts, updated: [5, 60, nil, 7, 40])
        == ["identical: 1+3", "mayContradict: 4 0 2"])
  }

  @Test func whatIsRemovedIsInNoGroup() {
    let texts = [
      "Has 3 cats at home", "Has 4 cats at home", "has 4 cats at home.", "Likes jazz", "likes jazz",
    ]
    #expect(groups(texts, removing: [0, 4, 4, 99, -1]) == ["identical: 1+2"])
    #expect(groups(texts, removing: [1]) == ["mayContradict: 0 2", "identical: 3+4"])
  }

  @Test func groupingInSlicesMakesTheSameGroups() {
    var review = Review()
    for number in 0..<400 {
      review.add("The user counted \(number) boats on the river today", updated: Int64(number))
      review.add("The user asked about word\(number % 50) while waiting for the early train", updated: nil)
    }
    var slices = 0
    while true {
      var budget = 100
      slices += 1
      if review.group(budget: &budget) { break }
    }
    var whole = review
    whole.add(nil, updated: nil)
    whole.group()
    #expect(slices > 10)
    #expect(review.groups == whole.groups)
    #expect(review.groups.first?.lines.count == 400)
  }

  private func text(_ number: Int) -> String {
    switch number % 3 {
    case 0: "The user counted \(number % 200) boats on the river today"
    case 1: "The user asked about word\(number % 50) while waiting for the early train"
    default:
      "The user has seen play\(number % 70) in the theatre\(number % 2 == 0 ? "" : " once") with friends"
    }
  }

  /// What is added while groups are made gets into the next ones.
  @Test func groupsAreOfWhatWasThereWhenTheyBegan() {
    var review = Review()
    for number in 0..<500 { review.add(text(number), updated: Int64(number)) }
    review.remove(7)
    var before = review
    before.group()
    var added = 500
    var slices = 0
    while slices < 10_000 {
      var budget = 100
      slices += 1
      if review.group(budget: &budget) { break }
      review.add(text(added), updated: Int64(added))
      added += 1
    }
    #expect(slices > 20 && review.count == added)
    #expect(review.groups == before.groups && !before.groups.isEmpty)
    #expect(review.groupedCount == 500 && !review.isGrouped && !review.isGrouping)
    var whole = review
    while !review.isGrouped {
      var budget = 100
      review.group(budget: &budget)
    }
    whole.group()
    #expect(review.groups == whole.groups && review.groupedCount == added)
  }

  /// A text that was removed, and one that came back, belong to other groups.
  @Test func aRemovalBeginsTheGroupsAgain() {
    var review = Review()
    for number in 0..<300 { review.add(text(number), updated: nil) }
    review.remove(0)
    for change in 0..<2 {
      review.add(text(301 + change), updated: nil)
      var budget = 100
      let isDone = review.group(budget: &budget)
      #expect(!isDone)
      if change == 0 { review.remove(3) } else { review.add(text(0), updated: nil) }
      var whole = review
      whole.group()
      while !review.isGrouped {
        var budget = 100
        review.group(budget: &budget)
      }
      #expect(review.groups == whole.groups)
    }
  }

  /// In the units in which a review counts its work; the square would be four times as much.
  @Test func twiceAsManyTextsOfOneTemplateAreTwiceTheWork() {
    func work(_ count: Int) -> Int {
      var review = Review()
      var work = 0
      for number in 0..<count {
        work += review.add("The user paid \(number) euros for a ticket to the opera", updated: nil)
        let text =
          "The user asked about a\(number % 99)x and \(number * 7)y before the early train left"
        work += review.add(text, updated: nil)
      }
      var budget = 1 << 40
      review.group(budget: &budget)
      let lines = review.groups.first { $0.kind == .mayContradict }?.lines.count ?? 0
      #expect(lines == count)
      return work + 1 << 40 - budget
    }
    let (once, twice) = (work(1_500), work(3_000))
    #expect(twice > once && twice * 10 < once * 25, "\(once) \(twice)")
  }

  /// Beyond 64 KB a text is compared as it is.
  @Test func longTextsAreComparedByTheirBeginning() {
    let words = (0..<40_000).map { "word\($0)" }
    let text = words.joined(separator: " ")
    #expect(groups([text, text.replacing("word3 ", with: "WORD3, ")]) == ["near: 0 1"])
    #expect(groups([text, text]) == ["identical: 0+1"])
    #expect(groups([text, words.prefix(9_000).joined(separator: " ")]) == [])
  }

  @Test func hostileTextsAreRead() {
    let texts = [
      "e" + String(repeating: "\u{301}\u{323}", count: 50_000), String(repeating: "「『“《", count: 30_000),
      String(repeating: "1,", count: 90_000), "\u{202E}gpj.exe\u{202C}", "-", "-5", "5-", "n't", "not", "no",
      "不", "没有",
      "does not", "doesn't", "《》", "“", "周", "星", "期", "A1", "1A", "¥", "% 5 %", "\u{10FFFF}", "’s", "'", "#",
      "a#",
    ]
    var review = Review()
    for text in texts + texts { review.add(text, updated: nil) }
    review.group()
    #expect(review.count == texts.count * 2)
    for group in review.groups {
      #expect(!ReviewDifference.ranges(in: texts.map { $0 + "x" }).isEmpty && group.lines.count > 0)
    }
  }
}

@Suite struct ReviewDifferenceTests {
  @Test func differingWordsAreNamed() {
    func words(_ texts: String...) -> [[String]] { ReviewDifference.words(in: texts) }
    #expect(words("Pays ¥1,955 a month", "Pays ¥180 a month") == [["¥1,955"], ["¥180"]])
    #expect(words("It is not so", "It is so") == [["not"], []])
    #expect(words("Due on 12 May, maybe", "Due on 3 June, maybe") == [["12 May"], ["3 June"]])
    #expect(words("用户最多花3,000元，房租另算", "用户最多花1,800元，房租另算") == [["3,000元"], ["1,800元"]])
    #expect(words("出差的时候也是", "出差时也是") == [["的", "候"], []])
    #expect(
      words("before the credits end", "often before the credits are over") == [
        ["end"], ["often", "are", "over"],
      ])
    #expect(words("Same thing", "same  thing!") == [[], []])
    #expect(
      words("a pilot in Rotterdam; Ines is there", "a pilot in Rotterdam; Mateo is there") == [
        ["Ines"], ["Mateo"],
      ])
    #expect(words("While in Paris, Ana pays", "While in Paris, Tom pays") == [["Ana"], ["Tom"]])
    #expect(words("it is *5* pm now", "it is *6* pm now") == [["5"], ["6"]])
    #expect(words("Due on Monday, 12:30, again", "Due on Monday, 21:00, again") == [["12:30"], ["21:00"]])
    #expect(
      words("The user moved to New York then", "The user moved to New Delhi then") == [
        ["New York"], ["New Delhi"],
      ])
    #expect(words("用户读《三体》、《活着》", "用户读《三体》、《围城》") == [["活着"], ["围城"]])
    #expect(words("用户会 Python、Swift", "用户会 Python、Julia") == [["Swift"], ["Julia"]])
    #expect(
      words("Likes \"Dune\" (Herbert) a lot", "Likes \"Dune\" (Lynch) a lot") == [["Herbert"], ["Lynch"]])
    #expect(words("one two", "two one", "one two") == [["one"], ["one"], ["one"]])
    #expect(words() == [])
  }

  @Test func theTextOfARecordIsFoundInEitherDialect() throws {
    func text(_ record: String, _ category: MemoryCategory = .factual) throws -> String? {
      try Memory(decoding: Array(record.utf8), category: category).reviewText
    }
    #expect(try text(#"{"id":"1","memory_key":"k","memory_value":"v\u0041"}"#) == "vA")
    #expect(try text(#"{"id":"1","memory_key":"k"}"#) == nil)
    #expect(try text(#"{"id":"1","memory_value":null}"#) == nil)
    #expect(try text(#"{"id":"1","memory":"tea","metadata":{"key":"k"}}"#) == "tea")
    #expect(try text(#"{"id":"1","memory":"long","metadata":{"preference":"p"}}"#, .preference) == "p")
    #expect(try text(#"{"id":"1","tool_value":"t","experience":"e"}"#, .tool) == "t")
  }
}
