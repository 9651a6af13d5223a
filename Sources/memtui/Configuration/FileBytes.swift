import Glibc

/// A file read whole, with what its permissions were when it was opened.
struct FileBytes {
  var bytes: [UInt8]
  /// The permission bits of the opened file itself, so that a swapped name cannot lie about them.
  var permissions: mode_t

  enum Fault: Error, Sendable, Hashable {
    case missing
    /// The system's error number.
    case unreadable(Int32)
    case tooLarge(limit: Int)
  }

  var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Configuration and keys are small: a wrong path must not fill the memory.
  init(path: String, limit: Int) throws(Fault) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw errno == ENOENT || errno == ENOTDIR ? .missing : .unreadable(errno) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .unreadable(errno) }
    permissions = status.st_mode & 0o777
    do throws(SystemFault) {
      bytes = try Self.readAll(descriptor, limit: limit)
    } catch {
      throw .unreadable(error.number)
    }
    guard bytes.count <= limit else { throw .tooLarge(limit: limit) }
  }

  struct SystemFault: Error {
    var number: Int32
  }

  /// Reads to the end, or until there is more than `limit`.
  static func readAll(_ descriptor: Int32, limit: Int) throws(SystemFault) -> [UInt8] {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 16_384)
    while true {
      let count = read(descriptor, &chunk, chunk.count)
      if count < 0 {
        guard errno == EINTR else { throw SystemFault(number: errno) }
      } else {
        bytes.append(contentsOf: chunk[..<count])
        if count == 0 || bytes.count > limit { return bytes }
      }
    }
  }
}
