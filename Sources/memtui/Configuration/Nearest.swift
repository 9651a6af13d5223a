extension Collection<String> {
  /// The one that the fewest letters make of a misspelt word: `bas_url` -> `base_url`. "" in an empty collection.
  func nearest(to word: String) -> String {
    self.min { $0.distance(to: word) < $1.distance(to: word) } ?? ""
  }
}

extension String {
  /// Letters to insert, delete or replace: `bas_url` and `base_url` are 1 apart.
  fileprivate func distance(to word: String) -> Int {
    let columns = Array(self)
    var previous = Array(0...columns.count)
    for (row, letter) in word.prefix(100).enumerated() {
      var current = [row + 1]
      for (column, otherLetter) in columns.enumerated() {
        let replaced = previous[column] + (letter == otherLetter ? 0 : 1)
        current.append(Swift.min(replaced, previous[column + 1] + 1, current[column] + 1))
      }
      previous = current
    }
    return previous[columns.count]
  }
}
