import FoundationEssentials
import Glibc

/// A folder that only its owner can enter, gone with all that is in it after ``remove()``.
struct TemporaryFolder {
  let path: String

  struct Fault: Error {
    /// The system's error number.
    var number: Int32
  }

  init(environment: [String: String]) throws(Fault) {
    var template = Array((Self.place(environment) + "/memtui-XXXXXX").utf8CString)
    guard mkdtemp(&template) != nil else { throw Fault(number: errno) }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// - Parameter mode: 0o400 for what is only to be read.
  /// - Returns: its path.
  func write(_ text: String, to name: String, mode: mode_t) throws(Fault) -> String {
    let file = path + "/" + name
    let descriptor = open(file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
    guard descriptor >= 0 else { throw Fault(number: errno) }
    defer { close(descriptor) }
    try Self.fill(descriptor, with: Array(text.utf8))
    return file
  }

  /// Editors leave backups and swap files beside what they edit.
  func remove() {
    // What cannot be removed lies in a folder that only its owner can enter, and nobody could do more about it.
    _ = try? FileManager.default.removeItem(atPath: path)
  }

  /// A file without a name, to be read from its beginning: what a program gets as its input, however long it takes.
  static func unnamedFile(_ text: String, environment: [String: String]) throws(Fault) -> Int32 {
    var template = Array((place(environment) + "/memtui-XXXXXX").utf8CString)
    let descriptor = mkstemp(&template)
    guard descriptor >= 0 else { throw Fault(number: errno) }
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    unlink(template)
    do throws(Fault) {
      try fill(descriptor, with: Array(text.utf8))
    } catch {
      close(descriptor)
      throw error
    }
    lseek(descriptor, 0, SEEK_SET)
    return descriptor
  }

  private static func place(_ environment: [String: String]) -> String {
    environment["TMPDIR"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? "/tmp"
  }

  private static func fill(_ descriptor: Int32, with bytes: [UInt8]) throws(Fault) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      guard count >= 0 || errno == EINTR else { throw Fault(number: errno) }
      rest = rest.dropFirst(max(0, count))
    }
  }
}
