import Foundation

/// The `memtui` that is tested: `MEMTUI_BINARY`, or what the same build put beside this test bundle.
enum Program {
  static let path: String = {
    if let path = ProcessInfo.processInfo.environment["MEMTUI_BINARY"], !path.isEmpty { return path }
    let running = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    let beside = running.deletingLastPathComponent().appending(path: "memtui").path
    if FileManager.default.isExecutableFile(atPath: beside) { return beside }
    // A runner of its own (`swiftpm-testing-helper`) stands elsewhere.
    let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    return package.appending(path: ".build/debug/memtui").path
  }()

  static let key = "e2e-key-5c1f0d"

  /// What a program under test sees, nothing of the machine's own: no proxy, no profile, no zone.
  static func environment(home: URL) -> [String: String] {
    [
      "PATH": "/usr/bin:/bin", "HOME": home.path, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "TZ": "UTC",
      "MEMOS_API_KEY": key,
    ]
  }
}
