import Canvas
import TUI

extension Key {
  /// The keys of a line such as `f scene Tab Tab Payment Enter`: the names that the help uses for keys are keys, and
  /// anything else is typed, letter by letter. A space is `Space`.
  ///
  /// A word such as `Ctrl-?`, which looks like a key and is none, stops the test: typed, it would go unnoticed.
  public static func keys(_ line: String) -> [Key] {
    line.split(separator: " ").flatMap { word -> [Key] in
      let word = String(word)
      guard word.count > 1 else { return word.map(Key.character) }
      if let key = Key(named: word), key.name == word { return [key] }
      for prefix in ["Ctrl-", "C-", "Shift-", "Alt-"] where word.hasPrefix(prefix) {
        preconditionFailure("\(word) is not a key")
      }
      return word.map(Key.character)
    }
  }
}
