/// What is written out about a memory in `Words/planted.txt`; all else about it is computed.
struct Planted {
  var topic: Topic?
  var tags: [String]?
  /// Without one the text is computed, and fields may be missing.
  var statement: Statement?
  /// Hundredths.
  var confidence: Int?
  /// Days from the first to the last time that it was touched.
  var age: Int?
  /// What was said before a step of the story changed it.
  var earlier: [Exchange] = []
  /// When a step of the story touched it last, in minutes after the beginning.
  var minute: Int?

  static func of(_ tenant: Tenant, _ category: Category, _ index: Int) -> Planted? {
    tenant.number == 0 ? rows[key(category, index)] : nil
  }

  private static let rows = [Int: Planted](
    PlantedGroup.all.flatMap { group in
      group.members.map { (key(group.category, $0.index), $0.planted) }
    }, uniquingKeysWith: { first, _ in first })

  private static func key(_ category: Category, _ index: Int) -> Int {
    index * Category.allCases.count + category.rawValue
  }
}

/// Memories of `memos_user_123` that say nearly the same; what a review of them has to find.
struct PlantedGroup {
  enum Kind: String {
    case mayContradict = "may contradict"
    case near, identical
  }

  let kind: Kind
  let category: Category
  private(set) var members: [(index: Int, planted: Planted)] = []
  private let topic: Topic
  private let tags: [String]

  static let all = read(WordFile(PackageResources.planted_txt)[""])

  private static func read(_ lines: [Substring]) -> [PlantedGroup] {
    var groups: [PlantedGroup] = []
    for line in lines {
      let columns = line.columns
      if let group = PlantedGroup(heading: columns) {
        groups.append(group)
      } else if var group = groups.popLast() {
        group.add(columns)
        groups.append(group)
      }
    }
    return groups
  }

  /// `# may contradict | fact | health | allergy, health`
  private init?(heading columns: [Substring]) {
    guard columns.count == 4, let kind = Kind(rawValue: String(columns[0].dropFirst(2))),
      let category = Category(name: columns[1]), let topic = Topic(name: columns[2])
    else { return nil }
    (self.kind, self.category, self.topic) = (kind, category, topic)
    tags = columns[3].list
  }

  private mutating func add(_ columns: [Substring]) {
    guard columns.count == 7, let index = Int(columns[0]), let confidence = Int(columns[1]),
      let age = Int(columns[2])
    else { return }
    members.append(
      (
        index,
        Planted(
          topic: topic, tags: tags, statement: Statement(category, columns[3...]), confidence: confidence,
          age: age)
      ))
  }
}

extension Statement {
  /// A title comes before its text, but a preference before its reason.
  init?(_ category: Category, _ columns: ArraySlice<Substring>) {
    let texts = columns.map { Template($0) }
    guard texts.count == 4 else { return nil }
    self.init(
      first: texts[category == .fact ? 0 : 1], second: texts[category == .fact ? 1 : 0],
      exchange: Exchange(said: texts[2], answer: texts[3]))
  }
}

extension Category {
  init?(name: Substring) {
    guard let category = Category.allCases.first(where: { "\($0)" == name }) else { return nil }
    self = category
  }
}

extension Substring {
  /// `a | b |` is `a`, `b` and an empty one.
  var columns: [Substring] { split(separator: "|", omittingEmptySubsequences: false).map(\.trimmed) }
  /// `a, b` is `a` and `b`.
  var list: [String] { split(separator: ",").map { String($0.trimmed) } }
}
