import Glibc

/// Where an export goes: stdout, or a file that appears whole or not at all.
struct Destination: Sendable {
  private let descriptor: Int32
  /// The file that is written, and the one that it becomes at the end.
  private let rename: (temporary: String, target: String)?
  let isTerminal: Bool

  static let standardOutput = Destination(
    descriptor: STDOUT_FILENO, rename: nil, isTerminal: isatty(STDOUT_FILENO) == 1)

  private init(descriptor: Int32, rename: (temporary: String, target: String)?, isTerminal: Bool) {
    self.descriptor = descriptor
    self.rename = rename
    self.isTerminal = isTerminal
  }

  /// A device or a pipe is written as it is. Of a link, the file that it leads to is replaced.
  ///
  /// - Parameter mayReplace: false fails with `EEXIST` if anything of that name is there.
  init(path: String, mayReplace: Bool = true) throws(SystemFailure) {
    var status = stat()
    let exists = stat(path, &status) == 0
    guard mayReplace || !exists else { throw SystemFailure(number: EEXIST) }
    let kind = status.st_mode & S_IFMT
    if exists, kind != S_IFREG {
      let opened = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY)
      guard opened >= 0 else { throw .last() }
      self.init(descriptor: opened, rename: nil, isTerminal: isatty(opened) == 1)
      return
    }
    let target = exists ? Self.resolved(path) : path
    let folder = target.lastIndex(of: "/").map { String(target[...$0]) } ?? ""
    for attempt in 0..<100 {
      let temporary = "\(folder).memtui-export-\(getpid())-\(attempt)"
      let opened = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
      if opened >= 0 {
        self.init(descriptor: opened, rename: (temporary, target), isTerminal: false)
        return
      }
      guard errno == EEXIST else { throw .last() }
    }
    throw .last()
  }

  /// What a person finds it by: `memories.csv` -> `/home/ann/memories.csv`.
  static func fullPath(_ path: String) -> String {
    guard !path.hasPrefix("/"), let folder = getcwd(nil, 0) else { return path }
    defer { free(folder) }
    let start = String(cString: folder)
    return (start == "/" ? "" : start) + "/" + (path.hasPrefix("./") ? String(path.dropFirst(2)) : path)
  }

  private static func resolved(_ path: String) -> String {
    guard let resolved = realpath(path, nil) else { return path }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  func write(_ bytes: [UInt8]) throws(SystemFailure) {
    try writeAll(bytes, to: descriptor)
  }

  /// After the last byte: on the disk before it has its name, so that a crash leaves the old file or the new one.
  func finish() throws(SystemFailure) {
    guard let rename else { return }
    guard fsync(descriptor) == 0, close(descriptor) == 0,
      Glibc.rename(rename.temporary, rename.target) == 0
    else { throw .last() }
  }

  func discard() {
    if let rename { unlink(rename.temporary) }
  }
}
