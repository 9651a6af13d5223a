import Glibc

/// A temporary file without a name: whatever ends the program, nothing of it stays behind.
struct SpoolFile {
  private let descriptor: Int32

  /// In `TMPDIR`, or in /var/tmp: /tmp is memory on many machines.
  init(environment: [String: String]) throws(SystemFailure) {
    let named = environment["TMPDIR"].map { [$0] } ?? []
    for folder in named + ["/var/tmp", "/tmp"] where !folder.isEmpty {
      var template = Array((folder + "/memtui-XXXXXX").utf8CString)
      let opened = mkstemp(&template)
      guard opened >= 0 else { continue }
      unlink(template)
      _ = fcntl(opened, F_SETFD, FD_CLOEXEC)
      descriptor = opened
      return
    }
    throw .last()
  }

  func append(_ bytes: [UInt8]) throws(SystemFailure) {
    try writeAll(bytes, to: descriptor)
  }

  /// Hands over what was appended, part by part.
  func read(_ body: ([UInt8]) throws(SystemFailure) -> Void) throws(SystemFailure) {
    guard lseek(descriptor, 0, SEEK_SET) == 0 else { throw .last() }
    var part = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Glibc.read(descriptor, &part, part.count)
      if count == 0 { return }
      if count > 0 { try body(Array(part[..<count])) } else if errno != EINTR { throw .last() }
    }
  }

  func close() {
    _ = Glibc.close(descriptor)
  }
}
