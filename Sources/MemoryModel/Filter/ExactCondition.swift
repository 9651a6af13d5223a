/// A condition as it decides about one record here, before anything is sent: by the fields and operators of
/// ``FilterCheck`` without its tolerances. Times count to the millisecond, `3` is not `"3"`, and a field that is missing,
/// null or of another type does not match.
public struct ExactCondition: Sendable, Hashable {
  public let field: FilterField
  private let test: Test

  private enum Test: Sendable, Hashable {
    case equals(FilterCode)
    /// Both ends included.
    case isBetween(Double, Double)
    case matchesNothing
  }

  public init(_ condition: FilterCondition, for target: FilterTarget) {
    field = condition.field
    switch condition.value {
    case .string(let text): test = .equals(FilterCode(text))
    case .bool(let flag): test = .equals(FilterCode(flag))
    case .number(let number): test = Self.test(condition.operation, number.double ?? .nan)
    case .date(let date):
      let (operation, limit) = target.limit(condition.operation, date)
      test = Self.test(operation, Double(limit.milliseconds))
    case .dates(let start, let end):
      let (_, first) = target.limit(.greaterOrEqual, start)
      let (operation, last) = target.limit(.lessOrEqual, end)
      guard case .isBetween(_, let highest) = Self.test(operation, Double(last.milliseconds)) else {
        test = .matchesNothing
        return
      }
      test = .isBetween(Double(first.milliseconds), highest)
    }
  }

  private static func test(_ operation: FilterOperation, _ limit: Double) -> Test {
    switch operation {
    case .equal, .contains, .between: limit.isNaN ? .matchesNothing : .equals(FilterCode(limit))
    case .greater: limit < .infinity ? .isBetween(limit.nextUp, .infinity) : .matchesNothing
    case .greaterOrEqual: .isBetween(limit, .infinity)
    case .less: limit > -.infinity ? .isBetween(-.infinity, limit.nextDown) : .matchesNothing
    case .lessOrEqual: .isBetween(-.infinity, limit)
    }
  }

  @inline(__always)
  public func matches(_ code: FilterCode) -> Bool {
    switch test {
    case .equals(let wanted): code == wanted
    case .isBetween(let lowest, let highest): code.number >= lowest && code.number <= highest
    case .matchesNothing: false
    }
  }

  /// What a value must be, for a condition that compares for equality.
  public var wanted: FilterCode? { if case .equals(let code) = test { code } else { nil } }
}

extension Memory {
  /// Reads the record. Of most fields ``FilterCells`` has the codes at hand.
  public func matches(_ condition: ExactCondition, in dialect: Dialect, _ zone: ServerZone) -> Bool {
    let value = FilterCheck.exactValue(of: condition.field, record(in: dialect), dialect)
    return FilterCode.all(of: value, condition.field.kind, zone).contains { condition.matches($0) }
  }
}

/// A value in eight bytes: a number or a time as itself, anything else as a digest. Digests differ from one start of the
/// program to the next, so that nobody can make up texts that share one.
public struct FilterCode: Sendable, Hashable {
  public let bits: UInt64

  private init(bits: UInt64) { self.bits = bits }

  /// Not a number, so that no comparison of numbers finds it; 51 bits are left for the digest.
  private static let digestMark: UInt64 = 0xFFF8_0000_0000_0000
  private static let yes = FilterCode(bits: 0x7FF8_0000_0000_0001)
  private static let no = FilterCode(bits: 0x7FF8_0000_0000_0002)
  /// A value that equals none: an array, an object, a time in an unknown format.
  static let other = FilterCode(bits: 0x7FF8_0000_0000_0003)

  init(_ number: Double) {
    // 0 and -0 are equal.
    self = number.isNaN ? .other : FilterCode(bits: number == 0 ? 0 : number.bitPattern)
  }

  init(_ flag: Bool) { self = flag ? .yes : .no }

  init(_ text: String) {
    var hasher = Hasher()
    ByteString.hash(text, into: &hasher)
    self.init(digest: hasher)
  }

  /// Of a text that is UTF-8.
  init(utf8 bytes: UnsafeRawBufferPointer) {
    var hasher = Hasher()
    hasher.combine(bytes.count)
    hasher.combine(bytes: bytes)
    self.init(digest: hasher)
  }

  private init(digest hasher: Hasher) {
    bits = Self.digestMark | UInt64(UInt(bitPattern: hasher.finalize())) >> 13
  }

  @inline(__always) var number: Double { Double(bitPattern: bits) }

  /// The codes of a value; a list of tags has one for each tag.
  static func all(of value: JSONValue?, _ kind: FilterField.Kind, _ zone: ServerZone) -> [FilterCode] {
    guard let value, value != .null else { return [] }
    switch (kind, value) {
    case (.tags, .array(let elements)):
      return elements.compactMap { if case .string(let tag) = $0 { FilterCode(tag) } else { nil } }
    case (.tags, _): return [.other]
    case (.time, _): return Timestamp(value, zone: zone).map { [FilterCode($0)] } ?? []
    case (_, .string(let text)): return [FilterCode(text)]
    case (_, .bool(let flag)): return [FilterCode(flag)]
    case (_, .number(let number)): return [FilterCode(number.double ?? .nan)]
    case (_, .array), (_, .object), (_, .null): return [.other]
    }
  }

  /// nil for dates, which are no values of records.
  public init?(_ value: FilterValue) {
    switch value {
    case .string(let text): self.init(text)
    case .number(let number): self.init(number.double ?? .nan)
    case .bool(let flag): self.init(flag)
    case .date, .dates: return nil
    }
  }

  init(_ time: Timestamp) { self.init(Double(time.milliseconds)) }
}
