import Foundation
import Testing

/// Compares a screen with the one kept in `Screens/NAME.txt`. Where none is kept, it is written and the test fails:
/// someone has to look at it first.
func expectScreen(
  _ screen: String, _ name: String, file: String = #filePath, at location: SourceLocation = #_sourceLocation
) throws {
  let path = URL(filePath: file).deletingLastPathComponent().appending(path: "Screens/\(name).txt")
  guard let kept = try? String(contentsOf: path, encoding: .utf8) else {
    try (screen + "\n").write(to: path, atomically: true, encoding: .utf8)
    Issue.record(
      "no screen was kept as \(name): look at the one that was written now", sourceLocation: location)
    return
  }
  #expect(screen + "\n" == kept, sourceLocation: location)
}
