import Dispatch
import Foundation

/// A program that runs to its end; its environment is exactly what is given.
enum Command {
  struct Output: Sendable {
    var status: Int32
    var text: String
  }

  struct Failure: Error, CustomStringConvertible {
    var arguments: [String]
    var output: Output
    var description: String {
      "\(arguments.joined(separator: " ")) ended with \(output.status): \(output.text)"
    }
  }

  /// Waits on a thread of its own: the cooperative pool serves the demo server meanwhile.
  ///
  /// - Returns: stdout and stderr in one text, and the exit status.
  static func output(_ arguments: [String], environment: [String: String]) async throws -> Output {
    try await withCheckedThrowingContinuation { continuation in
      DispatchQueue.global().async {
        continuation.resume(with: Result { try run(arguments, environment) })
      }
    }
  }

  private static func run(_ arguments: [String], _ environment: [String: String]) throws -> Output {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(filePath: arguments[0])
    process.arguments = Array(arguments.dropFirst())
    process.environment = environment
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let bytes = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return Output(status: process.terminationStatus, text: String(decoding: bytes, as: UTF8.self))
  }
}
