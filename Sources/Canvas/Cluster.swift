/// What stands at one place of a text, in UTF-8 offsets, and how it is drawn.
struct Cluster {
  enum Form: Equatable {
    /// Drawn as it is.
    case text
    /// Marks without a letter to stand on: ◌ carries them.
    case bare
    /// Control characters `^[`, of C0 and DEL.
    case control(UInt8)
    /// What must not be seen by a terminal: `<U+202E>`.
    case codePoint(Unicode.Scalar)
    /// LF or CRLF: `↵` where all is one line.
    case lineEnd
    case tab
    /// Beyond ASCII, on a terminal that shows nothing else.
    case substitute(Unicode.Scalar)
  }

  var form: Form
  /// Of the form alone.
  var columns: Int
  /// Where the text that is drawn ends.
  var textEnd: Int
  /// Where the next cluster starts.
  var end: Int
  /// Marks that found no place in the cell: `<+12>` after the text.
  var excess = 0

  var excessColumns: Int { excess == 0 ? 0 : excess > 9 ? 5 : 4 }

  var totalColumns: Int { columns + excessColumns }

  init(_ form: Form, columns: Int, end: Int) {
    self.form = form
    self.columns = columns
    self.textEnd = end
    self.end = end
  }
}
