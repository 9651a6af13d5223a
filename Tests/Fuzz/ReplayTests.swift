import Canvas
import Foundation
import Terminal
import Testing

/// Every input in `Corpus` through its subject: the ones that fuzzing begins with, and those that once failed.
@Suite struct ReplayTests {
  @Test(arguments: Subject.allCases) @MainActor func theCorpusHasNoFinding(in subject: Subject) throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(
      path: "Corpus/\(subject.rawValue)")
    let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
    #expect(files.count >= 10)
    for file in files {
      let input = Array(try Data(contentsOf: file))
      do throws(Finding) {
        try subject.check(input)
      } catch {
        Issue.record("\(file.lastPathComponent): \(error)")
      }
    }
    if subject == .configuration { ConfigurationSubject.cleanUp() }
  }

  @Test func aClusterOfOtherWidthIsAFinding() throws {
    try TextSubject.checkCluster("中", columns: 2, .table)
    for (text, columns) in [("中", 1), ("\u{1B}", 1), ("a\u{202E}", 1), ("\u{378}", 1)] {
      #expect(throws: Finding.self) { try TextSubject.checkCluster(text, columns: columns, .table) }
    }
    #expect(throws: Finding.self) { try TextSubject.checkCluster("é", columns: 1, .asciiOnly) }
  }

  @Test @MainActor func quadraticCostIsFoundAndLinearCostIsNot() throws {
    var sum = 0
    let quadratic = Growth(leastCost: 0) { input throws(Finding) in
      for number in 0..<input.count * input.count / 16_384 { sum &+= number }
    }
    let linear = Growth(leastCost: 0) { input throws(Finding) in
      for number in 0..<input.count * 2 { sum &+= number }
    }
    #expect(try quadratic.excess(of: [1, 2, 3]) != nil)
    #expect(try linear.excess(of: [1, 2, 3]) == nil)
  }

  @Test func everyHarmfulCharacterIsFound() {
    for scalar in ["\u{0}", "\u{1B}", "\u{7F}", "\u{9B}", "\u{202E}", "\u{2066}", "\u{200B}", "\u{FEFF}"] {
      #expect(Harm.first(in: "a\(scalar)b") != nil)
    }
    #expect(Harm.first(in: "é中👨\u{200D}👩") == nil)
  }
}
