import Glibc

/// A call of the system that failed: `No space left on device`.
struct SystemFailure: Error, Sendable, Hashable {
  var number: Int32
  /// Where it failed, if that is not the file that is written but the folder of temporary ones.
  var temporaryFolder: String?

  static func last(temporaryFolder: String? = nil) -> SystemFailure {
    SystemFailure(number: errno, temporaryFolder: temporaryFolder)
  }

  var words: String { String(cString: strerror(number)) }

  /// Nil where the file that is written failed itself.
  var temporaryFolderSentence: String? {
    temporaryFolder.map {
      "No temporary file can be written in \(printable($0)) (\(words)). Set TMPDIR to a directory with free space."
    }
  }
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
