import CGlibc
import Glibc
import SystemPackage

enum SystemCalls {
  static func rename(_ old: String, to new: String) throws(Errno) { try check { Glibc.rename(old, new) } }
  static func remove(_ path: String) { unlink(path) }

  /// Makes the folder and its missing parents, for the user alone.
  static func makeFolder(_ folder: String) throws(FileError) {
    var path = folder.hasPrefix("/") ? "" : "."
    for part in folder.split(separator: "/") {
      path += "/" + part
      guard mkdir(path, 0o700) != 0 else { continue }
      // For an existing folder this may be "Read-only file system" or "Operation not permitted".
      let number = Errno(rawValue: errno)
      let type = try FileError.during(.write, path) {
        do throws(Errno) { return try Stat(path).type } catch { throw number }
      }
      guard type == .directory else { throw FileError(.write, path, .system(.notDirectory)) }
    }
  }

  static func destination(ofLink path: String) -> String? {
    var buffer = [UInt8](repeating: 0, count: Int(PATH_MAX))
    let count = readlink(path, &buffer, buffer.count)
    return count < 0 ? nil : String(decoding: buffer.prefix(count), as: UTF8.self)
  }

  /// `memories.csv` -> `/home/ann/memories.csv`.
  static func fullPath(_ path: String) -> String {
    guard !path.hasPrefix("/"), let buffer = getcwd(nil, 0) else { return path }
    defer { free(buffer) }
    let folder = String(cString: buffer)
    return (folder == "/" ? "" : folder) + "/" + (path.hasPrefix("./") ? String(path.dropFirst(2)) : path)
  }

  static func makeTemporaryFile(in folder: String) throws(Errno) -> (FileDescriptor, path: String) {
    var template = Array((folder + "/memtui-XXXXXX").utf8CString)
    let descriptor = mkstemp(&template)
    guard descriptor >= 0 else { throw Errno(rawValue: errno) }
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    return (FileDescriptor(rawValue: descriptor), text(template))
  }

  static func makeTemporaryFolder(in folder: String) throws(Errno) -> String {
    var template = Array((folder + "/memtui-XXXXXX").utf8CString)
    guard mkdtemp(&template) != nil else { throw Errno(rawValue: errno) }
    return text(template)
  }

  /// With all in it, as far as possible. Links are removed, not followed.
  static func removeFolder(_ path: String) {
    if let folder = opendir(path) {
      defer { closedir(folder) }
      while let entry = readdir(folder) {
        let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
          String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
        if name == "." || name == ".." { continue }
        let inner = path + "/" + name
        if (try? Stat(inner, followTargetSymlink: false).type) == .directory {
          removeFolder(inner)
        } else {
          unlink(inner)
        }
      }
    }
    rmdir(path)
  }

  private static func text(_ template: [CChar]) -> String {
    String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  fileprivate static func check(_ call: () -> Int32) throws(Errno) {
    while call() != 0 {
      let number = Errno(rawValue: errno)
      guard number == .interrupted else { throw number }
    }
  }
}

extension FileDescriptor {
  func synchronize() throws(Errno) { try SystemCalls.check { fsync(rawValue) } }

  /// False while another process has the lock. The system releases it when the process ends.
  func lock() throws(Errno) -> Bool {
    do throws(Errno) {
      try SystemCalls.check { flock(rawValue, LOCK_EX | LOCK_NB) }
      return true
    } catch {
      guard error == .wouldBlock else { throw error }
      return false
    }
  }

  var isTerminal: Bool { isatty(rawValue) == 1 }

  /// For writes, after an open that did not wait for a named pipe's reader.
  func waitWhenFull() { _ = fcntl(rawValue, F_SETFL, 0) }

  func takesBytes(within milliseconds: Int32) -> Bool {
    var state = pollfd(fd: rawValue, events: Int16(POLLOUT), revents: 0)
    return poll(&state, 1, milliseconds) > 0
  }

  /// Writes all bytes, also if another program has made the shared descriptor nonblocking.
  func writeFully(_ bytes: [UInt8]) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      do {
        rest = rest.dropFirst(try rest.withUnsafeBytes { try write($0) })
      } catch Errno.wouldBlock {
        _ = takesBytes(within: -1)
      }
    }
  }

  func read(atMost count: Int) throws -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    let filled = try bytes.withUnsafeMutableBytes { try read(into: $0) }
    bytes.removeLast(count - filled)
    return bytes
  }
}

extension FileDescriptor.OpenOptions {
  /// Does not wait for the other end of a named pipe, takes no terminal, and is not inherited.
  static let unattended: Self = [.closeOnExec, .nonBlocking, noTerminal]
  static let noTerminal = Self(rawValue: O_NOCTTY)
}
