/// The field of a condition, by the name that rows and text show: `scene`, `info.tier`, `tags`, `create_time`.
public struct FilterField: Sendable, Hashable {
  /// How the service compares a field.
  public enum Kind: Sendable, Hashable {
    /// Strings, only by equality: agents, apps, conversations and the four indexed keys of `info`.
    case text
    case tags
    case time
    /// Any other key of `info`: a string, a number or a boolean.
    case custom
  }

  @ByteString public private(set) var name: String

  public init(_ name: String) {
    self.name = name
  }

  public init(_ field: RecordField) {
    self.init(field.name)
  }

  /// The field of the record that has this name.
  public var known: RecordField? { RecordField(name: name) }

  public var kind: Kind {
    known?.comparison ?? (Self.indexedKeys.contains(infoKey) ? .text : .custom)
  }

  public var operations: [FilterOperation] {
    switch kind {
    case .text: [.equal]
    case .tags: [.contains]
    case .time: [.greaterOrEqual, .greater, .less, .lessOrEqual, .between]
    case .custom: [.equal, .greater, .greaterOrEqual, .less, .lessOrEqual]
    }
  }

  /// The operator of a new row.
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
  /// Documented fields in the order in which they are offered.
  public static func documented(in dialect: Dialect) -> [String] {
    indexedKeys + RecordField.comparable.filter { $0.isFiltered(by: dialect) }.map(\.name)
  }

  static let infoPrefix = RecordField.info.name + "."
}

// MARK: - Names as they are typed

extension FilterField {
  /// From a name as it was typed: `tier`, or the text that was between double quotes.
  init(typed text: String, isQuoted: Bool, in dialect: Dialect) throws(FilterFault) {
    let name = isQuoted ? text : text.trimmed
    guard !name.isEmpty, name != Self.infoPrefix else { throw .missingField }
    if !isQuoted, !Self.isPlain(name) {
      throw OtherGrammar(inName: name).map { .otherGrammar($0) } ?? .fieldCharacters(name)
    }
    guard !Self.isReserved(name) else { throw .fieldNotTaken(name) }
    // A self-hosted server's own names are shown as those of the cloud.
    let field = FilterField(sentName: name, in: dialect)
    guard field.isFilterable(in: dialect) else { throw .fieldNotFilterable(name) }
    self = field
  }

  /// From a cell of the form: `tier`, `"my key"`.
  public init(cell: String, in dialect: Dialect) throws(FilterFault) {
    let cell = cell.trimmed
    guard cell.hasQuoteInFront else {
      try self.init(typed: cell, isQuoted: false, in: dialect)
      return
    }
    let scalars = Array(cell.unicodeScalars)
    var place = 0
    guard let name = QuotedText.take(from: scalars, at: &place) else { throw .openQuote }
    guard place == scalars.count else { throw .textAfterQuote }
    try self.init(typed: name, isQuoted: true, in: dialect)
  }

  /// From a cell that may be half typed: `scene` of `"scene`. It need not be valid.
  public init(unchecked cell: String) {
    let cell = cell.trimmed
    let scalars = Array(cell.unicodeScalars)
    var place = 0
    guard cell.hasQuoteInFront else {
      self.init(cell)
      return
    }
    var rest = String.UnicodeScalarView()
    rest.append(contentsOf: scalars.dropFirst())
    self.init(QuotedText.take(from: scalars, at: &place) ?? String(rest))
  }

  /// The name in cells and text, in quotes where it needs them: `info.tier`, `"my key"`.
  public var cellText: String { Self.isPlain(name) ? name : QuotedText.quoted(name) }

  /// Letters and digits of any script, `_`, `-` and `.` need no quotes.
  static func isPlain(_ name: String) -> Bool {
    var isAfterLetter = false
    for scalar in name.unicodeScalars {
      if "a"..."z" ~= scalar || "A"..."Z" ~= scalar || "0"..."9" ~= scalar {
        isAfterLetter = true
      } else if scalar == "_" || scalar == "-" || scalar == "." {
        isAfterLetter = false
      } else if scalar.isLetterOrDigit {
        isAfterLetter = true
      } else if !(isAfterLetter && scalar.isVisibleMark) {
        return false
      }
    }
    return OtherGrammar(negatedName: name) == nil
  }

  /// Names with another meaning in the grammar.
  private static func isReserved(_ name: String) -> Bool {
    name == "user_id" || ["and", "or", "not"].contains(name.lowercased())
  }

  /// False for fields of a record that a service does not compare. `info.NAME` is always an info key.
  func isFilterable(in dialect: Dialect) -> Bool {
    known?.isFiltered(by: dialect) ?? true
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

  /// A vowel sign or an accent, which belongs to the letter in front of it.
  fileprivate var isVisibleMark: Bool {
    !properties.isDefaultIgnorableCodePoint
      && [.nonspacingMark, .spacingMark].contains(properties.generalCategory)
  }
}
