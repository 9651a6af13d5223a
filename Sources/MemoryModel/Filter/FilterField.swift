/// The field of a condition, by the name that rows and text show: `scene`, `info.tier`, `tags`, `create_time`.
public struct FilterField: Sendable, Hashable {
  public enum Kind: Sendable, Hashable {
    case text  // Strings, only by equality: agents, apps, conversations and the four indexed keys of `info`
    case tags, time
    case custom  // Any other key of `info`: a string, a number or a boolean
  }

  @ByteString public private(set) var name: String

  public init(_ name: String) { self.name = name }
  public init(_ field: RecordField) { self.init(field.name) }

  public var known: RecordField? { RecordField(name: name) }
  public var kind: Kind { known?.comparison ?? (Self.indexedKeys.contains(infoKey) ? .text : .custom) }

  public var operations: [FilterOperation] {
    switch kind {
    case .text: [.equal]
    case .tags: [.contains]
    case .time: [.greaterOrEqual, .greater, .less, .lessOrEqual, .between]
    case .custom: [.equal, .greater, .greaterOrEqual, .less, .lessOrEqual]
    }
  }

  public var standardOperation: FilterOperation { operations[0] }

  /// The key within `info`: `tier` of `info.tier`, `scene` of `scene`.
  public var infoKey: String {
    guard isInInfo else { return name }
    return String(name.unicodeScalars.dropFirst(Self.infoPrefix.unicodeScalars.count))
  }

  /// `info.tier`. Compared by scalars: a combining mark at the start of a key would join the dot.
  public var isInInfo: Bool { name.unicodeScalars.starts(with: Self.infoPrefix.unicodeScalars) }

  /// The indexed keys have their own names, all others are `info.tier`, which the open-source server reads too.
  public static func ofInfo(key: String) -> FilterField {
    FilterField(indexedKeys.contains(key) ? key : infoPrefix + key)
  }

  static let indexedKeys = ["business_type", "biz_id", "scene", "custom_status"]
  public static func documented(in dialect: Dialect) -> [String] {
    indexedKeys + RecordField.comparable.filter { $0.isFiltered(by: dialect) }.map(\.name)
  }

  static let infoPrefix = RecordField.info.name + "."

  /// From a name as it was typed: `tier`, or the text that was between double quotes.
  init(typed text: String, isQuoted: Bool, in dialect: Dialect) throws(FilterFault) {
    let name = isQuoted ? text : text.trimmed
    guard !name.isEmpty, name != Self.infoPrefix else { throw .missingField }
    if !isQuoted, !Self.isPlain(name) {
      throw OtherGrammar.ofName(name).map { .otherGrammar($0.grammar) } ?? .fieldCharacters(name)
    }
    guard !Self.isReserved(name) else { throw .fieldNotTaken(name) }
    // A self-hosted server's own names are shown as those of the cloud.
    let field = FilterField(sentName: name, in: dialect)
    guard field.isFilterable(in: dialect) else { throw .fieldNotFilterable(name) }
    self = field
  }

  /// From a cell of the form: `tier`, `"my key"`.
  public init(cell: String, in dialect: Dialect) throws(FilterFault) {
    let (name, isQuoted) = try QuotedText.read(cell: cell.trimmed)
    try self.init(typed: name, isQuoted: isQuoted, in: dialect)
  }

  /// From a cell that may be half typed: `scene` of `"scene`. It need not be valid.
  public init(unchecked cell: String) {
    let cell = cell.trimmed
    var place = 0
    let text = QuotedText.take(from: Array(cell.unicodeScalars), at: &place)
    self.init(cell.hasQuoteInFront ? text ?? String(cell.unicodeScalars.dropFirst()) : cell)
  }

  /// The name in cells and text, in quotes where it needs them: `info.tier`, `"my key"`.
  public var cellText: String { Self.isPlain(name) ? name : QuotedText.quoted(name) }

  static func isPlain(_ name: String) -> Bool {
    var isAfterLetter = false
    for scalar in name.unicodeScalars {
      if scalar == "_" || scalar == "-" || scalar == "." {
        isAfterLetter = false
      } else if scalar.isLetterOrDigit {
        isAfterLetter = true
      } else if !(isAfterLetter && scalar.isVisibleMark) {
        return false
      }
    }
    return OtherGrammar.negation(ofName: name) == nil
  }

  private static func isReserved(_ name: String) -> Bool {
    name == "user_id" || ["and", "or", "not"].contains(name.lowercased())
  }

  /// False for fields of a record that a service does not compare. `info.NAME` is always an info key.
  func isFilterable(in dialect: Dialect) -> Bool { known?.isFiltered(by: dialect) ?? true }
}

extension FilterField {
  /// The name that goes over the wire: in self-hosted filters `create_time` is `created_at`. Texts are sent by the name
  /// that was typed, although an open memory shows `key` as `memory_key`.
  func sentName(in dialect: Dialect) -> String {
    guard case .selfHosted = dialect else { return name }
    return known.flatMap { $0.comparison == nil ? nil : $0.selfHostedName } ?? name
  }

  init(sentName: String, in dialect: Dialect) {
    let field = dialect == .cloud ? nil : RecordField.comparable.first { $0.selfHostedName == sentName }
    self.init(field?.name ?? sentName)
  }

  /// `created_at` for `create_time`; nil for fields with one name.
  static func selfHostedName(of shown: String) -> String? { RecordField(name: shown)?.selfHostedName }

  /// `memory_key` in a filter for an open-source server, which calls it `key`.
  func isOfCloudOnly(in dialect: Dialect) -> Bool {
    dialect != .cloud && Self.selfHostedName(of: sentName(in: dialect)) != nil
  }
}

extension Unicode.Scalar {
  fileprivate var isLetterOrDigit: Bool {
    guard !properties.isDefaultIgnorableCodePoint else { return false }
    switch properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
      .letterNumber:
      return true
    default: return false
    }
  }

  fileprivate var isVisibleMark: Bool {
    !properties.isDefaultIgnorableCodePoint
      && [.nonspacingMark, .spacingMark].contains(properties.generalCategory)
  }
}
