import Glibc

/// A call of the system that failed: `No space left on device`.
struct SystemFailure: Error, Sendable, Hashable {
  var number: Int32

  static func last() -> SystemFailure { SystemFailure(number: errno) }

  var words: String { String(cString: strerror(number)) }
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
