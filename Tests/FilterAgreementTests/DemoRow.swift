import FoundationEssentials

@testable import DemoServer

// Nothing of MemoryModel is seen here: the demo reads and evaluates filters by itself.

/// A memory of the demo: as it is sent, and as the demo's own filters see it.
struct DemoRow {
  /// The list of a page that it stands in.
  let list: String
  let bytes: [UInt8]
  fileprivate let row: Row

  /// 2026-11-25T00:00:00Z
  static let anchor: Int64 = 1_795_564_800_000

  /// Every memory of the three users and of the agent.
  static let all: [DemoRow] = Tenant.all(memories: nil).flatMap { tenant in
    Category.allCases.flatMap { category in
      (0..<tenant.count(category)).map { index in
        let row = Row(tenant: tenant, category: category, index: index, anchor: anchor)
        var json = JSONWriter()
        row.write(into: &json)
        return DemoRow(list: category.names.list, bytes: json.bytes, row: row)
      }
    }
  }
}

/// A filter as the demo takes it out of a request.
struct DemoFilter {
  private let filter: Filter

  init(json: String) throws {
    filter = try Filter(try JSONDecoder().decode(BodyValue.self, from: Data(json.utf8)))
  }

  func accepts(_ row: DemoRow) -> Bool { filter.accepts(row.row) }

  func condition(_ index: Int, accepts row: DemoRow) -> Bool { filter.conditions[index].accepts(row.row) }
}
