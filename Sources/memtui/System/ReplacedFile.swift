import Glibc
import Synchronization
import SystemPackage

/// The file appears whole or not at all. A link stays: its target is replaced.
final class ReplacedFile: Sendable {
  private enum State {
    case open, replaced, discarded
  }

  private let path: String
  private let target: String
  private let temporary: String
  private let descriptor: FileDescriptor
  private let state = Mutex(State.open)

  /// `name` begins the temporary file's name; `permissions` are before the umask.
  init(replacing path: String, name: String, permissions: FilePermissions) throws(FileError) {
    let target = Self.target(of: path)
    let folder = target.lastIndex(of: "/").map { target[...$0] } ?? ""
    var attempt = 0
    (descriptor, temporary) = try FileError.during(.write, path) {
      while true {
        let temporary = "\(folder)\(name)-\(getpid())-\(attempt)"
        do {
          let opened = try FileDescriptor.open(
            temporary, .writeOnly, options: [.create, .exclusiveCreate, .noFollow, .closeOnExec],
            permissions: permissions)
          return (opened, temporary)
        } catch Errno.fileExists where attempt < 100 {
          attempt += 1
        }
      }
    }
    self.path = path
    self.target = target
  }

  deinit {
    discard()
    try? descriptor.close()
  }

  func write(_ bytes: [UInt8]) throws(FileError) {
    try FileError.during(.write, path) { try descriptor.writeFully(bytes) }
  }

  /// After the last byte. Synchronized before the rename, so that a crash leaves the old file or the new one.
  func replace() throws(FileError) {
    try FileError.during(.write, path) {
      try descriptor.synchronize()
      try state.withLock { state in
        guard state == .open else { throw Errno.canceled }
        try SystemCalls.rename(temporary, to: target)
        state = .replaced
      }
    }
  }

  /// - Returns: false if the file is complete already.
  @discardableResult
  func discard() -> Bool {
    state.withLock { state in
      if state == .open { SystemCalls.remove(temporary) }
      if state != .replaced { state = .discarded }
      return state == .discarded
    }
  }

  /// Where links lead, even to nothing. Gives up after forty links, as the system does.
  static func target(of path: String) -> String {
    var path = path
    for _ in 0..<40 {
      guard let next = SystemCalls.destination(ofLink: path) else { return path }
      let folder = next.hasPrefix("/") ? "" : path.lastIndex(of: "/").map { path[...$0] } ?? ""
      path = folder + next
    }
    return path
  }
}

/// Standard output, a pipe or a device, or a file that appears whole or not at all.
final class Destination: Sendable {
  private enum Place {
    case standardOutput
    case special(FileDescriptor, path: String)
    case file(ReplacedFile)
    case unnamed(UnnamedFile)
  }

  private let place: Place
  private let isFinished = Mutex(false)
  let isTerminal: Bool

  static let standardOutput = Destination(.standardOutput, isTerminal: StandardOutput.isTerminal)

  private init(_ place: Place, isTerminal: Bool) {
    self.place = place
    self.isTerminal = isTerminal
  }

  init(_ file: UnnamedFile) {
    place = .unnamed(file)
    isTerminal = false
  }

  deinit {
    if case .special(let descriptor, _) = place { try? descriptor.close() }
  }

  /// Throws `Errno.fileExists`, or `Errno.noSuchAddressOrDevice` if nobody reads a named pipe.
  static func open(
    _ path: String, mayReplace: Bool = true, waitsForReader: Bool = true
  ) throws(FileError) -> Destination {
    let type = try? Stat(path).type
    guard mayReplace || type == nil else { throw FileError(.write, path, .system(.fileExists)) }
    guard let type, type != .regular else {
      // The temporary name is shorter: the rename at the end would be the first to fail.
      if let name = path.split(separator: "/").last, name.utf8.count > Int(NAME_MAX) {
        throw FileError(.write, path, .system(.fileNameTooLong))
      }
      let file = try ReplacedFile(
        replacing: path, name: ".memtui-export", permissions: FilePermissions(rawValue: 0o666))
      return Destination(.file(file), isTerminal: false)
    }
    let options: FileDescriptor.OpenOptions = waitsForReader ? [.closeOnExec, .noTerminal] : .unattended
    return try FileError.during(.write, path) {
      let descriptor = try FileDescriptor.open(path, .writeOnly, options: options)
      descriptor.waitWhenFull()
      return Destination(
        .special(descriptor, path: path), isTerminal: descriptor.isTerminal)
    }
  }

  func write(_ bytes: [UInt8]) throws(FileError) {
    switch place {
    case .standardOutput: try StandardOutput.write(bytes)
    case .special(let descriptor, let path):
      try FileError.during(.write, path) { try descriptor.writeFully(bytes) }
    case .file(let file): try file.write(bytes)
    case .unnamed(let file): try file.append(bytes)
    }
  }

  func finish() throws(FileError) {
    if case .file(let file) = place { try file.replace() }
    isFinished.withLock { $0 = true }
  }

  /// - Returns: false if everything is written already, so nothing is lost.
  @discardableResult
  func discard() -> Bool {
    if case .file(let file) = place { return file.discard() }
    return isFinished.withLock { !$0 }
  }
}
