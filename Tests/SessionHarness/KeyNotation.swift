import Canvas
import TUI

extension Key {
  /// The keys of a line such as `f scene Tab Tab Payment Enter`: names of keys as in the help are keys, everything else
  /// is typed letter by letter. A space is `Space`.
  ///
  /// A word such as `Ctrl-?` that looks like a key but is none stops the test, because typing it would hide the mistake.
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
