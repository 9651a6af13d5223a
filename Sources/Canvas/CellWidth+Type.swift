/// How many columns the terminal takes for a scalar, and whether it shows anything beyond ASCII.
///
/// A cluster is as wide as its scalars together, because curses counts scalar by scalar: the family 👨‍👩‍👧 takes
/// 2 + 0 + 2 + 0 + 2 columns.
public struct CellWidth: Sendable {
  /// Without UTF-8 every cluster beyond ASCII is drawn as one ASCII mark.
  public let ascii: Bool

  /// 0 for what stands on the scalar before it, negative for what cannot be shown.
  public let columns: @Sendable (Unicode.Scalar) -> Int

  public init(ascii: Bool = false, columns: @escaping @Sendable (Unicode.Scalar) -> Int) {
    self.ascii = ascii
    self.columns = columns
  }

  /// For terminals without UTF-8, where `wcwidth` knows no letter beyond ASCII.
  public static let asciiOnly = CellWidth(ascii: true, columns: table.columns)
}
