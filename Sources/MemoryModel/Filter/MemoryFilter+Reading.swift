extension MemoryFilter {
  /// Why JSON is no filter. Paths read `and[1]`.
  public enum JSONFault: Error, Sendable, Hashable {
    case notJSON(JSONParsingError)
    case notAnObject
    /// The root is one of `and` and `or`.
    case twoRoots
    case negation
    case notAnArray(root: String)
    case notACondition(path: String)
    /// `and`, `or` or `not` within a condition.
    case nested(path: String, word: String)
    case userID(path: String)
    /// `NaN` and `Infinity` are no JSON, though some services write them.
    case notANumber
  }

  /// Rows where they can show all of it, raw where not. Nothing at all, and `{}`, are a filter without conditions.
  public init(json text: String, in dialect: Dialect = .cloud) throws(JSONFault) {
    guard !text.trimmed.isEmpty else {
      self = Self.none
      return
    }
    let value: JSONValue
    do throws(JSONParsingError) {
      value = try JSONValue(parsing: text)
    } catch {
      throw .notJSON(error)
    }
    try self.init(json: value, in: dialect)
  }

  public init(json value: JSONValue, in dialect: Dialect = .cloud) throws(JSONFault) {
    guard case .object(let root) = value else { throw .notAnObject }
    guard !root.members.isEmpty else {
      self = Self.none
      return
    }
    guard !value.holdsNoNumber else { throw .notANumber }
    try Self.check(root)
    self = ConditionList(json: root, in: dialect).map { .list($0) } ?? .raw(value)
  }

  /// The same filter in the words of a dialect: what was read before the dialect was known, and showed no rows, may.
  public func read(in dialect: Dialect) -> MemoryFilter {
    guard case .raw(let value) = self, let read = try? MemoryFilter(json: value, in: dialect) else {
      return self
    }
    return read
  }

  /// Without conditions.
  public static var none: MemoryFilter { .list(ConditionList.none) }

  /// The grammar of api.md section 3. Roots of other names are left alone: newer services know more of them.
  private static func check(_ root: JSONObject) throws(JSONFault) {
    let logical = root.members.filter { $0.key == "and" || $0.key == "or" }
    if logical.count > 1 { throw .twoRoots }
    if root["not"] != nil { throw .negation }
    for member in logical {
      guard case .array(let elements) = member.value else { throw .notAnArray(root: member.key) }
      for (index, element) in elements.enumerated() {
        let path = "\(member.key)[\(index)]"
        guard case .object(let condition) = element, !condition.members.isEmpty else {
          throw .notACondition(path: path)
        }
        for part in condition.members {
          if part.key == "user_id" { throw .userID(path: path) }
          if ["and", "or", "not"].contains(part.key) { throw .nested(path: path, word: part.key) }
        }
      }
    }
  }
}

extension ConditionList {
  static let none = ConditionList()

  private init() {
    junction = .all
    conditions = []
  }

  /// nil where a row could not show a condition to the letter.
  fileprivate init?(json root: JSONObject, in dialect: Dialect) {
    guard root.members.count == 1, let member = root.members.first, case .array(let elements) = member.value,
      let junction = Junction(rawValue: member.key), !elements.isEmpty
    else { return nil }
    let conditions = elements.compactMap { FilterCondition(json: $0, in: dialect) }
    guard conditions.count == elements.count else { return nil }
    self.junction = junction
    self.conditions = conditions
  }
}

extension FilterCondition {
  /// From `{"tags":{"contains":"finance"}}`; nil where writing it again would give anything else.
  public init?(json element: JSONValue, in dialect: Dialect = .cloud) {
    guard case .object(let object) = element, object.members.count == 1, let member = object.members.first,
      let field = try? Self.field(named: FilterField(sentName: member.key, in: dialect).name)
    else { return nil }
    var operation = FilterOperation.equal
    var operand = member.value
    if case .object(let compared) = operand {
      guard compared.members.count == 1,
        let named = compared.members.first.flatMap({ FilterOperation(memberName: $0.key) })
      else { return nil }
      operation = named
      operand = compared.members[0].value
    }
    let text: String
    switch operand {
    case .string(let string): text = string
    case .number(let number): text = number.literal
    case .bool(let flag): text = flag ? "true" : "false"
    case .null, .array, .object: return nil
    }
    let isString = if case .string = operand { true } else { false }
    guard let condition = try? FilterCondition(field, operation, text: text, isQuoted: isString),
      // Any day does: what is relative is written otherwise than it was read.
      condition.json(today: CivilDate(daysSince1970: 0), in: dialect) == [element]
    else { return nil }
    self = condition
  }
}

extension JSONValue {
  fileprivate var holdsNoNumber: Bool {
    switch self {
    case .number(let number): JSONNumber(strict: number.literal) == nil
    case .array(let elements): elements.contains(where: \.holdsNoNumber)
    case .object(let object): object.members.contains { $0.value.holdsNoNumber }
    case .null, .bool, .string: false
    }
  }
}
