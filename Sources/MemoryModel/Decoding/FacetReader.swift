/// Finds the facets of one record while its page is read, without making a tree of it.
struct FacetReader {
  let reader: JSONReader

  /// Each facet once, also where a tag stands twice in its list; of the tags, and of the keys of `info`, at most
  /// ``Facet/mostTags``.
  func facets(of tokens: RowTokens) throws(JSONParsingError) -> [Facet] {
    var facets: [Facet] = []
    for (column, field) in [(RowColumn.agent, "agent_id"), (.app, "app_id")] {
      if let value = tokens[column].flatMap(value) { facets.append(Facet(field: field, value: value)) }
    }
    if let tags = tokens[.tags], tags.kind == .array {
      var known: Set<FilterValue> = []
      var reader = JSONReader(reader.bytes, at: tags.range.lowerBound)
      try reader.forEachElement { reader throws(JSONParsingError) in
        let token = try reader.skipValue()
        guard known.count < Facet.mostTags, token.isString, let value = value(token) else { return }
        if known.insert(value).inserted { facets.append(Facet(field: "tags", value: value)) }
      }
    }
    if let info = tokens[.info], info.kind == .object {
      var keys = 0
      var reader = JSONReader(reader.bytes, at: info.range.lowerBound)
      try reader.forEachMember { reader, key throws(JSONParsingError) in
        let token = try reader.skipValue()
        guard keys < Facet.mostTags, key.range.count <= Facet.longestValue, !key.content.isEmpty,
          let value = value(token)
        else { return }
        keys += 1
        let field = FilterField.ofInfo(key: reader.text(key))
        // What a filter compares as a string may stand here as a number; it would not match.
        if field.kind == .text, !token.isString { return }
        facets.append(Facet(field: field.name, value: value))
      }
    }
    return facets
  }

  private func value(_ token: JSONToken) -> FilterValue? {
    guard token.range.count <= Facet.longestValue else { return nil }
    switch token.kind {
    case .true: return .bool(true)
    case .false: return .bool(false)
    case .number: return JSONNumber(strict: reader.text(token)).map { .number($0) }
    case .plainString, .escapedString: return token.content.isEmpty ? nil : .string(reader.text(token))
    case .null, .array, .object: return nil
    }
  }
}

extension Memory {
  /// What it can be told apart by, read from its record: pages bring it along, and it is not kept.
  public var facets: [Facet] {
    source.bytes.withUnsafeBufferPointer { buffer in
      var reader = JSONReader(buffer, at: 0)
      var decoder = RowDecoder(page: [])
      // A record that was read once can be read again.
      guard (try? decoder.row(of: category, from: &reader)) != nil else { return [] }
      return decoder.facets
    }
  }
}
