/// Where a value lies and what it is, without decoding it: `"a\n"` is `.escapedString`, quotes included.
struct JSONToken {
  enum Kind: UInt8 {
    case null
    case `true`
    case `false`
    case number
    /// No backslash between the quotes: the bytes are the text.
    case plainString
    case escapedString
    case array
    case object
  }

  var kind: Kind
  var range: Range<Int>

  var isString: Bool { kind == .plainString || kind == .escapedString }

  /// What stands between the quotes.
  var content: Range<Int> {
    isString ? range.lowerBound + 1..<range.upperBound - 1 : range
  }
}
