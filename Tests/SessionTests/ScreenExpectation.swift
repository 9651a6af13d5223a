import Foundation
import Testing

/// Compares a screen with the one kept in `Screens/NAME.txt`.
///
/// `RECORD=1 Scripts/test --filter SessionTests` writes the screens that differ or are missing, and fails, so that
/// nobody takes a recording for a passed test: look at `git diff Tests/SessionTests/Screens`, and run it without.
func expectScreen(
  _ screen: String, _ name: String, file: String = #filePath, at location: SourceLocation = #_sourceLocation
) throws {
  let path = URL(filePath: file).deletingLastPathComponent().appending(path: "Screens/\(name).txt")
  let drawn = screen + "\n"
  let kept = try? String(contentsOf: path, encoding: .utf8)
  guard kept != drawn else { return }
  guard ProcessInfo.processInfo.environment["RECORD"] == "1" else {
    Issue.record(
      """
      the screen differs from Screens/\(name).txt\(kept == nil ? ", which does not exist" : "")
      \(drawn)
      """, sourceLocation: location)
    return
  }
  try drawn.write(to: path, atomically: true, encoding: .utf8)
  Issue.record("recorded Screens/\(name).txt: look at it", sourceLocation: location)
}
