import Glibc
import Synchronization

/// Where an export goes: stdout, a pipe or a device, or a file that appears whole or not at all.
final class Destination: Sendable {
  private enum Place {
    case standardOutput
    /// A device or a named pipe, which is written as it is.
    case special(descriptor: Int32)
    case file(ReplacedFile)
  }

  private let place: Place
  private let isFinished = Mutex(false)
  let isTerminal: Bool

  static let standardOutput = Destination(.standardOutput, isTerminal: isatty(STDOUT_FILENO) == 1)

  private init(_ place: Place, isTerminal: Bool) {
    self.place = place
    self.isTerminal = isTerminal
  }

  deinit {
    if case .special(let descriptor) = place { close(descriptor) }
  }

  /// - Parameters:
  ///   - mayReplace: false fails with `EEXIST` if anything of that name is there.
  ///   - waitsForReader: of a named pipe; false fails with `ENXIO` if nobody reads it.
  static func opened(
    path: String, mayReplace: Bool = true, waitsForReader: Bool = true
  ) throws(SystemFailure) -> Destination {
    var status = stat()
    let exists = stat(path, &status) == 0
    guard mayReplace || !exists else { throw SystemFailure(number: EEXIST) }
    guard exists, status.st_mode & S_IFMT != S_IFREG else {
      let file = try ReplacedFile(replacing: path, name: ".memtui-export", mode: 0o666)
      return Destination(.file(file), isTerminal: false)
    }
    let waits = waitsForReader ? 0 : O_NONBLOCK
    let descriptor = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY | waits)
    guard descriptor >= 0 else { throw .last() }
    _ = fcntl(descriptor, F_SETFL, O_WRONLY)
    return Destination(.special(descriptor: descriptor), isTerminal: isatty(descriptor) == 1)
  }

  /// What a person finds it by: `memories.csv` -> `/home/ann/memories.csv`.
  static func fullPath(_ path: String) -> String {
    guard !path.hasPrefix("/"), let folder = getcwd(nil, 0) else { return path }
    defer { free(folder) }
    let start = String(cString: folder)
    return (start == "/" ? "" : start) + "/" + (path.hasPrefix("./") ? String(path.dropFirst(2)) : path)
  }

  func write(_ bytes: [UInt8]) throws(SystemFailure) {
    switch place {
    case .standardOutput: try writeAll(bytes, to: STDOUT_FILENO)
    case .special(let descriptor): try writeAll(bytes, to: descriptor)
    case .file(let file): try file.write(bytes)
    }
  }

  /// After the last byte.
  func finish() throws(SystemFailure) {
    if case .file(let file) = place { try file.replace() }
    isFinished.withLock { $0 = true }
  }

  /// - Returns: false when everything was written already: nothing is lost then.
  @discardableResult
  func discard() -> Bool {
    if case .file(let file) = place { return file.discard() }
    return isFinished.withLock { !$0 }
  }
}
