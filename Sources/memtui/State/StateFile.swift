import BrowserCore
import Glibc
import MemoryModel

/// `PROFILE.json`: what is remembered of a profile. It only changes under its lock, and all at once.
struct StateFile: Sendable {
  let folder: String
  let name: String

  var path: String { folder + "/" + name + ".json" }

  enum Content {
    case missing
    /// No JSON object, or a file that no memtui would write.
    case broken
    case good(Remembered)
  }

  enum Fault: Error {
    case busy
    case system(Int32)
  }

  private static let largestSize = 4 << 20

  func read() throws(Fault) -> Content {
    let file: FileBytes
    do throws(FileBytes.Fault) {
      file = try FileBytes(path: path, limit: Self.largestSize)
    } catch {
      switch error {
      case .missing: return .missing
      case .tooLarge: return .broken
      case .unreadable(let number): throw .system(number)
      }
    }
    guard case .object(let object)? = try? JSONValue(parsing: file.bytes) else { return .broken }
    return .good(Remembered(object))
  }

  /// Readers see the old file or the new one. The caller has the lock.
  func write(_ remembered: Remembered) throws(Fault) {
    let text = JSONValue.object(remembered.json).prettyPrinted(escaping: .unprintable) + "\n"
    let new = path + ".new"
    // What a killed memtui may have left; not opened, because it may have become a link.
    unlink(new)
    let descriptor = open(new, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .system(errno) }
    let failure = Self.fill(descriptor, with: Array(text.utf8))
    close(descriptor)
    if failure == 0, rename(new, path) == 0 { return }
    let number = failure == 0 ? errno : failure
    unlink(new)
    throw .system(number)
  }

  /// Moves a broken file out of the way. The caller has the lock.
  /// - Returns: its new path.
  func putAside() throws(Fault) -> String {
    let aside = path + ".broken-\(time(nil))"
    guard rename(path, aside) == 0 else { throw .system(errno) }
    return aside
  }

  /// The folder, and those above it that are missing, for the user alone.
  func makeFolder() throws(Fault) {
    var made = ""
    for part in folder.split(separator: "/") {
      made += "/" + part
      guard mkdir(made, 0o700) != 0 else { continue }
      var status = stat()
      // Existing folders answer in different ways, also with "read-only" or "not permitted".
      let number = errno
      guard stat(made, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else { throw .system(number) }
    }
  }

  /// - Returns: the system's error number, or 0.
  private static func fill(_ descriptor: Int32, with bytes: [UInt8]) -> Int32 {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      guard count >= 0 || errno == EINTR else { return errno }
      rest = rest.dropFirst(max(0, count))
    }
    return fsync(descriptor) == 0 ? 0 : errno
  }
}
