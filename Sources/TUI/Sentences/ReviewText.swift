import Canvas
import MemoryModel

/// A review for people. Nothing in it can control a terminal; text of memories is indented, so that it cannot look like a
/// heading.
public struct ReviewText: Sendable {
  private let context: DrawingContext

  public init(_ context: DrawingContext) { self.context = context }

  public func text(_ groups: [MemoryReview.Group], of count: Int) -> String {
    var text = ""
    for kind in ReviewKind.allCases {
      let own = groups.filter { $0.kind == kind }
      guard !own.isEmpty else { continue }
      text += "\(kind.heading) (\(counted(own.count, "group"))):\n\n"
      for group in own { text += self.text(group) + "\n" }
    }
    return text + ReviewKind.summary(ReviewKind.allCases.map { kind in groups.count { $0.kind == kind } })
      + " \(counted(count, "memory")) compared.\n"
  }

  /// `- fact f1  2025-11-24 09:12 +08:00  0.97` for each memory with one text, and the text below with `*¥1,955*`.
  private func text(_ group: MemoryReview.Group) -> String {
    var text = ""
    let marks = Marks(for: group.members.map(\.text))
    for places in group.lines {
      for place in places where group.members.indices.contains(place) {
        text += head(group.members[place], group)
      }
      guard let newest = places.first, group.members.indices.contains(newest),
        group.differing.indices.contains(newest)
      else { continue }
      let shown = marked(group.members[newest].text, group.differing[newest], marks)
      for line in lines(shown).split(separator: "\n") { text += "    \(line)\n" }
    }
    return text
  }

  private func head(_ member: MemoryReview.Reviewed, _ group: MemoryReview.Group) -> String {
    let parts = [
      "- \(name(group)) \(line(member.id))", member.updated.map(context.absolute),
      member.confidence.map { "confidence " + ListColumn.hundredths($0) },
    ]
    return parts.compactMap(\.self).joined(separator: "  ") + "\n"
  }

  /// Around words that differ. What the texts of a group hold themselves would be confused with them.
  private struct Marks {
    let opening: Character
    let closing: Character

    /// `*5 pm*`; `[5 pm]` where a text says `*5* pm` itself.
    init(for texts: [String]) {
      let pairs: [(Character, Character)] = [("*", "*"), ("[", "]"), ("{", "}"), ("<", ">")]
      let free = pairs.first { pair in
        !texts.contains { $0.utf8.contains { $0 == pair.0.asciiValue || $0 == pair.1.asciiValue } }
      }
      (opening, closing) = free ?? ("*", "*")
    }
  }

  private func marked(_ text: String, _ ranges: [Range<Int>], _ marks: Marks) -> String {
    let bytes = Array(text.utf8)
    var marked: [UInt8] = []
    var end = 0
    for range in ranges where range.lowerBound >= end && range.upperBound <= bytes.count {
      marked += bytes[end..<range.lowerBound]
      marked += marks.opening.utf8
      marked += bytes[range]
      marked += marks.closing.utf8
      end = range.upperBound
    }
    return String(decoding: marked + bytes[min(end, bytes.count)...], as: UTF8.self)
  }

  private func name(_ group: MemoryReview.Group) -> String {
    MemoryCategory.allCases.contains { $0.name == group.list } ? group.category.noun(1) : line(group.list)
  }

  private func line(_ text: String) -> String {
    VisibleText(text, width: context.cellWidth).map(\.text).joined()
  }

  private func lines(_ text: String) -> String { VisibleText.printable(text, width: context.cellWidth) }
}

extension ReviewKind {
  public var heading: String {
    switch self {
    case .mayContradict: "May contradict"
    case .near: "Near"
    case .identical: "Identical"
    }
  }

  /// `3 groups may contradict, 12 near, 5 identical.`
  /// - Parameter counts: of groups, in the order of the kinds.
  static func summary(_ counts: [Int]) -> String {
    guard counts.contains(where: { $0 > 0 }) else {
      return "Nothing is identical or near, and nothing may contradict."
    }
    return summary(ofGroups: counts) + "."
  }

  /// `3 groups may contradict, 12 near, 5 identical`
  static func summary(ofGroups counts: [Int], isBrief: Bool = false) -> String {
    zip(allCases, counts).map { kind, count in
      switch kind {
      case .mayContradict: "\(isBrief ? count.grouped : counted(count, "group")) may contradict"
      case .near: "\(count.grouped) near"
      case .identical: "\(count.grouped) identical"
      }
    }.joined(separator: ", ")
  }
}
