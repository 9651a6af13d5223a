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
