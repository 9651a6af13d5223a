/// A condition that memtui checks itself, on any field of a record: `memory_type = UserMemory`, `confidence > 0.5`.
public struct RecordCondition: Sendable, Hashable {
  /// The names from the record inwards: `["info", "trip", "city"]`.
  public let path: [String]
  public let operation: FilterOperation
  /// As it was typed.
  public let value: String
  private let test: Test

  private enum Test: Sendable, Hashable {
    /// The same bytes, or the same number.
    case equal(ByteString, number: Double?)
    case contains(SearchPattern)
    case numbers(Bounds<Double>)
    /// In milliseconds since 1970.
    case times(Bounds<Int64>)
  }

  private struct Bounds<Value: Sendable & Hashable & Comparable>: Sendable, Hashable {
    var lower: Value?
    var includesLower = true
    var upper: Value?
    var includesUpper = true

    func contain(_ value: Value) -> Bool {
      if let lower, includesLower ? value < lower : value <= lower { return false }
      if let upper, includesUpper ? value > upper : value >= upper { return false }
      return true
    }
  }

  /// - Parameter value: a string, number or boolean, compared by ``FilterOperation/equal``.
  public init?(path: [String], equals value: JSONValue) {
    guard !path.isEmpty, let text = value.scalarText else { return nil }
    self.init(path, .equal, text, .equal(ByteString(text), number: Self.number(text)))
  }

  /// Numbers from the first to the second, which belongs to them only if that is said: `0.5..0.6`.
  public init(path: [String], from lower: Double, to upper: Double, includesUpper: Bool = true) {
    self.init(
      path, .between, "\(lower)..\(upper)",
      .numbers(Bounds(lower: lower, upper: upper, includesUpper: includesUpper)))
  }

  private init(_ path: [String], _ operation: FilterOperation, _ value: String, _ test: Test) {
    self.path = path
    self.operation = operation
    self.value = value
    self.test = test
  }

  public var name: String { path.joined(separator: ".") }
}

extension RecordCondition {
  /// `confidence>0.5`, `memory_type = UserMemory`, `"my key":tea`, `create_time=2025-12-01..2025-12-31`.
  /// - Parameter path: of a name, if records have such a field.
  /// - Returns: nil for what is no condition on such a field: a text.
  public static func read(
    _ text: String, for target: FilterTarget, path: (_ name: String) -> [String]?
  ) throws(FilterFault) -> RecordCondition? {
    let scalars = Array(text.trimmed.unicodeScalars)
    var place = 0
    let name: String
    if scalars.first == "\"" {
      guard let quoted = QuotedText.take(from: scalars, at: &place) else { return nil }
      name = quoted
    } else {
      while place < scalars.count, !isSign(scalars[place]) { place += 1 }
      name = String(String.UnicodeScalarView(scalars[..<place])).trimmed
    }
    while place < scalars.count, QuotedText.separates(scalars[place]) { place += 1 }
    let rest = String(String.UnicodeScalarView(scalars[place...]))
    let signs: [FilterOperation] = [.greaterOrEqual, .lessOrEqual, .greater, .less, .equal, .contains]
    guard !name.isEmpty, let operation = signs.first(where: { rest.hasPrefix($0.sign) }),
      let path = path(name)
    else { return nil }
    let cell = String(rest.unicodeScalars.dropFirst(operation.sign.unicodeScalars.count)).trimmed
    guard !cell.isEmpty else { throw .missingValue }
    let (value, isQuoted) = try QuotedText.read(cell: cell)
    guard !value.isEmpty else { throw .missingValue }
    return try RecordCondition(path, operation, value, isQuoted: isQuoted, target)
  }

  private static func isSign(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "=" || scalar == ":" || scalar == ">" || scalar == "<"
  }

  private init(
    _ path: [String], _ operation: FilterOperation, _ value: String, isQuoted: Bool, _ target: FilterTarget
  ) throws(FilterFault) {
    let isTime = RecordField(name: path[0])?.kind == .time
    switch operation {
    case .contains:
      guard let pattern = SearchPattern(value) else { throw .missingValue }
      self.init(path, .contains, value, .contains(pattern))
    case .equal, .between:
      if !isQuoted, let dots = value.firstRange(of: "..") {
        let start = String(value[..<dots.lowerBound]).trimmed
        let end = String(value[dots.upperBound...]).trimmed
        self.init(path, .between, value, try Self.range(start, end, isTime: isTime, of: value, target))
      } else if isTime {
        let date = try Self.date(value)
        var times = Self.times(from: date, to: date, target)
        // A time without seconds is its minute.
        if case .moment = date {
          times.upper = times.lower.map { $0 + (value.count { $0 == ":" } < 2 ? 60_000 : 1000) }
          times.includesUpper = false
        }
        self.init(path, .equal, value, .times(times))
      } else {
        self.init(
          path, .equal, value, .equal(ByteString(value), number: isQuoted ? nil : Self.number(value)))
      }
    case .greater, .greaterOrEqual, .less, .lessOrEqual:
      if !isTime, let number = Self.number(value) {
        self.init(path, operation, value, .numbers(Self.bounds(operation, number, number)))
      } else {
        guard isTime || FilterDate(value.trimmed) != nil else { throw .notANumber(value) }
        let (limited, limit) = target.limit(operation, try Self.date(value))
        self.init(
          path, operation, value, .times(Self.bounds(limited, limit.milliseconds, limit.milliseconds)))
      }
    }
  }

