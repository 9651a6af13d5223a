import Glibc
import Synchronization

/// A file that appears whole or not at all: written beside the one that it replaces, and renamed at the end.
///
/// Of a symbolic link, the file that it leads to is replaced, and the link stays.
final class ReplacedFile: Sendable {
  private enum State {
    case open
    case replaced
    case discarded
  }

  let descriptor: Int32
  let target: String
  private let temporary: String
  private let state = Mutex(State.open)

  /// - Parameters:
  ///   - name: how the temporary file's name begins.
  ///   - mode: before the umask.
  init(replacing path: String, name: String, mode: mode_t) throws(SystemFailure) {
    let target = Self.target(of: path)
    self.target = target
    let folder = target.lastIndex(of: "/").map { String(target[...$0]) } ?? ""
    for attempt in 0..<100 {
      let temporary = "\(folder)\(name)-\(getpid())-\(attempt)"
      let opened = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode)
      if opened >= 0 {
        descriptor = opened
        self.temporary = temporary
        return
      }
      guard errno == EEXIST else { throw .last() }
    }
    throw .last()
  }

  deinit {
    discard()
    close(descriptor)
  }

  func write(_ bytes: [UInt8]) throws(SystemFailure) {
    try writeAll(bytes, to: descriptor)
  }

  /// After the last byte: on the disk before it has its name, so that a crash leaves the old file or the new one.
  func replace() throws(SystemFailure) {
    guard fsync(descriptor) == 0 else { throw .last() }
    let failure: SystemFailure? = state.withLock { state in
      guard state == .open else { return SystemFailure(number: ECANCELED) }
      guard rename(temporary, target) == 0 else { return .last() }
      state = .replaced
      return nil
    }
    if let failure { throw failure }
  }

  /// - Returns: false when the file is complete already.
  @discardableResult
  func discard() -> Bool {
    state.withLock { state in
      if state == .open { unlink(temporary) }
      if state != .replaced { state = .discarded }
      return state == .discarded
    }
  }

  /// Where links lead, also when nothing is there yet. As the system does, gives up after forty.
  static func target(of path: String) -> String {
    var path = path
    for _ in 0..<40 {
      var buffer = [UInt8](repeating: 0, count: Int(PATH_MAX))
      let count = readlink(path, &buffer, buffer.count)
      guard count > 0 else { return path }
      let next = String(decoding: buffer[..<count], as: UTF8.self)
      if next.hasPrefix("/") {
        path = next
      } else {
        path = (path.lastIndex(of: "/").map { String(path[...$0]) } ?? "") + next
      }
    }
    return path
  }
}

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

/// A call of the system that failed: `No space left on device`.
struct SystemFailure: Error, Sendable, Hashable {
  var number: Int32
  /// Where it failed, if that is not the file that is written but the folder of temporary ones.
  var temporaryFolder: String?

  static func last(temporaryFolder: String? = nil) -> SystemFailure {
    SystemFailure(number: errno, temporaryFolder: temporaryFolder)
  }

  var words: String { String(cString: strerror(number)) }

  /// Nil where the file that is written failed itself.
  var temporaryFolderSentence: String? {
    temporaryFolder.map {
      "No temporary file can be written in \(printable($0)) (\(words)). Set TMPDIR to a directory with free space."
    }
  }
}

/// Writes all of it, however many calls that takes.
func writeAll(_ bytes: [UInt8], to descriptor: Int32) throws(SystemFailure) {
  var written = 0
  while written < bytes.count {
    let count = bytes[written...].withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
    if count >= 0 {
      written += count
    } else if errno != EINTR {
      throw .last()
    }
  }
}
