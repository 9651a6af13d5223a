/// A review of memories of all categories: texts are compared within one category.
public struct MemoryReview: Sendable {
  private var lists: [List] = []
  private var placeOfName: [ByteString: Int] = [:]
  public private(set) var count = 0

  private struct List: Sendable {
    let name: String
    let category: MemoryCategory
    var review = Review()
    var memories: [Reviewed] = []
  }

  /// What is kept of a memory.
  public struct Reviewed: Sendable, Hashable {
    @ByteString public var id: String
    @ByteString public var text: String
    public var updated: Timestamp?
    public var confidence: Double?
  }

  public struct Group: Sendable, Hashable {
    public var kind: ReviewKind
    /// As in an export: `factual`.
    @ByteString public var list: String
    public var category: MemoryCategory
    /// Newest first.
    public var members: [Reviewed]
    /// Places of members; those with the same text share a line.
    public var lines: [[Int]]
    /// Of each member, the words that the others do not have.
    public var differing: [[Range<Int>]]
    fileprivate var updated: Int64
  }

  public init() {}

  /// - Parameter memory: with its times.
  public mutating func add(_ memory: Memory) {
    count += 1
    let name = ByteString(memory.listName)
    let place = placeOfName[name] ?? lists.count
    if place == lists.count {
      placeOfName[name] = place
      lists.append(List(name: memory.listName, category: memory.category))
    }
    let text = memory.reviewText
    lists[place].review.add(text, updated: memory.updated?.milliseconds)
    lists[place].memories.append(
      Reviewed(id: memory.id.text, text: text ?? "", updated: memory.updated, confidence: memory.confidence))
  }

  /// Those of one kind are newest first.
  public mutating func groups() -> [Group] {
    var groups: [Group] = []
    for place in lists.indices {
      lists[place].review.group()
      for group in lists[place].review.groups { groups.append(self.group(group, of: lists[place])) }
    }
    let order = groups.enumerated().sorted { one, other in
      (one.element.kind, other.element.updated, one.offset) < (
        other.element.kind, one.element.updated, other.offset
      )
    }
    return order.map(\.element)
  }

  private func group(_ group: ReviewGroup, of list: List) -> Group {
    let items = group.items
    let members = items.map { list.memories[$0] }
    let places = Dictionary(items.enumerated().map { ($1, $0) }) { first, _ in first }
    return Group(
      kind: group.kind, list: list.name, category: list.category, members: members,
      lines: group.lines.map { $0.compactMap { places[$0] } },
      differing: ReviewDifference.ranges(in: members.map(\.text)), updated: group.updated)
  }
}

/// `{"identical":[…],"near":[…],"may_contradict":[…]}`, a group a line, escaped as exports are.
public enum ReviewJSON {
  public static func bytes(_ groups: [MemoryReview.Group]) -> [UInt8] {
    var bytes: [UInt8] = []
    let kinds: [(ReviewKind, String)] = [
      (.identical, "{\"identical\":["), (.near, "\n],\"near\":["),
      (.mayContradict, "\n],\"may_contradict\":["),
    ]
    for (kind, head) in kinds {
      bytes += head.utf8
      var separator = "\n"
      for group in groups where group.kind == kind {
        bytes += separator.utf8
        bytes += value(group).encoded(escaping: .unprintable).utf8
        separator = ",\n"
      }
    }
    return bytes + Array("\n]}\n".utf8)
  }

  private static func value(_ group: MemoryReview.Group) -> JSONValue {
    func strings(_ texts: [String]) -> JSONValue { .array(texts.map { .string($0) }) }
    let words = zip(group.members, group.differing).map { member, ranges in
      strings(
        ranges.map {
          String(decoding: member.text.utf8.dropFirst($0.lowerBound).prefix($0.count), as: UTF8.self)
        })
    }
    return .object(
      JSONObject([
        .init(key: "category", value: .string(group.list)),
        .init(key: "ids", value: strings(group.members.map(\.id))),
        .init(key: "texts", value: strings(group.members.map(\.text))),
        .init(key: "differs", value: .array(words)),
      ]))
  }
}
