/// What counts as saying the same, and how much work a review does to find it.
enum ReviewRules {
  /// Near: Jaccard similarity of word pairs.
  static let near = 0.6
  /// May contradict: the same of the word pairs with numbers, dates, names and negations taken out.
  static let sameWording = 0.85
  /// Words beside what is masked. `12:30` and `21:00` alone contradict nothing.
  static let fewestWords = 2

  /// Bytes of one text in which case, width and punctuation do not count. What follows is compared as it is.
  static let longestNormalised = 1 << 16
  /// Of one text. What follows counts for "identical", but is not compared word by word.
  static let mostWords = 4_000
  /// In quotation marks, which make a title or a name of what is between them: 《三体》.
  static let longestQuotedName = 30
  /// A number of so many digits, without unit or separator, is a name: order 20451.
  static let fewestDigitsOfName = 5

  /// Bands of hashes by which candidates are found. Two texts meet in a band if all its hashes agree, so texts whose
  /// similarity is exactly 0.6 meet with a probability of 96 %, those of 0.7 of 99.9 %.
  static let nearBands = 24
  static let nearHashesInBand = 4
  /// The same for masked wordings; those of 0.85 meet with a probability of 99 %.
  static let wordingBands = 8
  static let wordingHashesInBand = 5

  /// Of one band, the latest texts that are compared. Thousands of texts of one template meet in each band; with this
  /// bound they cost linear time, and a text that is near one of them may miss it.
  static let mostCandidatesInBand = 12
  static let mostCandidates = 96
  /// Similar texts that are remembered of one.
  static let mostNeighbours = 24
  /// Lines of a group of similar wording; more of them make another group. Texts that are equal after masking have no
  /// such bound.
  static let mostLinesOfGroup = 64
  /// Of the texts that are equal after masking, how many are tried with those of a similar wording.
  static let mostLinesTried = 8
}
