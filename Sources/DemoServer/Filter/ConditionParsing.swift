extension Condition {
  private static let indexedKeys: Set<String> = ["business_type", "biz_id", "scene", "custom_status"]

  /// - Parameter path: where the condition stands, for messages: `filter.and[1]`.
  init(_ value: BodyValue, path: String) throws(Refusal) {
    guard case .object(let members) = value else {
      throw .wrongType("\(path) must be an object, not \(value.kind)")
    }
    guard members.count == 1, let (name, operand) = members.first else {
      throw .badParameter("\(path) must name exactly one field, not \(members.count)")
    }
    let place = "\(path).\(name)"
    switch name {
    case "and", "or": throw .badParameter("\(path): \"\(name)\" cannot be nested")
    case "user_id": throw .badParameter("\(path): user_id is not supported inside a filter")
    case "agent_id": self = try .text(.agent, operand, place)
    case "app_id": self = try .text(.app, operand, place)
    case "tags": self = try .tags(operand, place)
    case "create_time": self = try .time(.created, operand, place)
    case "update_time": self = try .time(.updated, operand, place)
    default:
      let key = name.hasPrefix("info.") ? String(name.dropFirst(5)) : name
      guard !key.isEmpty else { throw .badParameter("\(path) names no field") }
      let isText = Condition.indexedKeys.contains(key)
      self = try isText ? .text(.info(key), operand, place) : .custom(key, operand, place)
    }
  }

  private static func text(
    _ field: Field, _ operand: BodyValue, _ path: String
  ) throws(Refusal) -> Condition {
    if case .object(let members) = operand {
      throw .badParameter("\(path) takes a string, not the operator \(members.quotedNames)")
    }
    guard case .string(let text) = operand else {
      throw .wrongType("\(path) must be a string, not \(operand.kind)")
    }
    return Condition(field: field, test: .equals(.string(text)))
  }

  private static func tags(_ operand: BodyValue, _ path: String) throws(Refusal) -> Condition {
    let (name, operand) = try soleOperator(operand, path, known: ["contains"])
    guard case .string(let tag) = operand else {
      throw .wrongType("\(path).\(name) must be a string, not \(operand.kind)")
    }
    return Condition(field: .tags, test: .contains(tag))
  }

  private static func time(
    _ field: Field, _ operand: BodyValue, _ path: String
  ) throws(Refusal) -> Condition {
    let (name, operand) = try soleOperator(operand, path, known: ["gt", "gte", "lt", "lte"])
    guard case .string(let text) = operand, let comparison = Comparison(rawValue: name) else {
      throw .wrongType("\(path).\(name) must be a date string, not \(operand.kind)")
    }
    guard let moment = Moment(filterText: text) else {
      throw .badParameter("\(path).\(name): \"\(text)\" is not a date: YYYY-MM-DD or YYYY-MM-DD HH:MM:SS")
    }
    return Condition(field: field, test: .compares(comparison, Double(moment.milliseconds)))
  }

  private static func custom(
    _ key: String, _ operand: BodyValue, _ path: String
  ) throws(Refusal) -> Condition {
    switch operand {
    case .string(let text): return Condition(field: .info(key), test: .equals(.string(text)))
    case .bool(let flag): return Condition(field: .info(key), test: .equals(.bool(flag)))
    case .integer, .number: return Condition(field: .info(key), test: .equals(.number(operand.double ?? 0)))
    case .null, .array:
      throw .wrongType("\(path) must be a string, a number or a boolean, not \(operand.kind)")
    case .object:
      let (name, operand) = try soleOperator(operand, path, known: ["gt", "gte", "lt", "lte"])
      guard let number = operand.double, let comparison = Comparison(rawValue: name) else {
        throw .wrongType("\(path).\(name) must be a number, not \(operand.kind)")
      }
      return Condition(field: .info(key), test: .compares(comparison, number))
    }
  }

  private static func soleOperator(
    _ operand: BodyValue, _ path: String, known: [String]
  ) throws(Refusal) -> (String, BodyValue) {
    let allowed = known.joined(separator: ", ")
    guard case .object(let members) = operand else {
      throw .wrongType("\(path) takes an object with one of \(allowed), not \(operand.kind)")
    }
    guard members.count == 1, let (name, value) = members.first else {
      throw .badParameter("\(path) takes exactly one operator, not \(members.count)")
    }
    guard known.contains(name) else {
      throw .badParameter("\(path): unknown operator \"\(name)\", known here: \(allowed)")
    }
    return (name, value)
  }
}

extension [String: BodyValue] {
  var quotedNames: String { keys.sorted().map { "\"\($0)\"" }.joined(separator: ", ") }
}
