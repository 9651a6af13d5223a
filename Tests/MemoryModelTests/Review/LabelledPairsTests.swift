import Foundation
import Testing

@testable import MemoryModel

/// Pairs of memories that were labelled before the engine first ran on them. Precision and recall are counted by pairs;
/// a pair of texts from different lines that gets into one group counts as wrong.
@Suite struct LabelledPairsTests {
  private struct Pair: Hashable {
    let one: Int
    let other: Int
  }

  private struct Labels {
    var texts: [String] = []
    var pairs: [String: Set<Pair>] = [:]

    init(_ language: String) throws {
      let file = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "Labelled/\(language).txt")
      var kind = ""
      for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
        if line.hasPrefix("//") { continue }
        if line.hasPrefix("# ") {
          kind = String(line.dropFirst(2))
          continue
        }
        let columns = line.components(separatedBy: " | ")
        try #require(columns.count == 2, "\(line)")
        pairs[kind, default: []].insert(Pair(one: texts.count, other: texts.count + 1))
        texts += columns
      }
    }
  }

  private static func name(_ kind: ReviewKind) -> String {
    switch kind {
    case .mayContradict: "may contradict"
    case .near: "near"
    case .identical: "identical"
    }
  }

  /// Texts that share a line are identical, whatever the kind of their group.
  private static func found(_ review: Review) -> [String: Set<Pair>] {
    var found: [String: Set<Pair>] = [:]
    for group in review.groups {
      for (place, line) in group.lines.enumerated() {
        for one in line {
          for other in line where one < other {
            found["identical", default: []].insert(Pair(one: one, other: other))
          }
          for other in group.lines[(place + 1)...].joined() {
            found[name(group.kind), default: []].insert(Pair(one: min(one, other), other: max(one, other)))
          }
        }
      }
    }
    return found
  }

  @Test(arguments: ["english", "chinese"]) func pairsAreFoundAndNearMissesAreLeftAlone(_ language: String)
    throws
  {
    let labels = try Labels(language)
    #expect(labels.pairs["may contradict", default: []].count >= 40)
    #expect(labels.pairs["near miss", default: []].count >= 80)
    var review = Review()
    for text in labels.texts { review.add(text, updated: nil) }
    review.group()
    let found = Self.found(review)
    var table = "\(language)\n"
    var isGood = true
    for kind in ["may contradict", "near", "identical"] {
      let labelled = labels.pairs[kind, default: []]
      let all = found[kind, default: []]
      let right = all.intersection(labelled).count
      #expect(labelled.count >= 40)
      isGood = isGood && right * 100 >= all.count * 95 && right * 100 >= labelled.count * 80
      table += "\(kind): precision \(right) of \(all.count), recall \(right) of \(labelled.count)\n"
      for (title, pairs) in [("missed", labelled.subtracting(all)), ("wrong", all.subtracting(labelled))] {
        for pair in pairs { table += "  \(title): \(labels.texts[pair.one]) | \(labels.texts[pair.other])\n" }
      }
    }
    #expect(isGood, "\(table)")
  }
}
