import Glibc

/// A regular file read whole, with what its permissions were when it was opened.
struct FileBytes {
  var bytes: [UInt8]
  /// The permission bits of the opened file itself, so that a swapped name cannot lie about them.
  var permissions: mode_t

  /// What a path may lead to instead of a file. A named pipe would be waited for, a device read without end.
  enum Kind: Sendable, Hashable {
    case folder, namedPipe, device, socket

    var words: String {
      switch self {
      case .folder: "is a directory, not a file"
      case .namedPipe: "is a named pipe, not a file"
      case .device: "is a device, not a file"
      case .socket: "is a socket, not a file"
      }
    }
  }

  enum Fault: Error, Sendable, Hashable {
    case missing
    /// The system's error number.
    case unreadable(Int32)
    case tooLarge(limit: Int)
    case notAFile(Kind)
    /// The first line, counted from 1, that is not.
    case notUTF8(line: Int)

    /// Of a file that is expected to be there: `Permission denied`.
    var words: String {
      switch self {
      case .missing: String(cString: strerror(ENOENT))
      case .unreadable(let number): String(cString: strerror(number))
      case .tooLarge: String(cString: strerror(EFBIG))
      case .notAFile(let kind): "it " + kind.words
      case .notUTF8(let line): "it is not UTF-8, line \(line)"
      }
    }
  }

  var text: String { String(decoding: bytes, as: UTF8.self) }

  /// The text of a file that has to be UTF-8.
  func utf8Text() throws(Fault) -> String {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      // A line end is never a part of another character.
      let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      let broken = lines.firstIndex { String(validating: $0, as: UTF8.self) == nil } ?? 0
      throw .notUTF8(line: broken + 1)
    }
    return text
  }

  /// Configuration and keys are small: a wrong path must not fill the memory.
  init(path: String, limit: Int) throws(Fault) {
    // Without waiting: the open of a named pipe would take until somebody writes to it.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
    guard descriptor >= 0 else {
      switch errno {
      case ENOENT, ENOTDIR: throw .missing
      case ENXIO: throw .notAFile(.socket)
      default: throw .unreadable(errno)
      }
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .unreadable(errno) }
    if let kind = Self.kind(of: status) { throw .notAFile(kind) }
    permissions = status.st_mode & 0o777
    bytes = try Self.readAll(descriptor, limit: limit)
    guard bytes.count <= limit else { throw .tooLarge(limit: limit) }
  }

  /// Nil for a regular file.
  private static func kind(of status: stat) -> Kind? {
    switch status.st_mode & S_IFMT {
    case S_IFREG: nil
    case S_IFDIR: .folder
    case S_IFIFO: .namedPipe
    case S_IFSOCK: .socket
    default: .device
    }
  }

  /// Reads to the end, or until there is more than `limit`.
  private static func readAll(_ descriptor: Int32, limit: Int) throws(Fault) -> [UInt8] {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 16_384)
    while true {
      let count = read(descriptor, &chunk, chunk.count)
      if count < 0 {
        guard errno == EINTR else { throw .unreadable(errno) }
      } else {
        bytes.append(contentsOf: chunk[..<count])
        if count == 0 || bytes.count > limit { return bytes }
      }
    }
  }
}
