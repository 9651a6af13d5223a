import Foundation
import Testing

extension TerminalSession {
  /// Every byte that the program has sent to the terminal, in order.
  func bytes() throws -> [UInt8] {
    FileManager.default.fileExists(atPath: bytesFile.path) ? Array(try Data(contentsOf: bytesFile)) : []
  }

  /// The count of bytes once no more come for 300 ms.
  func settledByteCount(at location: SourceLocation = #_sourceLocation) async throws -> Int {
    var count = try bytes().count
    var since = ContinuousClock.now
    try await wait(until: "the program is silent", at: location) {
      let now = try bytes().count
      if now != count {
        count = now
        since = .now
      }
      return ContinuousClock.now - since > .milliseconds(300)
    }
    return count
  }

  /// What the program sends while `action` runs and until it is silent again.
  func bytesSent(
    at location: SourceLocation = #_sourceLocation, during action: () async throws -> Void
  ) async throws -> [UInt8] {
    let before = try await settledByteCount(at: location)
    try await action()
    _ = try await settledByteCount(at: location)
    return Array(try bytes().dropFirst(before))
  }
}
