import Testing

@testable import DemoServer
@testable import MemoryModel

/// A review of the demo's memories finds the groups that were planted in them, and nothing else in those groups.
@Suite struct PlantedGroupsTests {
  private static func review(_ category: Category) throws -> Review {
    let tenant = try #require(Tenant.all(memories: nil).first)
    let list = category.names.list
    let known = try #require(MemoryCategory.allCases.first { $0.listName == list })
    var review = Review()
    for index in 0..<tenant.count(category) {
      var json = JSONWriter()
      Row(tenant: tenant, category: category, index: index, anchor: DemoRow.anchor).write(into: &json)
      let memory = try Memory(decoding: json.bytes, category: known)
      review.add(memory.reviewText, updated: memory.updated?.milliseconds)
    }
    review.group()
    return review
  }

  @Test func everyPlantedGroupIsFound() throws {
    var found = 0
    for category in [Category.fact, .preference] {
      let review = try Self.review(category)
      for group in PlantedGroup.all where group.category == category {
        let kind: ReviewKind =
          switch group.kind {
          case .mayContradict: .mayContradict
          case .near: .near
          case .identical: .identical
          }
        let members = group.members.map(\.index).sorted()
        let texts = members.map { "\($0)" }.joined(separator: ", ")
        #expect(
          review.groups.contains { $0.kind == kind && $0.lines.joined().sorted() == members },
          "\(kind) \(texts)")
        found += 1
      }
    }
    #expect(found == 22)
  }

  /// `x` shows these at once.
  @Test func theNewestContradictionsAreThePlantedOnes() throws {
    let first = try Self.review(.fact).groups.filter { $0.kind == .mayContradict }.prefix(12)
    let planted = PlantedGroup.all.filter { $0.kind == .mayContradict && $0.category == .fact }
    let shown = planted.filter { group in
      first.contains { $0.lines.joined().sorted() == group.members.map(\.index).sorted() }
    }
    #expect(shown.count >= 4)
  }
}