  private static func bounds<Value>(_ operation: FilterOperation, _ lower: Value, _ upper: Value) -> Bounds<
    Value
  > {
    switch operation {
    case .greater: Bounds(lower: lower, includesLower: false)
    case .greaterOrEqual: Bounds(lower: lower)
    case .less: Bounds(upper: upper, includesUpper: false)
    case .lessOrEqual: Bounds(upper: upper)
    case .equal, .contains, .between: Bounds(lower: lower, upper: upper)
    }
  }

  private static func range(
    _ start: String, _ end: String, isTime: Bool, of value: String, _ target: FilterTarget
  ) throws(FilterFault) -> Test {
    if !isTime, let lower = number(start), let upper = number(end) {
      guard lower <= upper else { throw .rangeBackwards(value) }
      return .numbers(Bounds(lower: lower, upper: upper))
    }
    guard let first = FilterDate(start), let last = FilterDate(end) else { throw .notARange(value) }
    let times = times(from: first, to: last, target)
    guard let lower = times.lower, times.contain(lower) else { throw .rangeBackwards(value) }
    return .times(times)
  }

  private static func date(_ text: String) throws(FilterFault) -> FilterDate {
    guard let date = FilterDate(text.trimmed) else { throw .notADate(text) }
    return date
  }

  private static func times(
    from start: FilterDate, to end: FilterDate, _ target: FilterTarget
  ) -> Bounds<Int64> {
    let (_, first) = target.limit(.greaterOrEqual, start)
    let (operation, last) = target.limit(.lessOrEqual, end)
    return Bounds(
      lower: first.milliseconds, upper: last.milliseconds, includesUpper: operation == .lessOrEqual)
  }

  /// `0.5`, `.5`, `-3`, `1e3`; no `inf`, no `0x10`.
  private static func number(_ text: String) -> Double? {
    guard text.utf8.allSatisfy({ 0x30...0x39 ~= $0 || "+-.eE".utf8.contains($0) }) else { return nil }
    return Double(text).flatMap { $0.isFinite ? $0 : nil }
  }
}

extension RecordCondition {
  /// - Parameter cost: grows by the work done, in bytes read once, see ``SearchPattern/matches(_:cost:)``.
  public func matches(_ memory: Memory, zone: ServerZone, cost: inout Int) -> Bool {
    // Estimated: a record that is parsed takes six times as long as one that is searched.
    cost += memory.source.range.count * 6 + 200
    let record = memory.record
    if holds(.object(record.withCloudNames(memory.category)), path[...], zone) { return true }
    // By the names of an open-source server.
    return record[.metadata] != nil && holds(.object(record.withMetadataMembers), path[...], zone)
  }

  /// Of a list one element is enough.
  private func holds(_ value: JSONValue, _ path: ArraySlice<String>, _ zone: ServerZone) -> Bool {
    switch value {
    case .array(let elements): return elements.contains { holds($0, path, zone) }
    case .object(let object):
      guard let name = path.first else {
        if case .contains = test { return object.members.contains { holds($0.value, [], zone) } }
        return false
      }
      // The name of a key may have dots in it.
      if path.count > 1, let found = object[path.joined(separator: ".")], holds(found, [], zone) {
        return true
      }
      return object[name].map { holds($0, path.dropFirst(), zone) } ?? false
    default: return path.isEmpty && holds(value, zone)
    }
  }

  private func holds(_ value: JSONValue, _ zone: ServerZone) -> Bool {
    guard let text = value.scalarText else { return false }
    switch test {
    case .equal(let wanted, let number):
      if case .number = value, let number { return Self.number(text) == number }
      return ByteString(text) == wanted
    case .contains(let pattern): return pattern.matches(text)
    case .numbers(let bounds): return Self.number(text).map(bounds.contain) ?? false
    case .times(let bounds):
      return Timestamp(value, zone: zone).map { bounds.contain($0.milliseconds) } ?? false
    }
  }

  /// Whether a record has something at a path, `null` aside.
  public static func has(_ path: [String], _ record: JSONObject) -> Bool {
    func exists(_ value: JSONValue, _ path: ArraySlice<String>) -> Bool {
      guard let name = path.first else { return value != .null }
      switch value {
      case .array(let elements): return elements.contains { exists($0, path) }
      case .object(let object):
        if path.count > 1, let found = object[path.joined(separator: ".")] { return found != .null }
        return object[name].map { exists($0, path.dropFirst()) } ?? false
      default: return false
      }
    }
    return exists(.object(record), path[...])
  }
}
