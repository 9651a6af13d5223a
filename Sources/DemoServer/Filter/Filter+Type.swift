/// `{"and": [{"scene": "Payment"}, {"create_time": {"gte": "2025-12-01"}}]}`
struct Filter: Equatable {
  enum Junction: String {
    case and, or
  }

  var junction: Junction
  var conditions: [Condition]

  init(_ value: BodyValue) throws(Refusal) {
    guard case .object(let members) = value else {
      throw .wrongType("filter must be an object, not \(value.kind)")
    }
    guard members.count == 1, let (name, list) = members.first else {
      let names = members.keys.sorted().map { "\"\($0)\"" }.joined(separator: ", ")
      throw .badParameter(
        "filter must have exactly one root, \"and\" or \"or\", not \(names.isEmpty ? "none" : names)")
    }
    guard let junction = Junction(rawValue: name) else {
      throw .badParameter("filter must begin with \"and\" or \"or\", not \"\(name)\"")
    }
    guard case .array(let elements) = list else {
      throw .wrongType("filter.\(name) must be an array, not \(list.kind)")
    }
    guard !elements.isEmpty else { throw .badParameter("filter.\(name) holds no condition") }
    self.junction = junction
    conditions = []
    for (place, element) in elements.enumerated() {
      conditions.append(try Condition(element, path: "filter.\(name)[\(place)]"))
    }
  }
}

/// One element of a filter's array: a field and what it is compared with.
struct Condition: Equatable {
  enum Field: Equatable {
    case agent, app, tags, created, updated
    /// The conversation: only an open-source server filters by it.
    case session
    /// One of the four keys of `info` that the service indexes, or a custom one, without `info.`.
    case info(String)
    /// A field of the record that only an open-source server filters by: `memory`, `confidence`.
    case own(String)
  }

  enum Comparison: String {
    case gt, gte, lt, lte
  }

  enum Test: Equatable {
    case equals(Scalar)
    case contains(String)
    /// Any of these, in the open-source server's `in`.
    indirect case anyOf([Test])
    /// `{"gte":1,"lt":3}` of the open-source server.
    indirect case allOf([Test])
    /// A part of the text, by its bytes, in the open-source server's `like` and `nolike`.
    case like(String)
    case notLike(String)
    /// What no row has: a list, null.
    case never
    /// Numbers as they are, times in milliseconds since 1970.
    case compares(Comparison, Double)
  }

  var field: Field
  var test: Test
}
