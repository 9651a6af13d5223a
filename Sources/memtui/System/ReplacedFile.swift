import Glibc
import Synchronization
import SystemPackage

/// A file that appears whole or not at all: written beside the one that it replaces, and renamed at the end.
///
/// Of a symbolic link, the file that it leads to is replaced, and the link stays.
final class ReplacedFile: Sendable {
  private enum State {
    case open, replaced, discarded
  }

  private let path: String
  private let target: String
  private let temporary: String
  /// A `FileDescriptor` is not Sendable.
  private let number: Int32
  private let state = Mutex(State.open)

  private var descriptor: FileDescriptor { FileDescriptor(rawValue: number) }

  /// - Parameters:
  ///   - name: how the temporary file's name begins.
  ///   - permissions: before the umask.
  init(replacing path: String, name: String, permissions: FilePermissions) throws(FileError) {
    let target = Self.target(of: path)
    let folder = target.lastIndex(of: "/").map { target[...$0] } ?? ""
    var attempt = 0
    (number, temporary) = try FileError.during(.write, path) {
      while true {
        let temporary = "\(folder)\(name)-\(getpid())-\(attempt)"
        do {
          let opened = try FileDescriptor.open(
            temporary, .writeOnly, options: [.create, .exclusiveCreate, .noFollow, .closeOnExec],
            permissions: permissions)
          return (opened.rawValue, temporary)
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

  /// After the last byte: on the disk before it has its name, so that a crash leaves the old file or the new one.
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

  /// - Returns: false when the file is complete already.
  @discardableResult
  func discard() -> Bool {
    state.withLock { state in
      if state == .open { SystemCalls.remove(temporary) }
      if state != .replaced { state = .discarded }
      return state == .discarded
    }
  }

  /// Where links lead, also when nothing is there yet. As the system does, gives up after forty.
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

/// What an export is written to: standard output, a pipe or a device, or a file that appears whole or not at all.
final class Destination: Sendable {
  private enum Place {
    case standardOutput
    /// A device or a named pipe, which is written as it is.
    case special(Int32, path: String)
    case file(ReplacedFile)
  }

  private let place: Place
  private let isFinished = Mutex(false)
  let isTerminal: Bool

  static let standardOutput = Destination(.standardOutput, isTerminal: StandardOutput.isTerminal)

  private init(_ place: Place, isTerminal: Bool) {
    self.place = place
    self.isTerminal = isTerminal
  }

  deinit {
    if case .special(let number, _) = place { try? FileDescriptor(rawValue: number).close() }
  }

  /// - Parameters:
  ///   - mayReplace: false fails with `Errno.fileExists` if anything of that name is there.
  ///   - waitsForReader: of a named pipe; false fails with `Errno.noSuchAddressOrDevice` if nobody reads it.
  static func open(
    _ path: String, mayReplace: Bool = true, waitsForReader: Bool = true
  ) throws(FileError) -> Destination {
    let type = try? Stat(path).type
    guard mayReplace || type == nil else { throw FileError(.write, path, .system(.fileExists)) }
    guard let type, type != .regular else {
      // The temporary file has a shorter name: the rename at the end would be the first to fail.
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
        .special(descriptor.rawValue, path: path), isTerminal: descriptor.isTerminal)
    }
  }

  func write(_ bytes: [UInt8]) throws(FileError) {
    switch place {
    case .standardOutput: try StandardOutput.write(bytes)
    case .special(let number, let path):
      try FileError.during(.write, path) { try FileDescriptor(rawValue: number).writeFully(bytes) }
    case .file(let file): try file.write(bytes)
    }
  }

  /// After the last byte.
  func finish() throws(FileError) {
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
