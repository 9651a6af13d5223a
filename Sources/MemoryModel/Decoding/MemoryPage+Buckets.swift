extension MemoryPage {
  /// Reads what an open-source server answers for one kind: `[{"cube_id":"c1","memories":[…],"total_nodes":359}]`, `[]`
  /// for a kind that was switched off.
  mutating func readBuckets(
    of category: MemoryCategory, from reader: inout JSONReader, with decoder: inout RowDecoder
  ) throws(JSONParsingError) {
    let buckets = try reader.skipValue()
    guard buckets.kind == .array else { return try readBucket(buckets, of: category, reader, &decoder) }
    var elements = JSONReader(reader.bytes, at: buckets.range.lowerBound)
    try elements.forEachElement { reader throws(JSONParsingError) in
      try readBucket(try reader.skipValue(), of: category, reader, &decoder)
    }
  }

  private mutating func readBucket(
    _ bucket: JSONToken, of category: MemoryCategory, _ reader: JSONReader, _ decoder: inout RowDecoder
  ) throws(JSONParsingError) {
    guard bucket.kind == .object else { return }
    var memories: JSONToken?
    var isBucket = false
    var members = JSONReader(reader.bytes, at: bucket.range.lowerBound)
    try members.forEachMember { reader, key throws(JSONParsingError) in
      let value = try reader.skipValue()
      if reader.matches(key, "memories") {
        (memories, isBucket) = (value, true)
      } else if reader.matches(key, "total_nodes") {
        isBucket = true
        if let total = reader.integer(value), total >= 0 { totals[category, default: 0] += total }
      } else if reader.matches(key, "cube_id") {
        isBucket = true
      }
    }
    if let memories, memories.kind == .array {
      var rows = JSONReader(reader.bytes, at: memories.range.lowerBound)
      try rows.forEachElement { reader throws(JSONParsingError) in
        append(try decoder.row(of: category, from: &reader), decoder.facets)
      }
    } else if !isBucket {
      // A list of memories without buckets around them: nothing is lost.
      var row = JSONReader(reader.bytes, at: bucket.range.lowerBound)
      append(try decoder.row(of: category, from: &row), decoder.facets)
    }
  }

  private mutating func append(_ row: Memory, _ found: [Facet]) {
    rows[row.category, default: []].append(row)
    facets[row.category, default: []].append(found)
  }
}

extension MemoryCategory {
  init?(bucketsNamed key: JSONToken, in reader: JSONReader) {
    guard key.range.count <= 20,
      let category = Self.allCases.first(where: { $0.bucketsName == reader.text(key) })
    else { return nil }
    self = category
  }
}
