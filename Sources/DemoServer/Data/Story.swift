/// What happens to the memories of a user while someone watches: the twelve steps of `Words/story.txt`.
struct Story {
  static let length = 12
  /// The place of what arrives at step 0: behind all places that `--memories` can fill.
  private static let arrivals = 1 << 39

  /// What a step leaves of the rows of a category.
  struct Stage {
    /// Places of the rows that arrived or have a new update time, newest first.
    fileprivate(set) var top: [Int] = []
    /// Places, in rising order, whose row moved to the top or vanished.
    fileprivate(set) var empty: [Int] = []
    fileprivate var rows: [Int: Planted] = [:]

    /// Without the places that a short list does not have.
    func limited(to count: Int) -> Stage {
      var stage = self
      stage.top.removeAll { count == 0 || (count..<Story.arrivals).contains($0) }
      stage.empty.removeAll { count == 0 || $0 >= count }
      return stage
    }
  }

  static func stage(_ step: Int, of tenant: Tenant, _ category: Category) -> Stage {
    guard step > 0, let stages = stories[tenant.id] else { return Stage() }
    return stages[min(step, length)][category.rawValue]
  }

  static func row(_ index: Int, at step: Int, of tenant: Tenant, _ category: Category) -> Planted? {
    guard step > 0, let stages = stories[tenant.id] else { return nil }
    return stages[min(step, length)][category.rawValue].rows[index]
  }

  /// The step at which a row arrived, and so the minute; nil for one that was there from the beginning.
  static func arrival(of index: Int) -> Int? {
    index > arrivals && index <= arrivals + length ? index - arrivals : nil
  }

  /// By user: for each step, from 0 to 12, a stage for each category.
  private static let stories: [String: [[Stage]]] = {
    let file = WordFile(PackageResources.story_txt)
    return [String: [[Stage]]](
      uniqueKeysWithValues: Tenant.all(memories: nil).map { ($0.id, stages($0, file[Substring($0.id)])) })
  }()

  private static func stages(_ tenant: Tenant, _ lines: [Substring]) -> [[Stage]] {
    var stages = [[Stage](repeating: Stage(), count: Category.allCases.count)]
    for line in lines {
      let columns = line.columns
      if line.hasPrefix("# ") {
        stages.append(stages[stages.count - 1])
      } else if columns.count > 1, let category = Category(name: columns[1]) {
        stages[stages.count - 1][category.rawValue].apply(columns, stages.count - 1, tenant, category)
      }
    }
    while stages.count <= length { stages.append(stages[stages.count - 1]) }
    return stages
  }

  /// `4`, or `+1` for what arrived at step 1
  fileprivate static func place(_ text: Substring) -> Int? {
    Int(text).map { text.hasPrefix("+") ? arrivals + $0 : $0 }
  }
}

extension Story.Stage {
  fileprivate mutating func apply(
    _ columns: [Substring], _ step: Int, _ tenant: Tenant, _ category: Category
  ) {
    guard let place = columns[0] == "arrives" ? Story.place("+\(step)") : Story.place(columns[2]) else {
      return
    }
    switch columns[0] {
    case "arrives":
      top.insert(place, at: 0)
      rows[place] = Planted(arrival: columns, category) ?? Planted(age: 0)
    case "changes":
      leave(place)
      top.insert(place, at: 0)
      edit(place, columns, tenant, category)
      rows[place]?.minute = step
    case "edits": edit(place, columns, tenant, category)
    default: leave(place)
    }
  }

  private mutating func leave(_ place: Int) {
    top.removeAll { $0 == place }
    if Story.arrival(of: place) == nil, !empty.contains(place) { empty = (empty + [place]).sorted() }
  }

  private mutating func edit(_ place: Int, _ columns: [Substring], _ tenant: Tenant, _ category: Category) {
    guard columns.count == 9 else { return }
    var row = rows[place] ?? Planted.of(tenant, category, place) ?? Planted()
    if !columns[3].isEmpty { row.tags = columns[3].list }
    if let confidence = Int(columns[4]) { row.confidence = confidence }
    if let old = row.statement, let new = Statement(category, columns[5...], in: old) {
      row.statement = new
      row.earlier.append(old.exchange)
    }
    rows[place] = row
  }
}

extension Planted {
  /// `arrives | fact | flights | flight, travel | 72 | title | text | said | answer`; nil for `arrives | tool`.
  fileprivate init?(arrival columns: [Substring], _ category: Category) {
    guard columns.count == 9 else { return nil }
    self.init(
      topic: Topic(name: columns[2]), tags: columns[3].list, statement: Statement(category, columns[5...]),
      confidence: Int(columns[4]), age: 0)
  }
}

extension Statement {
  /// Empty columns are as in `old`; nil if nothing new was said.
  fileprivate init?(_ category: Category, _ columns: ArraySlice<Substring>, in old: Statement) {
    guard let new = Statement(category, columns), columns.suffix(2).allSatisfy({ !$0.isEmpty }) else {
      return nil
    }
    let isNew = columns.prefix(2).map { !$0.isEmpty }
    let (first, second) = category == .fact ? (isNew[0], isNew[1]) : (isNew[1], isNew[0])
    self.init(
      first: first ? new.first : old.first, second: second ? new.second : old.second, exchange: new.exchange)
  }
}
