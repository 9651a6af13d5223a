/// The memories of one subject in one category, newest first. Rows that arrived since the start stand before the others.
struct Collection {
  let tenant: Tenant
  let category: Category
  let anchor: Int64
  let arrived: Int

  var count: Int { tenant.count(category) + (tenant.count(category) == 0 ? 0 : arrived) }

  /// Place 0 is the newest.
  subscript(place: Int) -> Row {
    let arrived = count - tenant.count(category)
    let index = place < arrived ? count - 1 - place : place - arrived
    return Row(tenant: tenant, category: category, index: index, anchor: anchor)
  }

  /// One page, and how many rows there are. With a filter every row is looked at and none is kept. A million rows take
  /// up to 0.7 s, in which the server's one thread answers nobody else: good enough for a demo.
  func page(_ page: Int, size: Int, filter: Filter?) -> (rows: [Row], total: Int) {
    let (start, overflow) = (page - 1).multipliedReportingOverflow(by: size)
    guard !overflow, start < count else { return ([], total(filter)) }
    guard let filter else {
      return ((start..<start + min(size, count - start)).map { self[$0] }, count)
    }
    var rows: [Row] = []
    var matches = 0
    for place in 0..<count {
      let row = self[place]
      guard filter.accepts(row) else { continue }
      if matches >= start, rows.count < size { rows.append(row) }
      matches += 1
    }
    return (rows, matches)
  }

  private func total(_ filter: Filter?) -> Int {
    filter == nil || count == 0 ? count : page(1, size: 1, filter: filter).total
  }
}
